import type { Tapset } from "@tapset/core";
import { Source, parseProbePoints } from "@tapset/language";
import { describe, expect, it } from "vitest";
import { isBeyondKernel, listProbes } from "../../src/index.js";
import { type Bench, elaborated, frozenTarget, parsed, points, scriptTapset, viewFor } from "./workbench.js";

const vm = scriptTapset(
  "vm",
  `
  /** probe vm.x - something
   * @address: where
   * @size: how much
   * @name: the point's name */
  probe vm.x = __vm.x.first !, __vm.x.second !, __vm.x.last { name = "x" }
  /** Absent: @address: the event doesn't carry it */
  probe __vm.x.first = begin { size = 1 }
  /** Absent: @size: nobody counts there */
  probe __vm.x.second = kernel.function("f") { address = 2 }
  probe __vm.x.last = kernel.function("f2") { address = 3; size = 4 }
  `,
);
const bolt = scriptTapset(
  "bolt",
  `
  global cell
  /** Absent: @size: it has none */
  probe vm.x = end { name = "x"; address = 5 }
  `,
  [vm],
);
const packed: readonly Tapset[] = [vm];
const [first, second, last] = ["begin", 'kernel.function("f")', 'kernel.function("f2")'];

async function refusal(text: string, bench: Bench = { packed }): Promise<{ message: string; hints: readonly string[]; isKernels: boolean }> {
  const { diagnostics } = await elaborated(text, bench);
  expect(diagnostics).toHaveLength(1);
  return { message: diagnostics[0]!.message, hints: diagnostics[0]!.hints, isKernels: isBeyondKernel(diagnostics) };
}

describe("of an alias's backends the first serves that has what is read", () => {
  it.each([
    ["probe vm.x { }", first],
    ["probe vm.x { println(size, name) }", first],
    ["probe vm.x { println(address) }", second],
    ["probe vm.x { println(address, size) }", last],
    // The bodies of aliases around it read, too.
    ["probe mine = vm.x { twice = address * 2 } probe mine { }", second],
    ["probe mine += vm.x { println(address) } probe mine { println(size) }", last],
    // What a handler has set before it reads it is its own.
    ["probe vm.x { address = 7; println(address) }", first],
    ["probe vm.x { if (pid()) { address = 7; println(address) } }", first],
    ["probe vm.x { if (pid()) address = 7; println(address) }", second],
    ["probe vm.x { foreach (address in a) println(address) } global a", first],
    ["probe vm.x { address += 1 }", second],
    // A global of the script is no value of the alias.
    ["global address probe vm.x { println(address) }", first],
    // Nobody knows it: the error is inference's.
    ["probe vm.x { println(nonsense) }", first],
  ])("%s", async (text, point) => {
    expect(await points(text, { packed })).toEqual([point]);
  });

  it("and what isn't there or didn't attach is passed over", async () => {
    const text = "probe vm.x { println(address) }";
    expect(await points(text, { packed, struck: new Set([second!]) })).toEqual([last]);
    const { probes, passedOver } = await elaborated(text, { packed });
    expect(passedOver.map(({ message }) => message)).toEqual(["backend __vm.x.first of vm.x has no 'address': the event doesn't carry it"]);
    expect(probes[0]).toMatchObject({ optional: true, serving: [{ alias: "vm.x", backend: "__vm.x.second", addedBy: undefined }, { alias: "__vm.x.second" }] });
  });

  it("and what stands for several points of which one isn't there, unless that one may be missing", async () => {
    const pair = (points: string): string => `probe some = several !, never {} probe several = ${points} {} probe some {}`;
    expect(await points(pair("begin, nosuch"))).toEqual(["never"]);
    expect(await points(pair("begin, nosuch ?"))).toEqual(["begin"]);
    expect(await points("probe some = outer !, never {} probe outer = begin, inner {} probe inner = end, nosuch {} probe some {}")).toEqual(["never"]);
  });

  it("in lists with ! only: a plain list keeps all its points", async () => {
    const text = "probe a = begin, b { } probe b = end { v = 1 } probe a { println(v) }";
    expect(await points(text)).toEqual(["begin", "end"]);
    // A script's own list isn't an alias's.
    expect(await points("probe b = end { v = 1 } probe begin !, b { println(v) }")).toEqual(["begin"]);
    expect(await points("probe a = begin !, b { } probe b = end { v = 1 } probe a { println(v) }")).toEqual(["end"]);
  });
});

