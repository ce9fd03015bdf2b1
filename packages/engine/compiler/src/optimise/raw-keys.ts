import type { Expr, Fact, GlobalKey, Ir } from "@tapset/core";
import type { GlobalUse, HandlerUses } from "./global-uses.js";

/**
 * Keys that are the same injective fact wherever they're used can be stored raw: 8 bytes in place of a text. A kernel
 * handler that gets such a key from a foreach would need its text, so there it stays text.
 */
export function rawKeyFacts(ir: Ir, uses: HandlerUses): ReadonlyMap<GlobalKey, Fact> {
  // Undefined: the uses disagree.
  const agreements = new Map<GlobalKey, Fact | undefined>();
  const visit = ({ global, keys, how }: GlobalUse, isKernel: boolean): void => {
    for (const [index, position] of global.keys.entries()) {
      const key = keys[index];
      if (how === "iterate" && isKernel) agreements.set(position, undefined);
      if (key === undefined || position.type !== "string") continue;
      const fact = rawFact(key);
      agreements.set(position, agreements.has(position) && agreements.get(position) !== fact ? undefined : fact);
    }
  };
  for (const { cases } of ir.programs) for (const { handler } of cases) for (const use of uses(handler)) visit(use, true);
  for (const { handler } of ir.session) for (const use of uses(handler)) visit(use, false);
  return new Map([...agreements].flatMap(([position, fact]) => (fact === undefined ? [] : [[position, fact] as const])));
}

/** The fact that a key is, when its single raw long can stand for it. */
function rawFact(key: Expr): Fact | undefined {
  return key.op === "fact" && key.fact.injective && key.raw.length === 1 && key.raw[0]?.type === "long" ? key.fact : undefined;
}
