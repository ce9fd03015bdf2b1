import { markedAddress, quotedText, type Builder, type Expr, type Intrinsic, type LongExpr, type Parameter, type StringExpr } from "@tapset/core";
import { quotedWithin } from "./quoted-within.js";

/** Whose memory an address is of. */
type Space = "kernel" | "user";

const spaces: readonly Space[] = ["kernel", "user"];
const address: Parameter = { name: "addr", type: "long" };
const length: Parameter = { name: "n", type: "long" };
const text = (name: string): Parameter => ({ name, type: "string" });

/** A function that reads a string. */
function reading(name: string, needs: readonly Space[], parameters: readonly Parameter[], doc: string, read: (builder: Builder, ...args: readonly Expr[]) => StringExpr): Intrinsic {
  return {
    name,
    parameters,
    returns: "string",
    doc,
    purity: "reads",
    needs: needs.map((space) => `read-${space}`),
    lower: read,
  };
}

/** As they stand: whole, or at most n bytes; what happens to one that can't be read. */
const plain = spaces.flatMap((space): Intrinsic[] => {
  const whole = (name: string, rest: readonly Parameter[], end: string, fallback: (builder: Builder, given: Expr | undefined) => StringExpr | undefined): Intrinsic =>
    reading(name, [space], [address, ...rest], `the string at a ${space} address${end}`, (builder, from, given) =>
      builder.loadString(from as LongExpr, space, fallback(builder, given)),
    );
  const beginning = (name: string, rest: readonly Parameter[], end: string, fallback: (builder: Builder, given: Expr | undefined) => StringExpr | undefined): Intrinsic =>
    reading(name, [space], [address, length, ...rest], `the string at a ${space} address, at most n bytes of it${end}`, (builder, from, n, given) =>
      builder.loadStringBeginning(from as LongExpr, space, n as LongExpr, fallback(builder, given)),
    );
  const none = () => undefined;
  const given = (_builder: Builder, value: Expr | undefined) => value as StringExpr;
  const empty = (builder: Builder) => builder.text("");
  const fails = "; fails when it can't be read";
  return [
    whole(`${space}_string`, [], fails, none),
    whole(`${space}_string`, [text("err_msg")], ", or err_msg when it can't be read", given),
    whole(`${space}_string2`, [text("fallback")], ", or fallback when it can't be read", given),
    whole(`${space}_string_nofault`, [], "; empty when it can't be read", empty),
    beginning(`${space}_string_n`, [], fails, none),
    beginning(`${space}_string_n`, [text("err_msg")], ", or err_msg when it can't be read", given),
    beginning(`${space}_string_n_nofault`, [], "; empty when it can't be read", empty),
  ];
});

const inQuotes = "in quotes, unprintable bytes escaped as in C; the address when it can't be read";

/** In quotes, as printf shows them; a string that can't be read is its address. */
const quoted: readonly Intrinsic[] = [
  ...spaces.map((space) =>
    reading(`${space}_string_quoted`, [space], [address], `the string at a ${space} address ${inQuotes}`, (builder, from) =>
      builder.fact(quotedText(builder.maxString), builder.loadString(from as LongExpr, space, markedAddress(builder, from as LongExpr))),
    ),
  ),
  reading("kernel_or_user_string_quoted", ["kernel", "user"], [address], `the string at a kernel or user address ${inQuotes}`, (builder, from) => {
    const user = builder.loadString(from as LongExpr, "user", markedAddress(builder, from as LongExpr));
    return builder.fact(quotedText(builder.maxString), builder.loadString(from as LongExpr, "kernel", user));
  }),
  reading("user_string_n_quoted", ["user"], [address, length], `the string at a user address, at most n bytes of it, ${inQuotes}`, (builder, from, n) =>
    quotedBeginning(builder, from as LongExpr, n as LongExpr, builder.constant(builder.maxString)),
  ),
  reading(
    "user_string_n_quoted",
    ["user"],
    [address, { name: "inlen", type: "long" }, { name: "outlen", type: "long" }],
    `the string at a user address, at most inlen bytes of it and outlen of the text, ${inQuotes}`,
    (builder, from, inLength, outLength) => quotedBeginning(builder, from as LongExpr, inLength as LongExpr, outLength as LongExpr),
  ),
];

function quotedBeginning(builder: Builder, from: LongExpr, inLength: LongExpr, outLength: LongExpr): StringExpr {
  const raw = builder.loadStringBeginning(from, "user", inLength, markedAddress(builder, from));
  return builder.fact(quotedWithin(builder.maxString), raw, outLength);
}

/** Reading strings in the memory of the kernel and of the current process. */
export const memoryStringFunctions: readonly Intrinsic[] = [...plain, ...quoted];
