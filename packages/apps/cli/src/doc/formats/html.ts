import type { Root, RootContent } from "mdast";
import rehypeDocument from "rehype-document";
import rehypeStringify from "rehype-stringify";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import { pageName, type Entry } from "../entry.js";
import { heading, list, type Phrase } from "../markdown-nodes.js";
import { chapterOf } from "./markdown.js";
import type { DocumentFormat } from "./format.js";

const style = "body{max-width:56rem;margin:2rem auto;padding:0 1rem;font-family:sans-serif;line-height:1.45}code,pre{font-family:monospace}pre{background:#f4f4f4;padding:.6rem;overflow-x:auto}h1{border-bottom:1px solid #999}";

/** HTML: one page, with a table of contents. */
export const html: DocumentFormat = {
  page: (entry) => stringify(pageName(entry), anchored(entry)),
  manual: (entries) => [{ path: "index.html", text: stringify("Tapset reference", [heading(1, "Tapset reference"), contents(entries), ...entries.flatMap(anchored)]) }],
};

/** An entry's chapter, whose heading links lead to. */
function anchored(entry: Entry): readonly RootContent[] {
  const [title, ...rest] = chapterOf(entry);
  if (title === undefined) return [];
  return [{ ...title, data: { hProperties: { id: pageName(entry) } } }, ...rest];
}

function contents(entries: readonly Entry[]): RootContent {
  return list(entries.map((entry): readonly Phrase[] => [{ type: "link", url: `#${encodeURIComponent(pageName(entry))}`, children: [{ type: "text", value: pageName(entry) }] }, `: ${entry.summary}`]));
}

function stringify(title: string, children: readonly RootContent[]): string {
  const processor = unified().use(remarkRehype).use(rehypeDocument, { title, style, language: "en" }).use(rehypeStringify);
  const root: Root = { type: "root", children: [...children] };
  return processor.stringify(processor.runSync(root));
}
