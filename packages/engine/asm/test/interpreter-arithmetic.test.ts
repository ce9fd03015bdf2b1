import { describe, expect, test } from "vitest";
import type { AluOperation, Condition, Width } from "../src/index.js";
import { Assembler, assemble, r0, r1, r2, r3, r10 } from "../src/index.js";
import { Machine, words } from "../src/interpreter/index.js";
import { aluOperations, atomicOperations, conditions, Random } from "./random-program.js";

/** Runs a function of two context words through bytes and back. */
function run(write: (a: Assembler) => unknown, left = 0n, right = 0n): bigint {
  const a = new Assembler("main").ldx(8, r2, r1, 8).ldx(8, r1, r1, 0);
  write(a);
  return new Machine().run(assemble({ main: a.exit().finish(), subprograms: [] }, { instructionSet: 4 }), words(left, right));
}

// A reference in another manner than the interpreter's: bit by bit, by schoolbook, on strings of bits.
const toBits = (value: bigint, width: Width): number[] => Array.from({ length: width }, (_, i) => Number((value >> BigInt(i)) & 1n));
const fromBits = (bits: readonly number[]): bigint => bits.reduceRight((value, bit) => value * 2n + BigInt(bit), 0n);

function addBits(a: readonly number[], b: readonly number[], carryIn = 0): number[] {
  let carry = carryIn;
  return a.map((bit, i) => {
    const sum = bit + (b[i] ?? 0) + carry;
    carry = sum >> 1;
    return sum & 1;
  });
}

const invert = (a: readonly number[]): number[] => a.map((bit) => 1 - bit);
const negateBits = (a: readonly number[]): number[] => addBits(invert(a), [], 1);
const isNegative = (a: readonly number[]): boolean => a.at(-1) === 1;
const isZero = (a: readonly number[]): boolean => !a.includes(1);
const magnitude = (a: readonly number[]): number[] => (isNegative(a) ? negateBits(a) : [...a]);
/** Without borrow a is at least b. */
const isBelow = (a: readonly number[], b: readonly number[]): boolean => addBits([...a, 0], [...invert(b), 1], 1).at(-1) === 1;

function divide(a: readonly number[], b: readonly number[]): { quotient: number[]; remainder: number[] } {
  const quotient = a.map(() => 0);
  let remainder = a.map(() => 0);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const wide = [a[i] ?? 0, ...remainder];
    const divisor = [...b, 0];
    const fits = !isBelow(wide, divisor);
    quotient[i] = fits ? 1 : 0;
    remainder = (fits ? addBits(wide, invert(divisor), 1) : wide).slice(0, a.length);
  }
  return { quotient, remainder };
}

function shift(a: readonly number[], by: number, fill: number): number[] {
  return a.map((_, i) => (i + by >= 0 && i + by < a.length ? (a[i + by] ?? 0) : fill));
}

const reference: Record<AluOperation, (a: number[], b: number[], count: number) => number[]> = {
  add: (a, b) => addBits(a, b),
  sub: (a, b) => addBits(a, invert(b), 1),
  mul: (a, b) => b.reduce((sum, bit, i) => (bit === 1 ? addBits(sum, shift(a, -i, 0)) : sum), a.map(() => 0)),
  div: (a, b) => (isZero(b) ? a.map(() => 0) : divide(a, b).quotient),
  sdiv(a, b) {
    if (isZero(b)) return a.map(() => 0);
    const { quotient } = divide(magnitude(a), magnitude(b));
    return isNegative(a) === isNegative(b) ? quotient : negateBits(quotient);
  },
  mod: (a, b) => (isZero(b) ? a : divide(a, b).remainder),
  smod(a, b) {
    if (isZero(b)) return a;
    const { remainder } = divide(magnitude(a), magnitude(b));
    return isNegative(a) ? negateBits(remainder) : remainder;
  },
  or: (a, b) => a.map((bit, i) => bit | (b[i] ?? 0)),
  and: (a, b) => a.map((bit, i) => bit & (b[i] ?? 0)),
  xor: (a, b) => a.map((bit, i) => bit ^ (b[i] ?? 0)),
  lsh: (a, _b, count) => shift(a, -count, 0),
  rsh: (a, _b, count) => shift(a, count, 0),
  arsh: (a, _b, count) => shift(a, count, a.at(-1) ?? 0),
  mov: (_a, b) => b,
};

