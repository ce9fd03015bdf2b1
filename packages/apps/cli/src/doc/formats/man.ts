import type { Root, RootContent } from "mdast";
import remarkMan from "remark-man";
import { unified } from "unified";
import { pageName, type Entry } from "../entry.js";
import type { DocumentFormat } from "./format.js";

/** SystemTap's own section. */
const SECTION = "3stap";

/** Man pages: one for each entry, named as SystemTap names its own. */
export const man: DocumentFormat = {
  page,
  manual: (entries) => entries.map((entry) => ({ path: `man3/${pageName(entry).replaceAll("/", "-")}.${SECTION}`, text: page(entry) })),
};

function page(entry: Entry): string {
  const processor = unified().use(remarkMan, { name: pageName(entry), section: SECTION, description: entry.summary, manual: "Tapset reference", date: EPOCH });
  const root: Root = { type: "root", children: entry.body.map(upperCase) };
  return processor.stringify(root).replace(EPOCH_WRITTEN, '""');
}

/** A page says nothing of when it was written: equal manifests give equal pages. remark-man would write today's month for none. */
const EPOCH = new Date(0);
const EPOCH_WRITTEN = '"January 1970"';

/** Sections of man pages are in capitals. */
function upperCase(node: RootContent): RootContent {
  if (node.type !== "heading") return node;
  return { ...node, depth: 2, children: node.children.map((child) => (child.type === "text" ? { ...child, value: child.value.toUpperCase() } : child)) };
}
