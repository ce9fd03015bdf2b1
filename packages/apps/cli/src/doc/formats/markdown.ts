import type { Root, RootContent } from "mdast";
import remarkStringify from "remark-stringify";
import { unified } from "unified";
import { pageName, shortName, type Entry } from "../entry.js";
import { heading, paragraph } from "../markdown-nodes.js";
import type { DocumentFormat } from "./format.js";

const processor = unified().use(remarkStringify, { bullet: "-", fences: false });

/** Markdown: a file for each tapset. */
export const markdown: DocumentFormat = {
  page: (entry) => stringify([heading(1, pageName(entry)), ...content(entry)]),
  manual: (entries) =>
    entries
      .filter(({ kind }) => kind === "tapset")
      .map(({ tapset }) => ({ path: `${shortName(tapset).replaceAll("/", "-")}.md`, text: stringify(entries.filter((entry) => entry.tapset === tapset).flatMap(chapterOf)) })),
};

/** An entry within the file of its tapset. */
export function chapterOf(entry: Entry): readonly RootContent[] {
  if (entry.kind === "tapset") return [heading(1, entry.name), ...content(entry)];
  const deeper = content(entry).map((node): RootContent => (node.type === "heading" ? { ...node, depth: 3 } : node));
  return [heading(2, `${entry.kind === "form" ? "probe" : entry.kind} ${entry.name}`), ...deeper];
}

function content({ summary, body }: Entry): readonly RootContent[] {
  return [paragraph(summary), ...body];
}

function stringify(children: readonly RootContent[]): string {
  const root: Root = { type: "root", children: [...children] };
  return processor.stringify(root);
}