function expected(operation: AluOperation, width: Width, a: bigint, b: bigint): bigint {
  return fromBits(reference[operation](toBits(a, width), toBits(b, width), Number(b & BigInt(width - 1))));
}

describe.each([64, 32] as const)("arithmetic on %i bits", (width) => {
  test.each(aluOperations)("%s is what bits say", (operation) => {
    const random = new Random(width + operation.length);
    for (let round = 0; round < 150; round += 1) {
      const [a, b] = [random.bits64(), random.bits64()];
      const result = run((asm) => (width === 64 ? asm.alu(operation, r1, r2) : asm.alu32(operation, r1, r2)).mov(r0, r1), a, b);
      expect(result, `${String(a)} ${operation} ${String(b)}`).toBe(expected(operation, width, a, b));
    }
  });

  test.each(aluOperations)("%s sign-extends its immediate", (operation) => {
    const isShift = operation === "lsh" || operation === "rsh" || operation === "arsh";
    const random = new Random(width + 100);
    for (let round = 0; round < 50; round += 1) {
      const a = random.bits64();
      const immediate = isShift ? random.below(width) : random.signed32() || 1;
      const result = run((asm) => (width === 64 ? asm.alu(operation, r1, immediate) : asm.alu32(operation, r1, immediate)).mov(r0, r1), a);
      expect(result, `${String(a)} ${operation} ${String(immediate)}`).toBe(expected(operation, width, a, BigInt.asUintN(64, BigInt(immediate))));
    }
  });

  test.each(conditions)("branch on %s", (condition) => {
    const order = (a: bigint, b: bigint, signed: boolean): number => {
      const [x, y] = [toBits(a, width), toBits(b, width)];
      if (signed && isNegative(x) !== isNegative(y)) return isNegative(x) ? -1 : 1;
      return isBelow(x, y) ? -1 : isBelow(y, x) ? 1 : 0;
    };
    const truth: Record<Condition, (a: bigint, b: bigint) => boolean> = {
      eq: (a, b) => order(a, b, false) === 0,
      ne: (a, b) => order(a, b, false) !== 0,
      gt: (a, b) => order(a, b, false) > 0,
      ge: (a, b) => order(a, b, false) >= 0,
      lt: (a, b) => order(a, b, false) < 0,
      le: (a, b) => order(a, b, false) <= 0,
      set: (a, b) => toBits(a, width).some((bit, i) => bit === 1 && toBits(b, width)[i] === 1),
      sgt: (a, b) => order(a, b, true) > 0,
      sge: (a, b) => order(a, b, true) >= 0,
      slt: (a, b) => order(a, b, true) < 0,
      sle: (a, b) => order(a, b, true) <= 0,
    };
    const random = new Random(width);
    for (let round = 0; round < 150; round += 1) {
      const a = random.bits64();
      const b = random.below(4) === 0 ? a : random.bits64();
      const result = run((asm) => {
        asm.mov(r0, 1);
        if (width === 64) asm.jump(condition, r1, r2, "taken");
        else asm.jump32(condition, r1, r2, "taken");
        asm.mov(r0, 0).label("taken");
      }, a, b);
      expect(result, `${String(a)} ${condition} ${String(b)}`).toBe(truth[condition](a, b) ? 1n : 0n);
    }
  });
});

const M1 = (1n << 64n) - 1n;