describe("when no backend is left", () => {
  it("the error says which lacks which value, and why", async () => {
    const other = scriptTapset("other", "/** Absent: @v: it is blind */ probe __o.a = begin { w = 1 } probe __o.b = end { v = 1 } probe o.x = __o.a !, __o.b !, kernel.function(\"gone\") { }");
    expect(await refusal("probe o.x { println(v, w) }", { packed: [other] })).toEqual({
      message: "no backend of alias 'o.x' works here and has every value that is read",
      hints: ["backend __o.a of o.x has no 'v': it is blind", "backend __o.b of o.x has no 'w'", "no function 'gone'"],
      isKernels: false,
    });
  });

  it("or which feature, and then the kernel is at fault", async () => {
    expect(await refusal("probe vm.x { println(address) }", { packed, missing: ["kprobe"] })).toEqual({
      message: "no backend of alias 'vm.x' works here and has every value that is read",
      hints: [
        "backend __vm.x.first of vm.x has no 'address': the event doesn't carry it",
        `probe point '${second}' needs kprobe, which is not available: not in this kernel`,
        `probe point '${last}' needs kprobe, which is not available: not in this kernel`,
      ],
      isKernels: true,
    });
  });
});

describe("backends that another package adds", () => {
  const both = [bolt, vm];

  it("come after the owner's, whatever the order of use", async () => {
    for (const order of [both, [vm, bolt]]) {
      expect(await points("probe vm.x { println(name) }", { packed: order })).toEqual([first]);
      expect(await points("probe vm.x { println(address) }", { packed: order, missing: ["kprobe"] })).toEqual(["end"]);
    }
    const { probes } = await elaborated("probe vm.x { println(address) }", { packed: both, missing: ["kprobe"] });
    expect(probes[0]!.serving).toEqual([{ alias: "vm.x", backend: "end", addedBy: "bolt" }]);
  });

  it("serve where the owner's didn't attach", async () => {
    expect((await elaborated("probe vm.x { println(address, size) }", { packed: both })).probes[0]!.optional).toBe(true);
    expect(await points("probe vm.x { println(address) }", { packed: both, struck: new Set([second!, last!]) })).toEqual(["end"]);
  });

  it("are tried in the order of use", async () => {
    const third = scriptTapset("third", "/** Absent: @size: no @address: no */ probe vm.x = never { name = \"x\"; address = 6 }", [vm]);
    const text = "probe vm.x { println(address) }";
    expect(await points(text, { packed: [vm, third, bolt], missing: ["kprobe"] })).toEqual(["never"]);
    expect(await points(text, { packed: [vm, bolt, third], missing: ["kprobe"] })).toEqual(["end"]);
  });

  it("are named when nothing serves", async () => {
    const { hints } = await refusal("probe vm.x { println(address, size) }", { packed: both, missing: ["kprobe"] });
    expect(hints.at(-1)).toBe("the backend that bolt adds to vm.x has no 'size': it has none");
  });

  it("leave what matches otherwise alone", async () => {
    expect(await points("probe vm.* { }", { packed: both })).toEqual([first]);
    expect(await points("probe begin, vm.x { println(name) }", { packed: both })).toEqual(["begin", first]);
  });
});

describe("a listing", () => {
  async function listed(missing: readonly string[], ...tapsets: readonly Tapset[]): Promise<readonly string[]> {
    const view = await viewFor(parsed("probe vm.x { }"), ...tapsets);
    const { probes } = listProbes(parseProbePoints(new Source("<input>", "vm.x")).points, view, frozenTarget(missing));
    return probes.map(({ point, values }) => [point, ...values.map(({ name }) => name)].join(" "));
  }

  it("has the values of the backend that serves", async () => {
    expect(await listed([], vm, bolt)).toEqual(["vm.x size name"]);
    const only = scriptTapset("vm", '/** probe vm.x - x\n * @address: a\n * @size: s */ probe vm.x = kernel.function("f") { address = 1; size = 2 }');
    expect(await listed([], only)).toEqual(["vm.x address size"]);
    const added = scriptTapset("bolt", "/** Absent: @size: none */ probe vm.x = end { address = 5 }", [only]);
    expect(await listed(["kprobe"], only, added)).toEqual(["vm.x address"]);
  });
});
