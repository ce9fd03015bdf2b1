import { type CType, scalarOf } from "@tapset/btf";
import type { Builder } from "./builder.js";
import type { LongExpr } from "./ir.js";

const WORD_BITS = 64;

/** The part of a register that a value of a narrow type fills, widened by its sign. What lies above it is anything. */
export function narrowed(builder: Builder, word: LongExpr, type: CType): LongExpr {
  const scalar = scalarOf(type);
  if (scalar === undefined || scalar.size === 8) return word;
  const spare = WORD_BITS - 8 * scalar.size;
  return builder.binary(scalar.signed ? "sar" : "shr", builder.binary("shl", word, spare), spare);
}
