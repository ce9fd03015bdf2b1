import { describe, expect, it } from "vitest";
import { type CodeScope, Dwarf, type DwarfFunction, printLocation, type Variable } from "../src/index.js";
import { expected, type ExpectedFunction, fixturesWith, lineOf, openDwarf, openElf, registerName } from "./fixture.js";

/** How many locations are compared at least, where there are fewer than in the programs. */
const LEAST: Readonly<Record<string, number>> = { "library.so": 1, "marks": 1, "marks-counted": 1, "scopes": 3 };

/** Every copy of every function. */
function scopes(dwarf: Dwarf): CodeScope[] {
  const functions = [...dwarf.functionNames()].flatMap((name) => dwarf.functions(name));
  return functions.flatMap((each: DwarfFunction) => [...each.bodies, ...each.inlined()]);
}

/** Our text for an expression as llvm-dwarfdump prints it; undefined for kinds that the comparison leaves out. */
function translated(expression: string, frameBase: string): string | undefined {
  const name = (register: string): string => register.toLowerCase();
  const plus = (base: string, offset: number): string => (offset === 0 ? base : `${base} ${offset < 0 ? "-" : "+"} ${Math.abs(offset)}`);
  const simple = /^DW_OP_reg\d+ (\w+)$/.exec(expression);
  if (simple) return name(simple[1]!);
  const entry = /^DW_OP_(?:GNU_)?entry_value\(DW_OP_reg\d+ (\w+)\), DW_OP_stack_value$/.exec(expression);
  if (entry) return `entry(${name(entry[1]!)})`;
  const based = /^DW_OP_breg\d+ (\w+)([+-]\d+)(, DW_OP_stack_value)?$/.exec(expression);
  if (based) return based[3] ? plus(name(based[1]!), Number(based[2])) : `[${plus(name(based[1]!), Number(based[2]))}]`;
  const literal = /^DW_OP_lit(\d+), DW_OP_stack_value$/.exec(expression) ?? /^DW_OP_consts ([+-]\d+), DW_OP_stack_value$/.exec(expression);
  if (literal) return String(Number(literal[1]));
  const framed = /^DW_OP_fbreg ([+-]\d+)$/.exec(expression);
  const [, base, offset] = /^(\w+)([+-]\d+)?$/.exec(frameBase) ?? [];
  return framed && base !== undefined ? `[${plus(base, Number(offset ?? 0) + Number(framed[1]))}]` : undefined;
}

/** What readelf says of the frame's address at a place; clang's frame base is its own register. */
function frameBase(name: string, address: bigint): string {
  if (name.startsWith("clang")) return name === "clang-dwarf4" ? "rbp" : "rsp";
  const [, , rows] = expected[name]!.frames.find(([low, high]) => address >= BigInt(low) && address < BigInt(high)) ?? ["", "", []];
  return rows.filter(([from]) => BigInt(from) <= address).at(-1)?.[1] ?? "rsp+8";
}

function byDie(scope: CodeScope, pc: bigint): ReadonlyMap<number, Variable> {
  return new Map(scope.variablesAt(pc).map((variable) => [variable.die.offset, variable]));
}

function scopeOf(all: readonly CodeScope[], { name, ranges: [range] }: ExpectedFunction): CodeScope | undefined {
  return all.find((scope) => scope.name === name.split("::").at(-1) && scope.ranges[0]?.low === BigInt(range![0]));
}

describe("variables", () => {
  it.each(fixturesWith("functions"))("of %s are where llvm-dwarfdump says", (name) => {
    const all = scopes(openDwarf(name));
    let compared = 0;
    for (const each of expected[name]!.functions) {
      const scope = scopeOf(all, each);
      if (scope === undefined) continue;
      expect(scope.ranges.map(({ low, high }) => [`0x${low.toString(16)}`, `0x${high.toString(16)}`])).toEqual(
        each.ranges.filter(([low, high]) => low !== high),
      );
      for (const { offset, locations } of each.variables) {
        for (const [low, high, expression] of locations) {
          // Empty ranges hold only where no other covers their address.
          if (low === high) continue;
          const pc = BigInt(low);
          const variable = byDie(scope, pc).get(Number(offset));
          const text = translated(expression, frameBase(name, pc));
          if (variable === undefined || text === undefined) continue;
          expect(`${variable.name} ${low} ${printLocation(variable.at(pc), registerName)}`).toBe(`${variable.name} ${low} ${text}`);
          compared++;
        }
      }
    }
    expect(compared).toBeGreaterThanOrEqual(LEAST[name] ?? 8);
  });

  it("are those of the blocks around an address", () => {
    const [measure] = openDwarf("o0-dwarf5").functions("measure_shape");
    const [body] = measure!.bodies;
    const lines = body!.die.unit.lines()!;
    const inner = expected["o0-dwarf5"]!.lines.find(([, where]) => where.endsWith(`:${lineOf("sum += part")}`))!;
    expect(body!.variablesAt(BigInt(inner[0])).map((variable) => variable.name)).toEqual(["part", "corner", "shape", "by", "sum"]);
    expect(body!.variablesAt(body!.entry!).map((variable) => variable.name)).toEqual(["shape", "by", "sum"]);
    expect(lines.at(BigInt(inner[0]))?.line).toBe(lineOf("sum += part"));
  });

  it("of a copy are the copied function's, with their values", () => {
    const [scale] = openDwarf("o2-dwarf5-pie").functions("scale");
    const copies = scale!.inlined();
    expect(scale!.bodies).toEqual([]);
    expect(copies.map((copy) => [copy.frame.name, copy.callSource])).toContainEqual(["measure_shape", { file: "/fixture/program.c", line: lineOf("inlined call") }]);
    for (const copy of copies) expect(copy.variablesAt(copy.entry!).map(({ name }) => name)).toEqual(expect.arrayContaining(["value", "by"]));
    // At a copy's first instruction only an empty range says where its parameters are.
    const [copy] = copies.filter(({ frame }) => frame.name === "measure_shape");
    const by = copy!.variablesAt(copy!.entry!).find(({ name }) => name === "by");
    expect(printLocation(by!.at(copy!.entry!), registerName)).toBe("rsi");
  });

  it("know their types", () => {
    const [add] = openDwarf("o0-dwarf4").functions("add_shape");
    expect(add!.bodies[0]!.parameters().map(({ name, type }) => [name, type?.name])).toEqual([
      ["shape", undefined],
      ["amount", "word"],
      ["tag", "char"],
    ]);
  });

  it("say why they are nowhere", () => {
    const [main] = openDwarf("o2-dwarf4").functions("main");
    const result = main!.bodies[0]!.variablesAt(main!.bodies[0]!.entry!).find(({ name }) => name === "result");
    expect(result?.at(main!.bodies[0]!.entry!)).toEqual({ kind: "absent", reason: "optimized out at this address" });
  });

  it("of a file whose parts dwz has moved away are the same as before", () => {
    const plain = openDwarf("o2-dwarf4");
    const shared = Dwarf.open(openElf("shared-one"), { alternate: Dwarf.open(openElf("shared.dwz")) });
    const describeAll = (dwarf: Dwarf): string[] =>
      scopes(dwarf)
        .flatMap((scope) => scope.variablesAt(scope.entry!).map((each) => `${scope.name} ${String(scope.entry)} ${each.name}:${each.type?.name ?? "?"} ${printLocation(each.at(scope.entry!), registerName)}`))
        .sort();
    expect(describeAll(shared)).toEqual(describeAll(plain));
    expect(describeAll(plain).length).toBeGreaterThan(8);
  });
});
