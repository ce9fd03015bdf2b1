import type { ExtractorName } from "./ast.js";

/**
 * The levels of the operators with two sides, loosest first; all of one level chain to the left. Below the loosest
 * stand the ternary and the assignments, above the tightest the unary operators.
 */
const levels: readonly (readonly string[])[] = [
  ["||"],
  ["&&"],
  ["|"],
  ["^"],
  ["&"],
  ["in"],
  ["<", ">", "<=", ">=", "==", "!=", "=~", "!~"],
  ["<<", ">>", ">>>"],
  ["."],
  ["+", "-"],
  ["*", "/", "%"],
];

/** The level of each operator with two sides, from 1. */
export const BINARY_LEVELS: ReadonlyMap<string, number> = new Map(
  levels.flatMap((row, index) => row.map((operator): [string, number] => [operator, index + 1])),
);

/** The level of `||`, the loosest. */
export const LOWEST = 1;

/** The level of `in`: array membership. */
export const MEMBERSHIP = 6;

/** The level of the comparisons, `=~` and `!~` among them. */
export const COMPARISON = 7;

/** One more than the level of the tightest operator with two sides. */
export const UNARY = levels.length + 1;

/** Operators that assign; they chain to the right. */
export const ASSIGNMENT_OPERATORS: ReadonlySet<string> = new Set([
  "=",
  "+=",
  "-=",
  "*=",
  "/=",
  "%=",
  "<<=",
  ">>=",
  "&=",
  "^=",
  "|=",
  ".=",
  "<<<",
]);

/** Functions that take a number out of a statistic, and that a `foreach` may sort by; written with an `@`. */
export const EXTRACTORS: readonly ExtractorName[] = ["count", "sum", "min", "max", "avg", "variance"];
