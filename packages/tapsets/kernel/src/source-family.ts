import type { Derivation, Match, Pattern, PatternComponent, ProbeFamily, Target } from "@tapset/core";
import { needsDebugInfo } from "./debug-info.js";

/** What only debugging information tells of. */
const endings: readonly { readonly components: readonly PatternComponent[]; readonly doc: string }[] = [
  { components: [{ name: "inline" }], doc: "where the function is inlined" },
  { components: [{ name: "callee", literal: "string" }], doc: "when functions that it calls begin" },
  { components: [{ name: "callees" }], doc: "when functions that it calls begin" },
  { components: [{ name: "callees", literal: "number" }], doc: "when functions that it calls, and those call, begin" },
  { components: [{ name: "label", literal: "string" }], doc: "at labels in its source" },
];
const roots: readonly (readonly PatternComponent[])[] = [[{ name: "kernel" }], [{ name: "module", literal: "string" }]];

const patterns = roots.flatMap((root) =>
  endings.map(({ components, doc }): Pattern => ({ components: [...root, { name: "function", literal: "string" }, ...components], doc: `${doc}; takes debugging information` })),
);

function derive({ components, text }: Match, target: Target): Derivation {
  const [root] = components;
  const module = root?.name === "module" && typeof root.literal === "string" ? root.literal : undefined;
  return { kind: "errors", errors: [needsDebugInfo(text, module, target)] };
}

/** Points within functions that only their source names. */
export const sourceFamily: ProbeFamily = { name: "kernel.source", patterns, derive };
