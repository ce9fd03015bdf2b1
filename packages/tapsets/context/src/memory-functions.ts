import type { Intrinsic, LongExpr, Parameter } from "@tapset/core";

/** Whose memory an address is of. */
type Space = "kernel" | "user";

const address: Parameter = { name: "addr", type: "long" };

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

/** A read of one number: what it's called, and what it comes to where it can't be read. */
function reader(name: string, space: Space, size: 1 | 2 | 4 | 8, signed: boolean, onFault: "zero" | "fail"): Intrinsic {
  return {
    name,
    parameters: [address],
    returns: "long",
    doc: `the ${String(size * 8)}-bit ${signed ? "signed" : "unsigned"} number at a ${space} address; ${onFault === "zero" ? "0" : "fails"} when it can't be read`,
    purity: "reads",
    needs: [`read-${space}`],
    lower: (builder, from) => builder.load(from as LongExpr, { size, signed, access: space, onFault }),
  };
}

// As SystemTap has it: user memory may be absent by rights, kernel memory only by mistake.
const kernelReaders = widths.map(({ name, size, signed }) => reader(`kernel_${name}`, "kernel", size, signed, "fail"));
const userReaders = widths.flatMap(({ name, size, signed }) => [
  reader(`user_${name}`, "user", size, signed, "zero"),
  reader(`user_${name}_error`, "user", size, signed, "fail"),
]);
const atomicReaders = [reader("atomic_read", "kernel", 4, true, "fail"), reader("atomic_long_read", "kernel", 8, true, "fail")];

/** Reading numbers in the memory of the kernel and of the current process. */
export const memoryFunctions: readonly Intrinsic[] = [...kernelReaders, ...userReaders, ...atomicReaders];
