import { Builder, debugVariables, type DerivedProbe, type DeriveError, noProbe, Refusal, type Target } from "@tapset/core";
import { compileScript, derivePoint, madeTapset } from "@tapset/testkit";
import { describe, expect, it } from "vitest";
import kernel, { functionFamily, sourceFamily, statementFamily } from "../src/index.js";
import { BIAS, dwarf, lineOf, targetWithModule } from "./fixture-module.js";

const target = targetWithModule();
const FILE = "/fixture/program.c";
const families = [functionFamily, sourceFamily, statementFamily];

function derive(point: string, on: Target = target) {
  const family = families.find((each) => derivePoint(each, point, on).kind !== "mismatch");
  if (family === undefined) throw new Error(`${point}: no family has it`);
  return derivePoint(family, point, on);
}

function probesOf(point: string, on: Target = target): readonly DerivedProbe[] {
  const outcome = derive(point, on);
  if (outcome.kind !== "probes") throw new Error(`${point}: ${JSON.stringify(outcome)}`);
  return outcome.probes;
}

function errorOf(point: string, on: Target = target): DeriveError {
  const outcome = derive(point, on);
  if (outcome.kind !== "errors") throw new Error(`${point}: ${outcome.kind}`);
  expect(outcome.errors).toHaveLength(1);
  return outcome.errors[0]!;
}

const pointsOf = (point: string): readonly string[] => probesOf(point).map((probe) => probe.point);
const entryOf = (name: string): bigint => dwarf.functions(name)[0]!.bodies[0]!.entry!;
/** Where a probe is attached, as an address of the file. */
function addressOf({ site }: DerivedProbe): bigint {
  const place = (site as unknown as { readonly attach: { readonly place: { readonly address: string } } }).attach.place;
  return BigInt(`0x${place.address}`) - BIAS;
}
const copyIn = (name: string): bigint => dwarf.functions("scale")[0]!.inlined().find(({ frame }) => frame.name === name)!.entry!;

describe("functions by their source", () => {
  it("are those of the file, at the address in memory where they begin", () => {
    const [probe, ...others] = probesOf('module("program").function("add_shape@program.c")');
    expect(others).toEqual([]);
    expect(probe).toMatchObject({ point: `module("program").function("add_shape@${FILE}:${lineOf("int add_shape")}")`, needs: ["kprobe"] });
    expect(probe && addressOf(probe)).toBe(entryOf("add_shape"));
    expect(probe && probe.scope.list().map(({ name }) => name)).toEqual(["$shape", "$amount", "$tag", "$$vars", "$$parms", "$$locals"]);
  });

  it("are found by wildcards, in parts of the path and by the lines that they span", () => {
    expect(pointsOf('module("program").function("*_*@fixture/*.c").call')).toEqual(["one_line", "add_shape", "measure_shape"].map((name) => `module("program").function("${name}@${FILE}:${lineOf(`int ${name}`)}").call`));
    expect(pointsOf(`module("program").function("*@program.c:${lineOf("call of puts")}")`)).toEqual([`module("program").function("add_shape@${FILE}:${lineOf("int add_shape")}")`]);
    expect(pointsOf(`module("program").function("add_shape@program.c+1")`)).toHaveLength(1);
  });

  it("return with what came in, kept from there, and their result", () => {
    const [probe] = probesOf('module("program").function("add_shape@program.c").return');
    expect(probe).toMatchObject({ site: { attach: { kind: "kretprobe" } }, entry: { attach: { kind: "kprobe" } }, entryNests: true });
    expect(probe?.scope.list().map(({ name, ctype, at }) => [name, ctype, at])).toEqual([
      ["$return", "int", undefined],
      ["$shape", "struct shape *", "entry"],
      ["$amount", "word", "entry"],
      ["$tag", "char", "entry"],
      ...["$$vars", "$$parms", "$$locals"].map((name) => [name, undefined, "entry"]),
      ["$$return", undefined, undefined],
    ]);
  });

  it("fire in copies too, where they aren't asked for as calls", () => {
    const points = probesOf('module("program").function("scale")');
    expect(points.map(addressOf)).toEqual([copyIn("measure_shape")]);
    expect(errorOf('module("program").function("scale@program.c").call')).toMatchObject({ id: "no-such-source" });
    const inline = probesOf('module("program").function("scale").inline');
    expect(inline.map(addressOf)).toEqual([copyIn("measure_shape")]);
    expect(inline[0]?.point).toBe(`module("program").function("scale@${FILE}:${lineOf("int scale")}").inline`);
    expect(inline[0]?.scope.lookup("$by")?.absent).toBeUndefined();
    expect(errorOf('module("program").function("add_shape").inline')).toMatchObject({ id: "nothing-within" });
  });

  it("that aren't there are told with where they are", () => {
    expect(errorOf('module("program").function("add_shape@other.c")')).toMatchObject({ id: "no-such-source", hints: [`it's declared at ${FILE}:${lineOf("int add_shape")}`] });
    expect(errorOf('module("program").function("add_shade@program.c")')).toMatchObject({ hints: [expect.stringContaining("add_shape")] });
    expect(errorOf('module("program").function("add_shape@program.c:x")')).toMatchObject({ id: "malformed-source" });
  });
});

