import { type CType, POINTER_SIZE, printType, type Scalar, sizeOf } from "@tapset/btf";
import type { Builder } from "./builder.js";
import type { LongExpr } from "./ir.js";

/** The words that a structure in registers takes, at most: a larger one is in memory. */
const MOST_WORDS = 2;

/** How many words a structure of a type takes in registers; undefined where it isn't one that lies there. */
export function wordsIn(type: CType): number | undefined {
  const size = sizeOf(type);
  return size === undefined || size === 0 || size > MOST_WORDS * POINTER_SIZE ? undefined : Math.ceil(size / POINTER_SIZE);
}

/** A structure that lies in registers, which its members are cut out of. It has no address. */
export function structureOfWords(builder: Builder, type: CType, words: readonly LongExpr[]): LongExpr {
  return { ...builder.constant(0), ctype: type, words };
}

/** A member of a structure in registers, by its offset in bytes; refused where it isn't in one of them. */
export function memberOfWords(builder: Builder, words: readonly LongExpr[], offset: number, { size, signed, bitField }: Scalar, type: CType): LongExpr {
  const word = words[Math.floor(offset / POINTER_SIZE)];
  const bitOffset = 8 * (offset % POINTER_SIZE) + (bitField?.bitOffset ?? 0);
  const bitSize = bitField?.bitSize ?? 8 * size;
  if (word === undefined || bitOffset + bitSize > 8 * POINTER_SIZE) return builder.refuse("not-in-a-register", `a '${printType(type)}' that lies in two registers can't be read`);
  const spare = 8 * POINTER_SIZE - bitSize;
  const shifted = spare === bitOffset ? word : builder.binary("shl", word, spare - bitOffset);
  return { ...(spare === 0 ? word : builder.binary(signed ? "sar" : "shr", shifted, spare)), ctype: type };
}
