import { quotedText, type Builder, type Expr, type Fact, type LongExpr, type StringExpr } from "@tapset/core";
import { addressVariable, plain, suffixed, type ArgumentKind, type ArgumentValue, type ArgumentVariable, type Reading, type Recording } from "../argument-kind.js";
import { DATA_LIMIT, loadDataWords, loadMarked, plainData, quotedData } from "../quoting.js";

/** How a kind of text is read. */
interface TextStyle {
  /** The marked text, and what else its facts take. */
  readonly record: (builder: Builder, argument: ArgumentValue) => readonly Expr[];
  readonly plan: NonNullable<Reading["plan"]>;
  readonly quoted: (limit: number) => Fact;
  readonly unquoted: (builder: Builder, argument: ArgumentValue) => StringExpr;
}

/** NAME in quotes (or what `quotedName` makes of it), NAME_unquoted as it is, NAME_uaddr where it lies. */
function text(shape: string, { record, plan, quoted, unquoted }: TextStyle, quotedName = plain): ArgumentKind {
  const load = (builder: Builder, argument: ArgumentValue): StringExpr => builder.fact(quoted(builder.maxString), ...record(builder, argument));
  const variables: ArgumentVariable[] = [
    { aspect: "quoted", name: quotedName, type: "string", doc: "in quotes", load },
    { aspect: "unquoted", name: suffixed("_unquoted"), type: "string", doc: "as it is", load: unquoted },
    addressVariable,
  ];
  const shown: Recording = {
    reading: { shape: () => shape, record, plan },
    render: (values, { maxString }) => quoted(maxString).render(...values),
  };
  return { variables, shown, show: (builder, argument) => builder.value("s", load(builder, argument)) };
}

/** The string at a user address; the address in hex where it can't be read. */
function readable(builder: Builder, address: LongExpr): StringExpr {
  return builder.loadString(address, "user", builder.format(builder.value("p", address)));
}

const planPath: TextStyle["plan"] = (planner, { raw }) => {
  const path = planner.text("string", raw, planner.maxString);
  return (memory) => [memory.marked(path)];
};

const path: TextStyle = {
  plan: planPath,
  record: (builder, { raw }) => [loadMarked(builder, raw)],
  quoted: quotedText,
  unquoted: (builder, { raw }) => readable(builder, raw),
};

/** A string that may be NULL, which is nothing that failed. */
function orNull<E extends Expr>(builder: Builder, { raw }: ArgumentValue, otherwise: E, whole: E): E {
  return builder.select(builder.compare("eq", raw, builder.constant(0)), otherwise, whole);
}
const optionalPath: TextStyle = {
  plan: planPath,
  record: (builder, argument) => [orNull(builder, argument, builder.text("\x010x0"), loadMarked(builder, argument.raw))],
  quoted: quotedText,
  unquoted: (builder, argument) => orNull(builder, argument, builder.text("0x0"), readable(builder, argument.raw)),
};

/** The beginning of a buffer whose length is the peer, to its first NUL. */
function beginning(builder: Builder, { raw, peer }: ArgumentValue): readonly [StringExpr, LongExpr] {
  const length = peer ?? builder.constant(0);
  const isEmpty = builder.compare("eq", length, builder.constant(0));
  return [builder.select(isEmpty, builder.text(""), loadMarked(builder, raw, Math.min(DATA_LIMIT, builder.maxString))), length];
}
function planData(kind: "bytes" | "beginning"): TextStyle["plan"] {
  return (planner, { raw, peer }) => {
    if (peer === undefined) return () => ["", 0n];
    const text = planner.text(kind, raw, Math.min(DATA_LIMIT, planner.maxString), { count: planner.count(peer, 1, 64) });
    return (memory) => [memory.word(peer) === 0n ? "" : memory.marked(text), memory.word(peer)];
  };
}
const data: TextStyle = {
  plan: planData("bytes"),
  record: (builder, argument) => {
    const [text, length] = beginning(builder, argument);
    return [text, length, argument.raw, ...loadDataWords(builder, argument.raw, length)];
  },
  quoted: () => quotedData,
  unquoted: (builder, argument) => builder.fact(plainData, ...beginning(builder, argument)),
};

/** A string whose NUL is among the bytes that are counted. */
const terminatedData: TextStyle = { ...data, plan: planData("beginning"), record: beginning };

/** Kinds that are text in user memory. */
export const textKinds: readonly (readonly [string, ArgumentKind])[] = [
  ["string", text("string", path)],
  ["optional_string", text("optional-string", optionalPath)],
  ["data", text("data", data, suffixed("_str"))],
  ["terminated_data", text("terminated-data", terminatedData, suffixed("_str"))],
];
