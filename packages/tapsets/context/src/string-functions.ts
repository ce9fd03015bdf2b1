import type { Builder, Expr, Intrinsic, LongExpr, Parameter, Stmt, StringExpr } from "@tapset/core";

/**
 * The next token of the string that the last `tokenize` of the handler was given. Kept from call to call are the string, and where
 * its rest begins: behind the delimiter that ended the last token.
 */
function nextToken(builder: Builder, delimiters: StringExpr, before: readonly Stmt[]): StringExpr {
  const text = builder.keptText("tokenize", "string");
  const begin = builder.keptLong("tokenize", "begin");
  const next = builder.keptLong("tokenize", "next");
  return {
    type: "string",
    op: "sequence",
    before: [
      ...before,
      { op: "set", local: begin.local, value: builder.scan(text, next, delimiters, false) },
      { op: "set", local: next.local, value: builder.binary("add", builder.scan(text, begin, delimiters, true), 1) },
    ],
    value: builder.substr(text, begin, builder.binary("sub", builder.binary("sub", next, begin), 1)),
    bound: builder.maxString,
  };
}

/** Takes up a new string, unless it's empty. */
function takeUp(builder: Builder, input: StringExpr): Stmt {
  return {
    op: "if",
    condition: builder.compare("ne", input, builder.text("")),
    then: [
      { op: "set", local: builder.keptText("tokenize", "string").local, value: input },
      { op: "set", local: builder.keptLong("tokenize", "next").local, value: builder.constant(0) },
    ],
    otherwise: [],
  };
}

const input: Parameter = { name: "input", type: "string" };
const delimiters: Parameter = { name: "delim", type: "string" };

/** Texts with their unprintable bytes escaped. */
function escaping(name: string, parameters: readonly Parameter[], doc: string, lower: (builder: Builder, ...args: readonly Expr[]) => StringExpr): Intrinsic {
  return { name, parameters, returns: "string", doc, purity: "pure", lower };
}

/** A byte of a string, at a position within what strings can hold. */
function byteAt(builder: Builder, text: StringExpr, position: LongExpr): LongExpr {
  const byte = builder.byte(text, position);
  if (position.op === "const" && position.value >= 0n && position.value < BigInt(builder.maxString)) return byte;
  const isBefore = builder.compare("lt", position, builder.constant(0));
  const isBehind = builder.compare("ge", position, builder.constant(builder.maxString));
  const refused = builder.raise(builder.format("stringat: position ", builder.value("d", position), " is out of bounds"));
  return { type: "long", op: "sequence", before: [builder.when(builder.logical("or", isBefore, isBehind), [refused])], value: byte };
}

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
    doc: "the byte of a string at pos (0 is the first); 0 where the string has no such byte, an error where no string could have it",
    purity: "pure",
    lower: (builder, str, pos) => byteAt(builder, str as StringExpr, pos as LongExpr),
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
    name: "str_replace",
    parameters: ["prnt_str", "srch_str", "rplc_str"].map((name) => ({ name, type: "string" })),
    returns: "string",
    doc: "prnt_str with rplc_str in the place of each srch_str in it; as it is when srch_str is empty",
    purity: "pure",
    lower: (builder, text, part, replacement) => builder.replace(text as StringExpr, part as StringExpr, replacement as StringExpr),
  },
  {
    name: "strtol",
    parameters: [
      { name: "str", type: "string" },
      { name: "base", type: "long" },
    ],
    returns: "long",
    doc: "the number a string begins with, in a base of 2 to 36; base 0 takes 0x for 16 and 0 for 8; 0 where there is none. A minus may be in front, no plus and no blanks; it wraps to 64 bits",
    purity: "pure",
    lower: (builder, text, base) => builder.strtol(text as StringExpr, base as LongExpr),
  },
  {
    name: "tokenize",
    parameters: [input, delimiters],
    returns: "string",
    doc: "the first part of a string between any of the bytes in delim; where the string is empty, the next of the one before in the same handler; empty when there is none",
    purity: "effect",
    lower: (builder, text, bytes) => nextToken(builder, bytes as StringExpr, [takeUp(builder, text as StringExpr)]),
  },
  {
    name: "tokenize",
    parameters: [delimiters],
    returns: "string",
    doc: "the next part of the string that the last tokenize in the same handler was given; empty when there is none",
    purity: "effect",
    lower: (builder, bytes) => nextToken(builder, bytes as StringExpr, []),
  },
  escaping("text_str", [input], "a string with its unprintable bytes, double quotes and backslashes escaped as in C", (builder, text) =>
    builder.escape(text as StringExpr, { quotes: false }),
  ),
  escaping(
    "text_strn",
    [input, { name: "len", type: "long" }, { name: "quoted", type: "long" }],
    "the same, at most len bytes (0: as long as strings may be); where quoted isn't 0 in double quotes, with ... behind them when it had to be cut",
    (builder, text, length, quoted) => {
      const made = (quotes: boolean): StringExpr => builder.escape(text as StringExpr, { quotes, length: length as LongExpr });
      return builder.select(quoted as LongExpr, made(true), made(false));
    },
  ),
  escaping("string_quoted", [{ name: "str", type: "string" }], "a string in double quotes, with its unprintable bytes, double quotes and backslashes escaped as in C", (builder, text) =>
    builder.escape(text as StringExpr, { quotes: true }),
  ),
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
