import { describe, expect, test } from "vitest";
import type { SymbolicFunction } from "../src/index.js";
import { Assembler, assemble, prune, r0, r1, r10, r2, r6, relocate } from "../src/index.js";
import { Machine, words } from "../src/interpreter/index.js";

function functionOf(name: string, write: (a: Assembler) => unknown): SymbolicFunction {
  const a = new Assembler(name);
  write(a);
  return a.finish();
}

function slots(bytes: Buffer): string[] {
  return bytes.toString("hex").match(/.{16}/g) ?? [];
}

const main = (write: (a: Assembler) => unknown, subprograms: SymbolicFunction[] = []) =>
  ({ main: functionOf("main", write), subprograms });

describe("labels", () => {
  test("resolve forward, backward and over two-slot loads", () => {
    const { bytes } = assemble(main((a) => a
      .label("head")
      .jump("eq", r1, 0, "done")
      .loadImm64(r2, 1n)
      .jump32("slt", r1, r2, "head")
      .goto("head")
      .label("done")
      .exit()));
    expect(slots(bytes)).toEqual([
      "1501040000000000", // +4: past ld_imm64 (2), branch, goto
      "1802000001000000",
      "0000000000000000",
      "ce21fcff00000000", // -4
      "0500fbff00000000", // -5
      "9500000000000000",
    ]);
  });

  test("are local to their function", () => {
    const loop = (name: string) => functionOf(name, (a) => a.label("l").jump("ne", r1, 0, "l").exit());
    const { bytes, functions } = assemble(main((a) => a.callLocal("sub").label("l").jump("ne", r0, 0, "l").exit(), [loop("sub")]));
    expect(functions).toEqual([{ name: "main", insn: 0 }, { name: "sub", insn: 3 }]);
    expect(slots(bytes)[1]).toBe("5500ffff00000000");
    expect(slots(bytes)[3]).toBe("5501ffff00000000");
  });

  test("of newLabel never meet", () => {
    const a = new Assembler("main");
    expect(new Set([a.newLabel("loop"), a.newLabel("loop"), a.newLabel("end")]).size).toBe(3);
  });

  test.each([
    ["no label is called nowhere", (a: Assembler) => a.goto("nowhere")],
    ["label twice is set twice", (a: Assembler) => a.label("twice").label("twice").exit()],
    ["does not end in an exit or a goto", (a: Assembler) => a.mov(r0, 0)],
    ["no subprogram is called missing", (a: Assembler) => a.callLocal("missing").exit()],
  ])("%s", (message, write) => {
    expect(() => assemble(main(write))).toThrow(`assemble main: ${message}`);
  });
});

describe("far jumps", () => {
  const padding = (a: Assembler, count: number): Assembler => {
    for (let i = 0; i < count; i += 1) a.mov(r0, 0);
    return a;
  };
  const forward = (count: number) => main((a) => padding(a.jump("eq", r1, 0, "end"), count).label("end").exit());

  test("reach 16383 slots, and beyond that go in steps", () => {
    expect(slots(assemble(forward(0x3fff)).bytes)[0]).toBe("1501ff3f00000000");
    const { bytes } = assemble(forward(0x4000));
    expect(slots(bytes)).toHaveLength(2 + 0x4000 + 2);
    // The stone: around it, and on to the end.
    expect(slots(bytes)[0x3000]).toBe("0500010000000000");
    expect(slots(bytes)[0]).toBe("1501003000000000");
    expect(slots(bytes)[0x3001]?.slice(0, 4)).toBe("0500");
  });

  test.each([0x7ff0, 0x9000, 0x18000])("arrive where they are to, forward and backward over %d slots", (distance) => {
    const turns = main((a) => padding(a.mov(r6, 0).label("top").add(r6, 1).jump("eq", r6, 3, "end"), distance).goto("top").label("end").mov(r0, r6).exit());
    expect(new Machine().run(assemble(turns), words(0n))).toBe(3n);
  });

  test("share a step to one label, and leave no instruction that nothing leads to", () => {
    const jumps = (a: Assembler): Assembler => {
      for (let i = 0; i < 100; i += 1) a.jump("eq", r1, i, "end");
      return a;
    };
    const { bytes } = assemble(main((a) => padding(padding(jumps(a), 0x2fff - 100).goto("next").label("next"), 0x3800).label("end").exit()));
    expect(slots(bytes)).toHaveLength(0x3000 + 1 + 0x3800 + 1);
  });

  test("become long jumps in instruction set v4", () => {
    expect(slots(assemble(forward(0x7fff), { instructionSet: 4 }).bytes)[0]).toBe("1501ff7f00000000");
    const { bytes } = assemble(forward(0x8000), { instructionSet: 4 });
    expect(slots(bytes).slice(0, 3)).toEqual(["1501010000000000", "0500010000000000", "0600000000800000"]);
    expect(slots(bytes)).toHaveLength(3 + 0x8000 + 1);
  });

  test("backwards too, and a goto stays one slot", () => {
    const { bytes } = assemble(main((a) => padding(a.label("top"), 0x8000).goto("top")), { instructionSet: 4 });
    expect(slots(bytes).at(-1)).toBe("06000000ff7fffff");
  });

  test("push others out of reach, which then become long as well", () => {
    // The inner branch reaches its target exactly, until the outer one grows by two slots between them.
    const { bytes } = assemble(main((a) => {
      a.jump("eq", r1, 1, "inner").jump("eq", r1, 2, "outer");
      padding(a, 0x7ffe).label("inner");
      padding(a, 10).label("outer").exit();
    }), { instructionSet: 4 });
    expect(slots(bytes)[2]?.slice(0, 2)).toBe("06");
    expect(slots(bytes)[5]?.slice(0, 2)).toBe("06");
  });
});