describe("statements", () => {
  const line = lineOf("sum < 0");

  it("are where a line's code begins, once for each copy", () => {
    const [probe, ...others] = probesOf(`module("program").statement("measure_shape@program.c:${line}")`);
    expect(others).toEqual([]);
    expect(probe?.point).toBe(`module("program").statement("measure_shape@${FILE}:${line}")`);
    expect(probe && dwarf.unitAt(addressOf(probe))?.lines()?.at(addressOf(probe))).toMatchObject({ line, address: probe && addressOf(probe) });
    expect(probesOf(`module("program").statement("*@program.c:${line}")`).map(addressOf)).toEqual(probe && [addressOf(probe)]);
    expect(probesOf(`module("program").statement("scale@program.c:${lineOf("// scale")}")`)).toHaveLength(1);
  });

  it("are those of ranges, of all lines, and of lines from the declaration on", () => {
    const lines = (point: string): readonly number[] => pointsOf(point).map((text) => Number(/:(\d+)"\)$/.exec(text)?.[1]));
    const first = lineOf("int add_shape");
    expect(lines(`module("program").statement("add_shape@program.c:${first}-${first + 1},${first + 3}")`).sort()).toEqual([first, first + 1, first + 3]);
    expect(new Set(lines('module("program").statement("add_shape@program.c:*")'))).toEqual(new Set([first, first + 1, first + 2, first + 3]));
    expect(lines('module("program").statement("add_shape@program.c+2")')).toEqual([first + 2]);
    expect(lines(`module("program").statement("add_shape@program.c:${first - 20}").nearest`)).toEqual([first]);
  });

  it("that aren't there are told with the lines that are", () => {
    expect(errorOf('module("program").statement("add_shape@program.c:1")')).toMatchObject({ id: "no-such-statement", hints: [expect.stringContaining(String(lineOf("int add_shape"))), expect.stringContaining(".nearest")] });
  });

  it("see the variables that have a value there, by their places", () => {
    const [probe] = probesOf(`module("program").statement("measure_shape@program.c:${line}")`);
    const builder = new Builder("kernel", target, undefined, 511, noProbe);
    // gcc has turned the counting variable into something else.
    expect(probe?.scope.lookup("$sum")?.load(builder)).toMatchObject({ type: "long", ctype: { kind: "int", name: "int" } });
    const [start] = probesOf('module("program").function("measure_shape")');
    // rsi of struct pt_regs, of which an int takes the low half.
    expect(start?.scope.lookup("$by")?.load(builder)).toMatchObject({ op: "binary", operator: "sar", left: { left: { op: "context", offset: 104 } } });
    const result = probesOf('module("program").function("main")')[0]?.scope.lookup("$result");
    expect(result?.absent).toBe("optimized out at this address");
    expect(() => result?.load(builder)).toThrow(Refusal);
    expect(start?.scope.lookup("$none")).toBeUndefined();
  });

  it("see the variables of their file, where they lie in memory", () => {
    const [probe] = probesOf('module("program").function("add_shape@program.c")');
    const total = dwarf.file.symbols()!.find("total")[0]!;
    const placed = targetWithModule({
      symbols: () => ({ ...target.symbols()!, list: () => [...target.symbols()!.list(), { address: total.address + BIAS, type: "b", name: "total", module: "program" }] }),
    });
    expect(probe?.scope.lookup("$total")?.ctype).toBe("word");
    const [moved] = probesOf('module("program").function("add_shape@program.c")', placed);
    const builder = new Builder("kernel", placed, undefined, 511, noProbe);
    expect(moved?.scope.lookup("$total")?.load(builder)).toMatchObject({ op: "load", size: 8, address: { op: "const", value: BigInt.asIntN(64, total.address + BIAS) } });
  });

  it("are what addresses stand for", () => {
    const address = `0x${(entryOf("add_shape") + BIAS).toString(16)}`;
    expect(probesOf(`module("program").statement(${address})`)[0]?.scope.lookup("$amount")?.ctype).toBe("word");
  });
});

describe("what lies within functions", () => {
  it("are those that they call, for calls that come from them, and copies in them", () => {
    const calls = probesOf('module("program").function("main").callee("*")');
    const [add] = calls.filter(({ point }) => point.includes('.callee("add_shape@'));
    expect(calls.map(({ point }) => /callee\("(\w+)@/.exec(point)?.[1])).toEqual(["add_shape", "one_line"]);
    expect(add?.point).toBe(`module("program").function("main@${FILE}:${lineOf("int main")}").callee("add_shape@${FILE}:${lineOf("int add_shape")}")`);
    expect(add && addressOf(add)).toBe(entryOf("add_shape"));
    expect(add?.site).toMatchObject({ select: { value: BigInt.asIntN(64, dwarf.functions("main")[0]!.bodies[0]!.callSites()[0]!.returnAddress + BIAS) } });
    expect(probesOf('module("program").function("measure_shape").callees').map(addressOf)).toEqual([copyIn("measure_shape")]);
    const [entered, ...others] = probesOf('module("program").function("main").callee("add_shape").call');
    expect(entered?.point).toBe(`${add?.point ?? ""}.call`);
    expect([others, entered && addressOf(entered)]).toEqual([[], entryOf("add_shape")]);
    expect(errorOf('module("program").function("measure_shape").callee("*").call')).toMatchObject({ id: "nothing-within" });
    expect(errorOf('module("program").function("main").callee("none")')).toMatchObject({ id: "nothing-within" });
  });

  it("are ends of what they call, for calls that return to them", () => {
    const [left, ...others] = probesOf('module("program").function("main").callee("add_shape").return');
    expect(left?.point).toMatch(/\.callee\("add_shape@[^"]*"\)\.return$/);
    expect(others).toEqual([]);
    const returnAddress = BigInt.asIntN(64, dwarf.functions("main")[0]!.bodies[0]!.callSites()[0]!.returnAddress + BIAS);
    expect(left?.site).toMatchObject({ attach: { selects: "caller" }, select: { value: returnAddress } });
    const { site } = left!;
    if (site.where !== "kernel") throw new Error("it's no probe of the kernel");
    // rip, in struct pt_regs.
    expect(site.select?.selector(new Builder("kernel", target, undefined, 511, noProbe))).toMatchObject({ op: "context", offset: 128, size: 8 });
    expect(left?.scope.lookup("$return")?.ctype).toBeDefined();
    expect(errorOf('module("program").function("measure_shape").callee("*").return')).toMatchObject({ id: "nothing-within" });
  });

  it("are labels, by the names that the source gives them", () => {
    const [probe] = probesOf('module("program").function("measure_shape").label("neg*")');
    expect(probe?.point).toBe(`module("program").function("measure_shape@${FILE}:${lineOf("negative: // label")}").label("negative")`);
    expect(errorOf('module("program").function("measure_shape").label("positive")').hints).toEqual(["its labels are: negative"]);
  });
});

describe("where kprobes are missing", () => {
  const without = targetWithModule({ feature: (name) => (name.startsWith("k") ? { verdict: "no", reason: "the kernel was built without them", wayOut: "use another kernel" } : { verdict: "yes", reason: "" }) });

  it.each(['module("program").function("scale").inline', 'module("program").statement("add_shape@program.c:*")', 'module("program").statement(0x1000)'])("%s says so first", (point) => {
    expect(errorOf(point, without)).toEqual({ id: "no-kprobes", message: "places in the kernel's code can't be probed: kprobe is not available (the kernel was built without them)", hints: ["use another kernel"], lacks: "kprobe" });
  });
});

describe("scripts", () => {
  const tapsets = [madeTapset({ name: "kernel", module: kernel })];
  /** What the compiler says of a handler where `add_shape` begins. */
  async function saidOf(handler: string): Promise<readonly string[]> {
    const { diagnostics } = await compileScript(`probe module("program").function("add_shape@program.c") { ${handler} }`, { tapsets, target });
    return diagnostics.map(({ id }) => id);
  }

  it("read parameters, members of what they point to, and variables of files", async () => {
    expect(await saidOf("println($tag + $amount + $shape->level + $shape->next->corners[1]->y, $$parms$, $shape$)")).toEqual([]);
    expect(await saidOf("println($shape->nothing)")).toEqual(["unresolved-member"]);
    // No symbol tells where the section of that one lies.
    expect(await saidOf("println($total)")).toEqual(["unplaced-address"]);
  });

  it("name types of modules that only debug information knows", async () => {
    expect(await saidOf('println(@cast($amount, "struct shape", "program")->colour)')).toEqual([]);
    expect(await saidOf('println(@cast($amount, "struct shape")->colour)')).toEqual(["unknown-type"]);
  });

  it("ask whether variables have a value", async () => {
    const { diagnostics } = await compileScript('probe module("program").function("main") { if (@defined($result)) println($result) else println($argc) }', { tapsets, target });
    expect(diagnostics).toEqual([]);
    const { diagnostics: refused } = await compileScript('probe module("program").function("main") { println($result) }', { tapsets, target });
    expect(refused).toMatchObject([{ id: "absent-variable", message: "context variable '$result' has no value at the probe point: optimized out at this address" }]);
  });
});

it("variables of files lie in memory where their section does", () => {
  const total = dwarf.file.symbols()!.find("total")[0]!;
  const symbols = [...target.symbols()!.list(), { address: total.address + BIAS, type: "b", name: "total", module: "program" }];
  const placed = targetWithModule({ symbols: () => ({ ...target.symbols()!, list: () => symbols }) });
  expect(debugVariables(placed, "total@program.c", "program")).toMatchObject([{ address: total.address + BIAS, ctype: { kind: "typedef", name: "word" } }]);
  expect(debugVariables(placed, "total@other.c", "program")).toEqual([]);
  expect(debugVariables(placed, "total", "program")).toEqual([]);
});
