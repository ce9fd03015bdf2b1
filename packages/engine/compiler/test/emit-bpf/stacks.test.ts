import type { KernelSymbolTable, LongExpr, StackName, StringExpr } from "@tapset/core";
import { describe, expect, it } from "vitest";
import { callerRanges } from "../../src/emit-bpf/code/caller-ranges.js";
import { emitBpf } from "../../src/emit-bpf/emit-bpf.js";
import { InterpreterEngine } from "./interpreter-engine.js";
import { context, Globals, handler, num, print, run, script, stringKey, update, value } from "./ir-builders.js";
import { Rig } from "./rig.js";

/** Functions of 0x100 bytes that lie one behind the other, 0x20 bytes apart. */
const functions = ["bpf_trace_run1", "bpf_trace_run2", "elsewhere", "__traceiter_fork", "vfs_read"];
const addressOf = (name: string): bigint => 0xffff_ffff_8100_0000n + 0x120n * BigInt(functions.indexOf(name));
const symbols: KernelSymbolTable = {
  list: () => [],
  find: (name) => (functions.includes(name) ? { address: addressOf(name), type: "t", name, module: undefined } : undefined),
  at: (address) => ({ symbol: { address, type: "t", name: "", module: undefined }, offset: 0, size: 0x100 }),
};

const calledBy = ["bpf_trace_run1", "bpf_trace_run2", "__traceiter_fork"];
const [program, callback, run2, iterator, caller] = [0xffff_ffff_c000_1234n, 0xffff_ffff_c000_5678n, addressOf("bpf_trace_run2") + 0xffn, addressOf("__traceiter_fork") + 5n, addressOf("vfs_read") + 9n];
const deep = Array.from({ length: 40 }, (_, level) => 0xffff_ffff_8200_0000n + BigInt(level));
const hex = (addresses: readonly bigint[]): string => addresses.map((address) => `0x${address.toString(16).padStart(16, "0")}`).join(" ");

const stack = (of: StackName, depth = 20): StringExpr => ({ type: "string", op: "stack", stack: of, depth, bound: 19 * depth - 1 });
const frame = (depth: LongExpr): LongExpr => ({ type: "long", op: "frame", stack: "kernel", depth });

/** What a program prints of its stacks; `isTraced`: as one that a tracepoint calls. */
function printed(of: StringExpr | LongExpr, kernel: readonly bigint[], { user = [], isTraced = true, known = true, argument = 0n }: { user?: readonly bigint[]; isTraced?: boolean; known?: boolean; argument?: bigint } = {}): string {
  const emitted = emitBpf(script([handler([print(value(of.type === "long" ? "x" : "s", of))])], { program: { type: "RAW_TRACEPOINT", ...(isTraced && { calledBy }) } }), known ? { symbols: () => symbols } : {});
  const engine = new InterpreterEngine(emitted);
  engine.machine.environment.stacks = { kernel, user };
  const rig = new Rig(emitted, engine);
  rig.fire(argument);
  return rig.output().join();
}

describe("a stack in a kernel handler", () => {
  it("is its addresses, the top first, as many as are asked for", () => {
    expect(printed(stack("kernel"), deep.slice(0, 3), { isTraced: false })).toBe(hex(deep.slice(0, 3)));
    expect(printed(stack("kernel"), deep, { isTraced: false })).toBe(hex(deep.slice(0, 20)));
    expect(printed(stack("kernel", 2), deep, { isTraced: false })).toBe(hex(deep.slice(0, 2)));
    expect(printed(stack("user"), deep, { user: [0x7f12_0000_0000n, 9n] })).toBe(hex([0x7f12_0000_0000n, 9n]));
  });

  it("is empty where there is none", () => {
    expect([printed(stack("kernel"), []), printed(stack("user"), deep)]).toEqual(["", ""]);
  });

  it("begins below the program, its callbacks and what called it, however many these are", () => {
    const own = [[program, run2], [program, run2, iterator], [callback, program, callback, program, run2, addressOf("elsewhere"), iterator]];
    for (const above of own) {
      expect(printed(stack("kernel"), [...above, caller, ...deep])).toBe(hex([caller, ...deep.slice(0, 19)]));
      expect(printed(frame(num(0)), [...above, caller, ...deep])).toBe(caller.toString(16));
    }
  });

  it("begins below two levels where the kernel hides where its functions are", () => {
    expect(printed(stack("kernel"), [program, run2, caller], { known: false })).toBe(hex([caller]));
  });

  it("of a probed function begins with it, or with what called it once it has ended", () => {
    const trampoline = 0xffff_ffff_c037_5079n;
    const begun = (above: readonly bigint[], hasEnded: boolean, known = true): string => {
      const runBy = { function: "vfs_read", hasEnded };
      const emitted = emitBpf(script([handler([print(value("s", stack("kernel")))])], { program: { type: "TRACING", runBy } }), known ? { symbols: () => symbols } : {});
      const engine = new InterpreterEngine(emitted);
      engine.machine.environment.stacks = { kernel: [...above, caller, ...deep.slice(0, 2)], user: [] };
      const rig = new Rig(emitted, engine);
      rig.fire();
      return rig.output().join();
    };
    for (const above of [[program, trampoline], [callback, program, trampoline]]) {
      expect(begun(above, false)).toBe(hex([caller, ...deep.slice(0, 2)]));
      expect(begun(above, true)).toBe(hex(deep.slice(0, 2)));
    }
    expect([begun([program, trampoline], false, false), begun([program, trampoline], true, false)]).toEqual([hex([caller, ...deep.slice(0, 2)]), hex(deep.slice(0, 2))]);
  });

  it("has levels, and 0 below them", () => {
    const depths = [0n, 1n, 19n, 20n, 1n << 32n, -1n];
    expect(depths.map((argument) => printed(frame(context(0)), deep, { isTraced: false, argument }))).toEqual([0, 1, 19].map((level) => deep[level]!.toString(16)).concat("0", "0", "0"));
    expect(printed(frame(context(0)), deep.slice(0, 2), { isTraced: false, argument: 2n })).toBe("0");
  });

  it("is a key, alike when what called the program differs", () => {
    const globals = new Globals();
    const counts = globals.make("counts", { keys: [stringKey(379)] });
    const emitted = emitBpf(script([handler([run(update(counts, "add", 1, [stack("kernel")]))])], { globals, program: { type: "RAW_TRACEPOINT", calledBy } }), { symbols: () => symbols });
    const engine = new InterpreterEngine(emitted);
    const rig = new Rig(emitted, engine);
    for (const above of [[program, run2], [callback, program, run2, iterator]]) {
      engine.machine.environment.stacks = { kernel: [...above, caller, deep[0]!], user: [] };
      rig.fire();
    }
    expect(Object.values(rig.elements(counts))).toEqual([2n]);
  });
});

describe("where the callers of programs are", () => {
  it("is one piece for functions side by side", () => {
    expect(callerRanges(symbols, [...calledBy, "unknown"])).toEqual([
      { start: addressOf("bpf_trace_run1"), size: 0x220 },
      { start: addressOf("__traceiter_fork"), size: 0x100 },
    ]);
    expect([callerRanges(undefined, calledBy), callerRanges({ ...symbols, at: () => undefined }, calledBy)]).toEqual([[], []]);
  });
});
