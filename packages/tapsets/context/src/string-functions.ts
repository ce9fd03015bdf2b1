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
  {
    name: "matched",
    parameters: [{ name: "n", type: "long" }],
    returns: "string",
    doc: "what the n-th subexpression of the last =~ of this handler matched, 0 for all that matched; empty when that one took no part; an error when =~ failed or has fewer",
    purity: "reads",
    lower: (builder, n) => builder.lastMatch.part(n as LongExpr),
  },
  {
    name: "matched_str",
    parameters: [],
    returns: "string",
    doc: "what the last =~ of this handler matched; an error when it failed",
    purity: "reads",
    lower: (builder) => builder.lastMatch.part(builder.constant(0)),
  },
  {
    name: "ngroups",
    parameters: [],
    returns: "long",
    doc: "how many subexpressions the last =~ of this handler has, the whole among them; an error when it failed",
    purity: "reads",
    lower: (builder) => builder.lastMatch.groups(),
  },
];
