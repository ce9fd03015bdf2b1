import { quotedText, type Builder, type Expr, type Fact, type LongExpr, type StringExpr } from "@tapset/core";
import { addressVariable, plain, suffixed, type ArgumentKind, type ArgumentValue, type ArgumentVariable } from "../argument-kind.js";
import { DATA_LIMIT, loadMarked, plainData, quotedData } from "../quoting.js";

/** How a kind of text is read. */
interface TextStyle {
  readonly quoted: (builder: Builder, argument: ArgumentValue) => StringExpr;
  readonly unquoted: (builder: Builder, argument: ArgumentValue) => StringExpr;
}

/** NAME in quotes (or what `quotedName` makes of it), NAME_unquoted as it is, NAME_uaddr where it lies. */
function text({ quoted, unquoted }: TextStyle, quotedName = plain): ArgumentKind {
  const variables: ArgumentVariable[] = [
    { aspect: "quoted", name: quotedName, type: "string", doc: "in quotes", load: quoted },
    { aspect: "unquoted", name: suffixed("_unquoted"), type: "string", doc: "as it is", load: unquoted },
    addressVariable,
  ];
  return { variables, show: (builder, argument) => builder.value("s", quoted(builder, argument)) };
}

/** The string at a user address; the address in hex where it can't be read. */
function readable(builder: Builder, address: LongExpr): StringExpr {
  return builder.loadString(address, "user", builder.format(builder.value("p", address)));
}

const path: TextStyle = {
  quoted: (builder, { raw }) => builder.fact(quotedText(builder.maxString), loadMarked(builder, raw)),
  unquoted: (builder, { raw }) => readable(builder, raw),
};

/** A string that may be NULL, which is nothing that failed. */
function orNull<E extends Expr>(builder: Builder, { raw }: ArgumentValue, otherwise: E, whole: E): E {
  return builder.select(builder.compare("eq", raw, builder.constant(0)), otherwise, whole);
}
const optionalPath: TextStyle = {
  quoted: (builder, argument) =>
    builder.fact(quotedText(builder.maxString), orNull(builder, argument, builder.text("\x010x0"), loadMarked(builder, argument.raw))),
  unquoted: (builder, argument) => orNull(builder, argument, builder.text("0x0"), readable(builder, argument.raw)),
};

/** The beginning of a buffer whose length is the peer. */
function data(fact: Fact): (builder: Builder, argument: ArgumentValue) => StringExpr {
  return (builder, { raw, peer }) => {
    const length = peer ?? builder.constant(0);
    const isEmpty = builder.compare("eq", length, builder.constant(0));
    return builder.fact(fact, builder.select(isEmpty, builder.text(""), loadMarked(builder, raw, Math.min(DATA_LIMIT, builder.maxString))), length);
  };
}

/** Kinds that are text in user memory. */
export const textKinds: readonly (readonly [string, ArgumentKind])[] = [
  ["string", text(path)],
  ["optional_string", text(optionalPath)],
  ["data", text({ quoted: data(quotedData), unquoted: data(plainData) }, suffixed("_str"))],
];
