import type { Heading, List, ListItem, Paragraph, PhrasingContent, RootContent } from "mdast";

/** A piece of a line: text, or nodes such as code. */
export type Phrase = string | PhrasingContent;

export const code = (value: string): PhrasingContent => ({ type: "inlineCode", value });

export const paragraph = (...phrases: readonly Phrase[]): Paragraph => ({ type: "paragraph", children: phrases.map(phrase) });

export const heading = (depth: Heading["depth"], ...phrases: readonly Phrase[]): Heading => ({ type: "heading", depth, children: phrases.map(phrase) });

/** Items that are one line each. */
export function list(items: readonly (readonly Phrase[])[], ordered = false): List {
  const children = items.map((item): ListItem => ({ type: "listItem", spread: false, children: [paragraph(...item)] }));
  return { type: "list", ordered, spread: false, children };
}

/** Text whose paragraphs are parted by empty lines. */
export function paragraphs(text: string): readonly Paragraph[] {
  return text.split(/\n\s*\n/).filter((part) => part.trim() !== "").map((part) => paragraph(part.trim()));
}

export const block = (value: string): RootContent => ({ type: "code", value });

function phrase(part: Phrase): PhrasingContent {
  return typeof part === "string" ? { type: "text", value: part } : part;
}
