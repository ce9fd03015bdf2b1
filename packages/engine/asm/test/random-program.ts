import type { AluOperation, AtomicOperation, Condition, MemorySize, Operand, Register } from "../src/index.js";
import { Assembler, registers } from "../src/index.js";

/** Repeatable random numbers (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** 32 unsigned bits. */
  bits32(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  }

  below(limit: number): number {
    return this.bits32() % limit;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error("pick from nothing");
    return item;
  }

  /** 64 bits, often at an edge. */
  bits64(): bigint {
    const edges = [0n, 1n, 2n, 31n, 32n, 63n, 64n, 0x7fff_ffffn, 0x8000_0000n, 0xffff_ffffn, 0x1_0000_0000n, 1n << 63n, (1n << 63n) - 1n, (1n << 64n) - 1n];
    if (this.below(2) === 0) return this.pick(edges);
    return (BigInt(this.bits32()) << 32n) | BigInt(this.bits32());
  }

  signed32(): number {
    return Number(BigInt.asIntN(32, this.bits64()));
  }

  signed16(): number {
    return (this.bits32() << 16) >> 16;
  }
}

export const aluOperations: readonly AluOperation[] = [
  "add", "sub", "mul", "div", "sdiv", "mod", "smod", "or", "and", "xor", "lsh", "rsh", "arsh", "mov",
];
export const conditions: readonly Condition[] = ["eq", "ne", "gt", "ge", "lt", "le", "set", "sgt", "sge", "slt", "sle"];
export const atomicOperations: readonly AtomicOperation[] = [
  "add", "or", "and", "xor", "fetch_add", "fetch_or", "fetch_and", "fetch_xor", "xchg", "cmpxchg",
];

/** Any instructions at all, in any order, with labels everywhere: right in form, senseless in meaning. */
export function randomFunction(random: Random, name: string, callees: readonly string[]): Assembler {
  const a = new Assembler(name);
  const register = (): Register => random.pick(registers);
  const operand = (): Operand => (random.below(2) === 0 ? register() : random.signed32());
  const size = (): MemorySize => random.pick([1, 2, 4, 8] as const);
  const count = 1 + random.below(40);
  const label = (): string => `l${String(random.below(count))}`;
  const writers: readonly (() => unknown)[] = [
    () => {
      const operation = random.pick(aluOperations);
      const src = ["lsh", "rsh", "arsh"].includes(operation) ? random.below(32) : operand();
      return random.below(2) === 0 ? a.alu(operation, register(), src === 0 ? 1 : src) : a.alu32(operation, register(), src === 0 ? 1 : src);
    },
    () => a.neg(register(), random.pick([32, 64] as const)),
    () => a.movsx(random.pick([8, 16] as const), register(), register(), random.pick([32, 64] as const)),
    () => a.movsx(32, register(), register()),
    () => a.endian(random.pick(["le", "be", "swap"] as const), random.pick([16, 32, 64] as const), register()),
    () => a.ldx(size(), register(), register(), random.signed16()),
    () => a.ldxs(random.pick([1, 2, 4] as const), register(), register(), random.signed16()),
    () => a.store(size(), register(), random.signed16(), register()),
    () => a.store(1, register(), random.signed16(), random.below(256) - 128),
    () => a.store(8, register(), random.signed16(), random.signed32()),
    () => a.atomic(random.pick(atomicOperations), random.pick([4, 8] as const), register(), random.signed16(), register()),
    () => a.loadImm64(register(), random.bits64()),
    () => a.loadMap(register(), random.pick(["counts", "names"])),
    () => a.loadMapValue(register(), "globals", random.below(1000)),
    () => a.loadBtfVariable(register(), "btf_id_7", 7),
    () => a.goto(label()),
    () => a.jump(random.pick(conditions), register(), operand(), label()),
    () => a.jump32(random.pick(conditions), register(), operand(), label()),
    () => a.call(random.pick(["map_lookup_elem", "loop", "ktime_get_ns"] as const)),
    () => a.callKfunc("btf_id_9", 9),
    () => (callees.length > 0 ? a.callLocal(random.pick(callees)) : a.exit()),
    () => (callees.length > 0 ? a.loadFunction(register(), random.pick(callees)) : a.exit()),
  ];
  for (let i = 0; i < count; i += 1) {
    a.label(`l${String(i)}`);
    random.pick(writers)();
  }
  return a.exit();
}