test.each<[text: string, write: (a: Assembler) => unknown, left: bigint, result: bigint]>([
  ["neg", (a) => a.neg(r1).mov(r0, r1), 5n, M1 - 4n],
  ["neg on 32 bits", (a) => a.neg(r1, 32).mov(r0, r1), 5n, 0xffff_fffbn],
  ["movsx 8", (a) => a.movsx(8, r0, r1), 0x1280n, M1 - 0x7fn],
  ["movsx 16 to 32", (a) => a.movsx(16, r0, r1, 32), 0x8000n, 0xffff_8000n],
  ["movsx 32", (a) => a.movsx(32, r0, r1), 0x1_8000_0000n, M1 - 0x7fff_ffffn],
  ["mov of a negative immediate to 32 bits", (a) => a.mov32(r0, -1), 0n, 0xffff_ffffn],
  ["be16", (a) => a.endian("be", 16, r1).mov(r0, r1), 0x1122334455667788n, 0x8877n],
  ["be64", (a) => a.endian("be", 64, r1).mov(r0, r1), 0x1122334455667788n, 0x8877665544332211n],
  ["le32", (a) => a.endian("le", 32, r1).mov(r0, r1), 0x1122334455667788n, 0x55667788n],
  ["bswap32", (a) => a.endian("swap", 32, r1).mov(r0, r1), 0x1122334455667788n, 0x88776655n],
  ["the most negative by -1", (a) => a.sdiv(r1, -1).mov(r0, r1), 1n << 63n, 1n << 63n],
  ["a 32-bit modulo by zero keeps the low half", (a) => a.alu32("mod", r1, r2).mov(r0, r1), 0x1_0000_0005n, 5n],
  ["a two-slot constant", (a) => a.loadImm64(r0, 0x8000_0000_ffff_ffffn), 0n, 0x8000_0000_ffff_ffffn],
  ["a signed load", (a) => a.store(8, r10, -8, r1).ldxs(2, r0, r10, -8), 0x18000n, M1 - 0x7fffn],
  ["narrow stores and loads", (a) => a.store(8, r10, -8, -1).store(2, r10, -6, 0x1234).store(1, r10, -8, r1).ldx(8, r0, r10, -8), 0x5aabn, 0xffff_ffff_1234_ffabn],
])("%s", (_text, write, left, result) => {
  expect(run(write, left)).toBe(result);
});

test.each(atomicOperations.flatMap((operation) => ([4, 8] as const).map((size) => [operation, size] as const)))("atomic %s of %i bytes", (operation, size) => {
  const random = new Random(size);
  const width = size === 8 ? 64 : 32;
  for (let round = 0; round < 30; round += 1) {
    const [memory, source] = [random.bits64(), random.bits64()];
    const comparand = random.below(2) === 0 ? memory : random.bits64();
    const context = words(memory, source, comparand);
    const main = new Assembler("main")
      .ldx(8, r2, r1, 8).ldx(8, r0, r1, 16)
      .atomic(operation, size, r1, 0, r2)
      .store(8, r1, 8, r2).store(8, r1, 16, r0).mov(r3, 0).exit().finish();
    new Machine().run(assemble({ main, subprograms: [] }), context);

    const mask = (1n << BigInt(width)) - 1n;
    const [old, by] = [memory & mask, source & mask];
    const binary = { add: (old + by) & mask, or: old | by, and: old & by, xor: old ^ by };
    const isEqual = old === (comparand & mask);
    const after = operation === "xchg" ? by : operation === "cmpxchg" ? (isEqual ? by : old) : binary[operation.replace("fetch_", "") as keyof typeof binary];
    const view = new BigUint64Array(context.buffer);
    expect(view[0], "memory").toBe((memory & ~mask) | after);
    expect(view[1], "source").toBe(operation === "xchg" || operation.startsWith("fetch_") ? old : source);
    expect(view[2], "r0").toBe(operation === "cmpxchg" ? old : comparand);
  }
});
