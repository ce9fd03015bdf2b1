import type { Builder, LongExpr, StringExpr } from "@tapset/core";

/** The number that a text names; -1 for a text that names none. */
export function namedNumber(builder: Builder, text: StringExpr, numbers: ReadonlyMap<string, bigint>): LongExpr {
  const missing = builder.constant(-1);
  if (text.op === "text") return builder.constant(numbers.get(text.text) ?? -1n);
  return [...numbers].reduceRight((otherwise, [name, number]) => builder.select(builder.compare("eq", text, builder.text(name)), builder.constant(number), otherwise), missing);
}
