import type { Update } from "@tapset/core";

/**
 * How the session has an element of a shared array of longs (or an aggregate) updated indivisibly: it runs the accessor
 * with this context. The program returns 0, or 1 when the array is full, and leaves the old value in word 0.
 *
 * ```text
 * 0  u64 operator: index into ACCESSOR_OPERATORS (aggregates have one operation: 0)   → old value
 * 8  u64 operand
 * 16 key
 * ```
 * Divisions by 0 are the session's to find first.
 */
export const ACCESSOR = { operator: 0, old: 0, operand: 8, key: 16 } as const;

/** Numbers of the operators. */
export const ACCESSOR_OPERATORS: readonly Update["operator"][] = [
  "set",
  "add",
  "sub",
  "mul",
  "div",
  "mod",
  "and",
  "or",
  "xor",
  "shl",
  "shr",
  "sar",
];
