import type { Builder, Expr, Intrinsic, LongExpr, Parameter, StringExpr } from "@tapset/core";

const address: Parameter = { name: "addr", type: "long" };

type Space = "kernel" | "user";
const spaces: readonly Space[] = ["kernel", "user"];

/** Reads by width; `long` and `pointer` are 8 bytes on the machines there are. */
const widths: readonly { readonly name: string; readonly size: 1 | 2 | 4 | 8; readonly signed: boolean }[] = [
  { name: "char", size: 1, signed: true },
  { name: "int8", size: 1, signed: true },
  { name: "uint8", size: 1, signed: false },
  { name: "short", size: 2, signed: true },
  { name: "ushort", size: 2, signed: false },
  { name: "int16", size: 2, signed: true },
  { name: "uint16", size: 2, signed: false },
  { name: "int", size: 4, signed: true },
  { name: "uint", size: 4, signed: false },
  { name: "int32", size: 4, signed: true },
  { name: "uint32", size: 4, signed: false },
  { name: "long", size: 8, signed: true },
  { name: "ulong", size: 8, signed: false },
  { name: "int64", size: 8, signed: true },
  { name: "uint64", size: 8, signed: false },
  { name: "pointer", size: 8, signed: false },
];

/** Session handlers have no probed memory to read. */
function kernelOnly(builder: Builder, name: string): void {
  if (builder.engine === "kernel") return;
  builder.refuse("kernel-only", `${name}() reads memory, which a handler that runs in the session can't`, "call it from a kernel probe and keep the result in a global");
}

const readers = spaces.flatMap((space) =>
  widths.map(({ name, size, signed }): Intrinsic => {
    const full = `${space}_${name}`;
    return {
      name: full,
      parameters: [address],
      returns: "long",
      doc: `the ${String(size * 8)}-bit ${signed ? "signed" : "unsigned"} number at a ${space} address; ${space === "user" ? "0" : "fails"} when it can't be read`,
      purity: "reads",
      needs: [`read-${space}`],
      lower: (builder, from) => {
        kernelOnly(builder, full);
        // As SystemTap has it: user memory may be absent by rights, kernel memory only by mistake.
        return builder.load(from as LongExpr, { size, signed, access: space, onFault: space === "user" ? "zero" : "fail" });
      },
    };
  }),
);

const strings = spaces.flatMap((space): Intrinsic[] => {
  const read = (name: string, parameters: readonly Parameter[], doc: string, fallback: (args: readonly Expr[]) => StringExpr | undefined): Intrinsic => ({
    name,
    parameters,
    returns: "string",
    doc,
    purity: "reads",
    needs: [`read-${space}`],
    lower: (builder, ...args) => {
      kernelOnly(builder, name);
      return builder.loadString(args[0] as LongExpr, space, fallback(args));
    },
  });
  const orElse = (name: string, parameter: string): Intrinsic =>
    read(
      name,
      [address, { name: parameter, type: "string" }],
      `the string at a ${space} address, or ${parameter} when it can't be read`,
      (args) => args[1] as StringExpr,
    );
  return [
    read(`${space}_string`, [address], `the string at a ${space} address; fails when it can't be read`, () => undefined),
    orElse(`${space}_string`, "err_msg"),
    orElse(`${space}_string2`, "fallback"),
  ];
});

/** Reading the memory of the kernel and of the current process. */
export const memoryFunctions: readonly Intrinsic[] = [...readers, ...strings];
