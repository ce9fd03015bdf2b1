import type { AluOperation, AtomicOperation, Condition, Endian, Width } from "../instruction.js";

/** 64-bit patterns are unsigned bigints here; signed views are taken where an operation needs one. */
type Operation = (a: bigint, b: bigint, width: Width) => bigint;

const operations: Readonly<Record<AluOperation, Operation>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => (b === 0n ? 0n : a / b),
  sdiv: (a, b, width) => (b === 0n ? 0n : BigInt.asIntN(width, a) / BigInt.asIntN(width, b)),
  mod: (a, b) => (b === 0n ? a : a % b),
  smod: (a, b, width) => (b === 0n ? a : BigInt.asIntN(width, a) % BigInt.asIntN(width, b)),
  or: (a, b) => a | b,
  and: (a, b) => a & b,
  xor: (a, b) => a ^ b,
  lsh: (a, b, width) => a << (b & BigInt(width - 1)),
  rsh: (a, b, width) => a >> (b & BigInt(width - 1)),
  arsh: (a, b, width) => BigInt.asIntN(width, a) >> (b & BigInt(width - 1)),
  mov: (_a, b) => b,
};

/** `a operation b` on the low `width` bits of both, zero-extended. */
export function compute(operation: AluOperation, width: Width, a: bigint, b: bigint): bigint {
  return BigInt.asUintN(width, operations[operation](BigInt.asUintN(width, a), BigInt.asUintN(width, b), width));
}

const conditions: Readonly<Record<Condition, (a: bigint, b: bigint) => boolean>> = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  gt: (a, b) => a > b,
  ge: (a, b) => a >= b,
  lt: (a, b) => a < b,
  le: (a, b) => a <= b,
  set: (a, b) => (a & b) !== 0n,
  sgt: (a, b) => a > b,
  sge: (a, b) => a >= b,
  slt: (a, b) => a < b,
  sle: (a, b) => a <= b,
};

const signedConditions: ReadonlySet<Condition> = new Set(["sgt", "sge", "slt", "sle"]);

/** Whether `a condition b` holds on the low `width` bits of both. */
export function holds(condition: Condition, width: Width, a: bigint, b: bigint): boolean {
  const isSigned = signedConditions.has(condition);
  const view = (value: bigint): bigint => (isSigned ? BigInt.asIntN(width, value) : BigInt.asUintN(width, value));
  return conditions[condition](view(a), view(b));
}

/** The low `bits` of `value` in `order`, on a little-endian machine. */
export function reorder(order: Endian["order"], bits: Endian["bits"], value: bigint): bigint {
  const low = BigInt.asUintN(bits, value);
  if (order === "le") return low;
  let reversed = 0n;
  for (let shift = 0n; shift < BigInt(bits); shift += 8n) reversed = (reversed << 8n) | ((low >> shift) & 0xffn);
  return reversed;
}

const atomicOperations: Readonly<Record<Exclude<AtomicOperation, "xchg" | "cmpxchg">, AluOperation>> = {
  add: "add",
  or: "or",
  and: "and",
  xor: "xor",
  fetch_add: "add",
  fetch_or: "or",
  fetch_and: "and",
  fetch_xor: "xor",
};

/** What an atomic operation leaves in memory that held `old`; `expected` is what `cmpxchg` compares with. */
export function atomicResult(operation: AtomicOperation, width: Width, old: bigint, operand: bigint, expected: bigint): bigint {
  if (operation === "xchg") return BigInt.asUintN(width, operand);
  if (operation === "cmpxchg") return BigInt.asUintN(width, old === BigInt.asUintN(width, expected) ? operand : old);
  return compute(atomicOperations[operation], width, old, operand);
}
