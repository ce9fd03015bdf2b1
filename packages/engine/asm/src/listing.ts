import type { AluOperation, AtomicOperation, Condition, Instruction, MemorySize, Operand } from "./instruction.js";
import type { Register } from "./register.js";
import type { SymbolicFunction, SymbolicProgram } from "./symbolic-program.js";

const aluSymbols: Readonly<Record<AluOperation, string>> = {
  add: "+=", sub: "-=", mul: "*=", div: "/=", sdiv: "s/=", mod: "%=", smod: "s%=",
  or: "|=", and: "&=", xor: "^=", lsh: "<<=", rsh: ">>=", arsh: "s>>=", mov: "=",
};

const conditionSymbols: Readonly<Record<Condition, string>> = {
  eq: "==", ne: "!=", gt: ">", ge: ">=", lt: "<", le: "<=", set: "&", sgt: "s>", sge: "s>=", slt: "s<", sle: "s<=",
};

/** The operations without an old value to give back; the others are printed as calls. */
const atomicSymbols: Readonly<Partial<Record<AtomicOperation, string>>> = { add: "+=", or: "|=", and: "&=", xor: "^=" };

type Printers = { readonly [K in Instruction["kind"]]: (instruction: Extract<Instruction, { kind: K }>) => string };

const printers: Printers = {
  alu: ({ operation, width, dst, src }) => `${register(dst, width)} ${aluSymbols[operation]} ${operand(src, width)}`,
  neg: ({ width, dst }) => `${register(dst, width)} = -${register(dst, width)}`,
  movsx: ({ width, bits, dst, src }) => `${register(dst, width)} = (s${String(bits)})${register(src, width)}`,
  endian: ({ order, bits, dst }) =>
    `${register(dst)} = ${order === "swap" ? "bswap" : order}${String(bits)} ${register(dst)}`,
  load: ({ size, signed, dst, base, offset }) => `${register(dst)} = ${memory(size, base, offset, signed ? "s" : "u")}`,
  store: ({ size, base, offset, src }) => `${memory(size, base, offset)} = ${operand(src)}`,
  atomic({ operation, size, base, offset, src }) {
    const width = size === 8 ? 64 : 32;
    const symbol = atomicSymbols[operation];
    if (symbol !== undefined) return `lock ${memory(size, base, offset)} ${symbol} ${register(src, width)}`;
    const expected = operation === "cmpxchg" ? [register({ index: 0 }, width)] : [];
    const result = expected[0] ?? register(src, width);
    const name = operation.endsWith("xchg") ? operation : `atomic_${operation}`;
    return `${result} = ${name}(${[pointer(size, base, offset), ...expected, register(src, width)].join(", ")})`;
  },
  "load-imm64": ({ dst, value }) => `${register(dst)} = ${String(BigInt.asIntN(64, value))} ll`,
  "load-map": ({ dst, map }) => `${register(dst)} = map ${map}`,
  "load-map-value": ({ dst, map, offset }) => `${register(dst)} = value ${map}${signedSuffix(offset)}`,
  "load-btf-variable": ({ dst, name }) => `${register(dst)} = variable ${name}`,
  "load-function": ({ dst, function: name }) => `${register(dst)} = function ${name}`,
  goto: ({ target }) => `goto ${target}`,
  branch: ({ condition, width, dst, src, target }) =>
    `if ${register(dst, width)} ${conditionSymbols[condition]} ${operand(src, width)} goto ${target}`,
  "call-helper": ({ helper }) => `call ${helper}`,
  "call-kfunc": ({ name }) => `call kfunc ${name}`,
  "call-local": ({ function: name }) => `call function ${name}`,
  exit: () => "exit",
  label: ({ label }) => `${label}:`,
  comment: ({ text }) => `; ${text}`,
};

/** One instruction as text, in the notation of the kernel's verifier log (`w3` is the low half of `r3`), with names. */
export function printInstruction(instruction: Instruction): string {
  // The row of a kind takes that kind; TypeScript can't follow the correlation through an index.
  const printer = printers[instruction.kind] as (instruction: Instruction) => string;
  return printer(instruction);
}

/**
 * The program as text, a line for each instruction, label and comment. It holds nothing but what is in the program, so
 * it is the same on every machine.
 */
export function printProgram({ main, subprograms }: SymbolicProgram): string {
  return [main, ...subprograms].map(printFunction).join("\n");
}

/** One function as text; ends in a newline. */
export function printFunction({ name, instructions }: SymbolicFunction): string {
  const lines = instructions.map((instruction) => {
    const indent = instruction.kind === "label" ? "" : "  ";
    return `${indent}${printInstruction(instruction)}\n`;
  });
  return `function ${name}\n${lines.join("")}`;
}

function register({ index }: Register, width: 64 | 32 = 64): string {
  return `${width === 64 ? "r" : "w"}${String(index)}`;
}

function operand(value: Operand, width: 64 | 32 = 64): string {
  return typeof value === "number" ? String(value) : register(value, width);
}

function memory(size: MemorySize, base: Register, offset: number, sign: "u" | "s" = "u"): string {
  return `*${pointer(size, base, offset, sign)}`;
}

function pointer(size: MemorySize, base: Register, offset: number, sign: "u" | "s" = "u"): string {
  return `(${sign}${String(size * 8)} *)(${register(base)}${offset < 0 ? ` - ${String(-offset)}` : ` + ${String(offset)}`})`;
}

function signedSuffix(offset: number): string {
  return offset === 0 ? "" : ` + ${String(offset)}`;
}