describe("prune", () => {
  const exits = (name: string) => functionOf(name, (a) => a.exit());

  test("drops subprograms nobody reaches and keeps the order given", () => {
    const program = main((a) => a.loadFunction(r1, "callback").callLocal("direct").exit(), [
      exits("direct"), exits("unused"), functionOf("callback", (a) => a.callLocal("indirect").exit()), exits("indirect"),
      functionOf("island", (a) => a.callLocal("unused").exit()),
    ]);
    expect(prune(program).subprograms.map(({ name }) => name)).toEqual(["direct", "callback", "indirect"]);
    expect(assemble(program).functions.map(({ name }) => name)).toEqual(["main", "direct", "callback", "indirect"]);
  });

  test("drops dead code and unnamed labels, with their comments, and nothing else", () => {
    const program = main((a) => a
      .goto("live").comment("dead").mov(r0, 1).label("dead").exit()
      .comment("alive").label("live").label("unnamed").mov(r0, 2).exit().mov(r0, 3));
    expect(prune(program).main).toEqual(functionOf("main", (a) => a.goto("live").comment("alive").label("live").mov(r0, 2).exit()));
  });

  test("changes nothing the second time", () => {
    const once = prune(main((a) => a.label("l").jump("ne", r1, 0, "l").exit().exit()));
    expect(prune(once)).toEqual(once);
  });

  test("refuses two functions of one name", () => {
    expect(() => prune(main((a) => a.exit(), [exits("main")]))).toThrow("assemble main: two functions are called main");
  });
});

test("calls and callbacks count from their own slot, over function borders", () => {
  const { bytes, functions } = assemble(main((a) => a.mov(r0, 0).loadFunction(r2, "sub").callLocal("sub").exit(), [
    functionOf("sub", (a) => a.callLocal("leaf").exit()),
    functionOf("leaf", (a) => a.exit()),
  ]));
  expect(functions).toEqual([{ name: "main", insn: 0 }, { name: "sub", insn: 5 }, { name: "leaf", insn: 7 }]);
  expect(slots(bytes)[1]).toBe("1842000003000000");
  expect(slots(bytes)[3]).toBe("8510000001000000");
  expect(slots(bytes)[5]).toBe("8510000001000000");
});

test("relocate fills in descriptors late, in a copy", () => {
  const { bytes, relocations } = assemble(main((a) => a
    .mov(r6, 0).loadMap(r1, "counts").loadMapValue(r2, "globals", 24).exit()));
  expect(relocations).toEqual([
    { insn: 1, kind: "map", name: "counts", offset: 0 },
    { insn: 3, kind: "map-value", name: "globals", offset: 24 },
  ]);
  const before = bytes.toString("hex");
  const fds: Record<string, number> = { counts: 5, globals: 0x1234 };
  const relocated = slots(relocate(bytes, relocations, (name) => fds[name] ?? -1));
  expect(relocated.slice(1, 5)).toEqual(["1811000005000000", "0000000000000000", "1822000034120000", "0000000018000000"]);
  expect(bytes.toString("hex")).toBe(before);
  expect(slots(bytes)[1]).toBe("18110000ffffffff");
});

test("lines start each function and follow the tags", () => {
  const sub = functionOf("sub", (a) => a.mov(r0, 0).at(30).loadImm64(r1, 1n).exit());
  const { lines } = assemble(main((a) => a
    .at(10).mov(r0, 0).comment("free").callLocal("sub").at(20).loadImm64(r0, 1n).at(undefined).store(8, r10, -8, 0).exit(), [sub]));
  expect(lines).toEqual([
    { insn: 0, tag: 10 }, { insn: 2, tag: 20 }, { insn: 4, tag: undefined },
    { insn: 6, tag: undefined }, { insn: 7, tag: 30 },
  ]);
});

test("append tags what has no tag", () => {
  const tagged = functionOf("x", (a) => a.at(1).mov(r0, 0).at(undefined).mov(r0, 1)).instructions;
  const { lines } = assemble(main((a) => a.at(2).append(tagged).exit()));
  expect(lines).toEqual([{ insn: 0, tag: 1 }, { insn: 1, tag: 2 }]);
});

test("finish gives a value that later writes leave alone", () => {
  const a = new Assembler("main").mov(r0, 0);
  const early = a.finish();
  a.exit();
  expect(early.instructions).toHaveLength(1);
  expect(a.length).toBe(2);
});
