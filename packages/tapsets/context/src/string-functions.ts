import type { Intrinsic, LongExpr, StringExpr } from "@tapset/core";

/** Strings. */
export const stringFunctions: readonly Intrinsic[] = [
  {
    name: "strlen",
    parameters: [{ name: "s", type: "string" }],
    returns: "long",
    doc: "the length of a string in bytes",
    purity: "pure",
    lower: (_builder, text) => ({ type: "long", op: "strlen", text: text as StringExpr }),
  },
  {
    name: "substr",
    parameters: [
      { name: "str", type: "string" },
      { name: "start", type: "long" },
      { name: "length", type: "long" },
    ],
    returns: "string",
    doc: "the part of a string from byte start (0 is the first), at most length bytes",
    purity: "pure",
    lower: (_builder, text, start, length) => ({
      type: "string",
      op: "substr",
      text: text as StringExpr,
      start: start as LongExpr,
      length: length as LongExpr,
      bound: (text as StringExpr).bound,
    }),
  },
];
