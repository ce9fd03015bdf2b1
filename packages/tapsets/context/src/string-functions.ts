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
    name: "stringat",
    parameters: [
      { name: "str", type: "string" },
      { name: "pos", type: "long" },
    ],
    returns: "long",
    doc: "the byte of a string at pos (0 is the first); 0 where the string has no such byte",
    purity: "pure",
    lower: (builder, str, pos) => builder.byte(str as StringExpr, pos as LongExpr),
  },
  {
    name: "isdigit",
    parameters: [{ name: "str", type: "string" }],
    returns: "long",
    doc: "whether a string begins with a digit: 1 or 0",
    purity: "pure",
    lower: (builder, str) => {
      const first = builder.byte(str as StringExpr, 0);
      // What's below "0" wraps to more than 9.
      return builder.compare("le", builder.binary("and", builder.binary("sub", first, 48), 0xff), builder.constant(9));
    },
  },
  {
    name: "strpos",
    parameters: [
      { name: "s1", type: "string" },
      { name: "s2", type: "string" },
    ],
    returns: "long",
    doc: "where s2 is first found in s1, in bytes from its beginning; -1 where it isn't",
    purity: "pure",
    lower: (builder, s1, s2) => builder.find(s1 as StringExpr, s2 as StringExpr),
  },
  {
    name: "isinstr",
    parameters: [
      { name: "s1", type: "string" },
      { name: "s2", type: "string" },
    ],
    returns: "long",
    doc: "whether s2 is found in s1: 1 or 0",
    purity: "pure",
    lower: (builder, s1, s2) => builder.compare("ge", builder.find(s1 as StringExpr, s2 as StringExpr), builder.constant(0)),
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
