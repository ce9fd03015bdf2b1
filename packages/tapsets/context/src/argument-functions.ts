import type { Builder, Intrinsic, LongExpr, ProbeRegisters } from "@tapset/core";
import { failing, narrow, withRegisters } from "./register-functions.js";
import type { RegisterTable } from "./register-table.js";

const WORD_BYTES = 8;

/** The n-th argument of the function or system call at whose beginning the probe stands; an error elsewhere. */
function argument(builder: Builder, n: LongExpr): LongExpr {
  return withRegisters(builder, (registers, table) => {
    if (registers.at === "anywhere") return failing(builder, "cannot access function arguments in this context");
    const beyond = registers.at === "function" ? onStack(builder, registers, table, n) : failing(builder, "system calls have 6 arguments");
    const none = failing(builder, "arguments are numbered from 1");
    const kept = table.arguments[registers.at];
    if (n.op === "const") {
      const member = n.value < 1n ? undefined : kept[Number(n.value) - 1];
      return n.value < 1n ? none : member === undefined ? beyond : registers.load(builder, member);
    }
    const isOf = (position: number): LongExpr => builder.compare("eq", n, builder.constant(position + 1));
    const others = builder.select(builder.compare("lt", n, builder.constant(1)), none, beyond);
    return kept.reduceRight((rest, member, position) => builder.select(isOf(position), registers.load(builder, member), rest), others);
  });
}

/** Arguments that found no register lie above the return address. */
function onStack(builder: Builder, registers: ProbeRegisters, table: RegisterTable, n: LongExpr): LongExpr {
  const words = builder.binary("mul", builder.binary("sub", n, table.arguments.function.length), WORD_BYTES);
  const address = builder.binary("add", registers.load(builder, table.stack), words);
  return builder.load(address, { size: WORD_BYTES, signed: true, access: registers.of === "user" ? "user" : "kernel" });
}

/** What each function makes of an argument; `long` and pointers have 64 bits on the machines there are. */
const readings: readonly { readonly type: string; readonly bits: 32 | 64; readonly signed: boolean }[] = [
  { type: "int", bits: 32, signed: true },
  { type: "uint", bits: 32, signed: false },
  { type: "long", bits: 64, signed: true },
  { type: "ulong", bits: 64, signed: false },
  { type: "longlong", bits: 64, signed: true },
  { type: "ulonglong", bits: 64, signed: false },
  { type: "pointer", bits: 64, signed: false },
  { type: "s32", bits: 32, signed: true },
  { type: "u32", bits: 32, signed: false },
  { type: "s64", bits: 64, signed: true },
  { type: "u64", bits: 64, signed: false },
];

/** How 32-bit kernels pass arguments; on 64-bit machines there is one way, which needs no saying. */
function convention(name: string, doc: string, parameters: Intrinsic["parameters"] = []): Intrinsic {
  return { name, parameters, returns: "void", doc: `${doc}; without effect on 64-bit machines, which pass arguments in one way`, purity: "effect", lower: () => [] };
}

/** Arguments of the function or system call a probe stands at, by their position. */
export const argumentFunctions: readonly Intrinsic[] = [
  ...readings.map(
    ({ type, bits, signed }): Intrinsic => ({
      name: `${type}_arg`,
      parameters: [{ name: "n", type: "long" }],
      returns: "long",
      doc: `the n-th argument (1 is the first) as a ${String(bits)}-bit ${signed ? "signed" : "unsigned"} number, where the probe stands at a function or a system call; fails elsewhere`,
      purity: "reads",
      readsRegisters: true,
      lower: (builder, n) => narrow(builder, argument(builder, n as LongExpr), bits, signed),
    }),
  ),
  convention("asmlinkage", "says that the function takes its arguments on the stack"),
  convention("fastcall", "says that the function takes its arguments in registers"),
  convention("regparm", "says how many arguments the function takes in registers", [{ name: "n", type: "long" }]),
];
