import { describe, expect, test } from "vitest";
import type { Assembler } from "../src/index.js";
import { r0, r1, r10, r2, r3, r5, r6 } from "../src/index.js";
import { Fault, HashMap, Machine, ProgramFault, words } from "../src/interpreter/index.js";
import { functionOf, program } from "./written-program.js";

describe("what the verifier would refuse is a fault with its place", () => {
  test.each<[message: string, write: (a: Assembler) => unknown]>([
    ["main: instruction 0 (r0 = *(u64 *)(r6 + 0)): r6 is read before it is written", (a) => a.ldx(8, r0, r6, 0).exit()],
    ["main: instruction 0 (exit): r0 is read before it is written", (a) => a.exit()],
    ["main: instruction 0 (r10 = 1): r10 is read-only", (a) => a.mov(r10, 1).exit()],
    ["main: instruction 0 (r0 = *(u64 *)(r10 + 0)): read of 8 bytes at stack of main + 512 (of 512 bytes)", (a) => a.ldx(8, r0, r10, 0).exit()],
    ["main: instruction 0 (*(u32 *)(r10 - 514) = 0): write of 4 bytes at stack of main + -2 (of 512 bytes)", (a) => a.store(4, r10, -514, 0).exit()],
    ["main: instruction 1 (r0 = *(u8 *)(r1 + 8)): null pointer", (a) => a.mov(r1, 0).ldx(1, r0, r1, 8).exit()],
    ["main: instruction 2 (r0 = *(u8 *)(r1 + 0)): 0x700000000000 is a user address: only helpers may touch it", (a) => a.loadImm64(r1, 0x7000_0000_0000n).ldx(1, r0, r1, 0).exit()],
    ["main: instruction 0 (call map_lookup_elem): r2 is read before it is written", (a) => a.call("map_lookup_elem").exit()],
    ["main: instruction 0 (call get_stackid): r2 is read before it is written", (a) => a.call("get_stackid").exit()],
    ["main: instruction 2 (call get_stackid): the interpreter has no get_stackid", (a) => a.mov(r2, 0).mov(r3, 0).call("get_stackid").exit()],
    ["main: instruction 1 (r0 = r1): r1 is read before it is written", (a) => a.call("ktime_get_ns").mov(r0, r1).exit()],
    ["main: instruction 0 (r1 = map missing): no map is called missing", (a) => a.loadMap(r1, "missing").mov(r0, 0).exit()],
    ["main: instruction 2 (call map_lookup_elem): 0x5, where there is no memory is not a map", (a) => a.mov(r1, 5).mov(r2, 0).call("map_lookup_elem").exit()],
    ["main: instruction 0 (goto L0): the instruction budget is used up", (a) => a.label("top").goto("top")],
  ])("%s", (message, write) => {
    const run = (): bigint => new Machine().run(program(write));
    expect(run).toThrow(ProgramFault);
    expect(run).toThrow(message);
  });

  test("which carries the tag, also out of a callee", () => {
    const sub = functionOf("sub", (a) => a.mov(r0, 0).at(42).ldx(8, r0, r1, 8).exit());
    const main = program((a) => a.at(1).callLocal("sub").exit(), sub);
    expect(() => new Machine().run(main, words(0n))).toThrow(expect.objectContaining({
      insn: 3, tag: 42, message: "sub: instruction 3 (r0 = *(u64 *)(r1 + 8)): read of 8 bytes at context + 8 (of 8 bytes)",
    }) as Error);
  });

  test("read-only memory can be read, not written", () => {
    const machine = new Machine();
    const { base } = machine.memory.allocate("constants", Uint8Array.of(7, 8), { writable: false });
    expect(machine.run(program((a) => a.ldx(2, r0, r1, 0).exit()), base)).toBe(0x807n);
    expect(() => machine.run(program((a) => a.store(1, r1, 0, 1).exit()), base)).toThrow("constants + 0 (of 2 bytes), which is read-only");
  });

  test("the stack starts full of rubbish", () => {
    expect(new Machine().run(program((a) => a.ldx(8, r0, r10, -8).exit()))).not.toBe(0n);
  });
});

test("loads through typed pointers give 0 where there's no memory", () => {
  const walk = program((a) => a.ldx(8, r1, r1, 0).ldx(8, r0, r1, 16).exit());
  expect(new Machine({ unmappedLoads: "zero" }).run(walk, words(0n))).toBe(0n);
  expect(() => new Machine().run(walk, words(0n))).toThrow("null pointer");
});

describe("functions", () => {
  test("have their own stack and registers, keep r6 to r9 of the caller and lose r1 to r5", () => {
    const sub = functionOf("sub", (a) => a.mov(r6, 99).store(8, r10, -8, 99).mov(r0, r1).add(r0, r2).exit());
    const main = (after: (a: Assembler) => unknown) => program((a) => {
      a.mov(r6, 5).store(8, r10, -8, 7).mov(r1, 20).mov(r2, 22).callLocal("sub");
      after(a);
      a.exit();
    }, sub);
    expect(new Machine().run(main(() => undefined))).toBe(42n);
    expect(new Machine().run(main((a) => a.add(r0, r6).ldx(8, r6, r10, -8).add(r0, r6)))).toBe(54n);
    expect(() => new Machine().run(main((a) => a.mov(r0, r2)))).toThrow("r2 is read before it is written");
  });

  test("don't see arguments the caller hasn't set", () => {
    const main = program((a) => a.mov(r2, 0).callLocal("sub").exit(), functionOf("sub", (a) => a.mov(r0, r3).exit()));
    expect(() => new Machine().run(main)).toThrow("sub: instruction 3 (r0 = r3): r3 is read before it is written");
  });

  test("call each other 8 deep and no deeper", () => {
    const depth = program((a) => a.mov(r1, 1).callLocal("down").exit(), functionOf("down", (a) => a
      .mov(r0, 0).jump("ge", r1, 7, "end").add(r1, 1).callLocal("down").add(r0, 1).label("end").exit()));
    expect(new Machine().run(depth)).toBe(6n);
    const endless = program((a) => a.callLocal("down").exit(), functionOf("down", (a) => a.callLocal("down").exit()));
    expect(() => new Machine().run(endless)).toThrow("more than 8 calls deep");
  });
});

test("a fault of a program is told apart from one of the interpreter", () => {
  const machine = new Machine({ helpers: { ktime_get_ns: () => { throw new TypeError("broken"); } } });
  expect(() => machine.run(program((a) => a.call("ktime_get_ns").exit()))).toThrow(TypeError);
  expect(() => machine.map("m", HashMap)).toThrow(Fault);
});

test("a budget bounds the run", () => {
  const endless = program((a) => a.label("top").goto("top"));
  expect(() => new Machine().run(endless, 0n, { budget: 10 })).toThrow("the instruction budget is used up");
});
