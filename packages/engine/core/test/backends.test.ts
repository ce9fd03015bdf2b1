import { Source, parse } from "@tapset/language";
import { describe, expect, it } from "vitest";
import {
  type BuiltManifest,
  ConfigurationError,
  type Manifest,
  type Pattern,
  type Tapset,
  type TapsetModule,
  buildManifest,
  loadManifest,
  namesIn,
  printManifest,
  registry,
} from "../src/index.js";

/** Packs a package of one script. */
function packed(name: string, text: string, { requires = [], patterns = [] }: { requires?: readonly Manifest[]; patterns?: readonly Pattern[] } = {}): BuiltManifest {
  const { script, diagnostics } = parse(new Source("a.stp", text));
  expect(diagnostics).toEqual([]);
  const code: TapsetModule = { families: [{ name: "own", patterns, derive: () => ({ kind: "probes", probes: [] }) }], intrinsics: [], host: {} };
  const built = buildManifest({
    name,
    version: "1.0.0",
    summary: "",
    files: [{ path: "a.stp", script }],
    ...(patterns.length > 0 && { module: { path: "code.js", code } }),
    requires: requires.map((each) => each.name),
    offered: requires,
    valueType: (_, value) => (value.endsWith("name") ? "string" : "long"),
  });
  loadManifest(printManifest(built.manifest), "tapset.json");
  return built;
}

const good = `
  /** probe vm.x - something
   * @address: where
   * @name: its name */
  probe vm.x = __vm.x.event !, kernel.function("f") ?, __vm.x.all { name = "x" }
  /** Absent: @address: the event doesn't carry it */
  probe __vm.x.event = call.read { __own = 1 }
  probe __vm.x.all = begin, end { address = 1 }
`;

const event: Pattern = {
  components: [{ name: "call" }, { name: "NAME", names: () => ["read"] }],
  doc: "",
  needs: ["tp-btf"],
  variables: [
    { name: "filename", type: "string", doc: "" },
    { name: "$return", type: "long", doc: "" },
  ],
};

const vm = packed("vm", '/** probe vm.x - x\n * @address: where\n * @name: who */ probe vm.x = begin { address = 1; name = "x" }').manifest;

describe("the backends of an alias", () => {
  it("are its points, with what each supplies, lacks and needs", () => {
    const { manifest, problems } = packed("vm", good.replace('kernel.function("f") ?, ', ""), { patterns: [event] });
    expect(problems).toEqual([]);
    expect(manifest.probes[0]?.backends).toEqual([
      { point: "__vm.x.event", mark: "!", values: ["name"], absent: [{ name: "address", reason: "the event doesn't carry it" }], needs: ["tp-btf"] },
      { point: "__vm.x.all", values: ["address", "name"], needs: [] },
    ]);
  });

  it("set every value, or say why not", () => {
    expect(packed("vm", good, { patterns: [event] }).problems).toContain(
      'probe vm.x: its backend kernel.function("f") doesn\'t set \'address\': set it, or say why it can\'t in the doc comment of an alias of its own (probe __vm.x.NAME = kernel.function("f") { … }): Absent: @address: REASON',
    );
    const silent = good.replace("/** Absent: @address: the event doesn't carry it */", "");
    expect(packed("vm", silent, { patterns: [event] }).problems).toContain(
      "probe vm.x: its backend __vm.x.event doesn't set 'address': set it, or say why it can't in the doc comment of probe __vm.x.event: Absent: @address: REASON",
    );
  });

  it("don't all lack a value, nor set what they call absent", () => {
    const text = `
      /** probe a.b - b
       * @v: a value */
      probe a.b = __a.b { }
      /** Absent: @v: no
       * Absent: @w: no */
      probe __a.b = begin { w = 1 }
      /** probe a.c - c
       * @v: a value */
      probe a.c = begin { }
    `;
    expect(packed("a", text).problems).toEqual([
      "probe a.b: every backend calls 'v' absent: leave it out of the doc comment",
      "probe __a.b: its doc comment calls 'w' absent, and it sets it",
      "probe a.c: nothing sets 'v', which its doc comment promises",
    ]);
  });

  it("have what the points of families and of other packages give by name", () => {
    const text = `
      /** probe a.b - b
       * @filename: its name
       * @address: where */
      probe a.b = call.read { address = 1 }
      /** probe a.c - c
       * @address: where
       * @name: who */
      probe a.c = vm.x { }
    `;
    const { manifest, problems } = packed("a", text, { requires: [vm], patterns: [event] });
    expect(problems).toEqual([]);
    expect(manifest.probes.map(({ values }) => values.map(({ name, type }) => `${name}:${type}`))).toEqual([
      ["filename:string", "address:long"],
      ["address:long", "name:string"],
    ]);
  });

  it("that are alternatives supply what one of them has, that fire together what all have", () => {
    const text = (list: string): string => `
      /** probe a.b - b
       * @v: a value
       * @w: another */
      probe a.b = __a.list { }
      probe __a.list = ${list} { }
      /** Absent: @w: no */
      probe __a.one = begin { v = 1 }
      probe __a.two = end { v = 1; w = 2 }
    `;
    expect(packed("a", text("__a.one !, __a.two")).manifest.probes[0]?.backends).toEqual([{ point: "__a.list", values: ["v", "w"], needs: [] }]);
    expect(packed("a", text("__a.one, __a.two")).manifest.probes[0]?.backends[0]?.values).toEqual(["v"]);
  });
});

describe("an alias of a package that is required", () => {
  it("is a backend added to it, not a claim", () => {
    const { manifest, problems } = packed("bolt", 'global cell /** Absent: @name: no */ probe vm.x = __bolt.x !, end { __tmp = 1; address = 2; cell = 3 } probe __bolt.x = begin { }', { requires: [vm] });
    expect(problems).toEqual([]);
    expect(manifest.probes.map(({ name }) => name)).toEqual(["__bolt.x"]);
    const absent = [{ name: "name", reason: "no" }];
    expect(manifest.adds).toEqual([
      { name: "vm.x", backends: [{ point: "__bolt.x", mark: "!", values: ["address"], absent, needs: [] }, { point: "end", values: ["address"], absent, needs: [] }] },
    ]);
  });

  it("gets the values its owner documents, of their types, and no others", () => {
    const text = "/** Absent: @name: no */ probe vm.x = __bolt.x { address = 2 } probe __bolt.x = end { extra = 1 }";
    expect(packed("bolt", text, { requires: [vm] }).problems).toEqual([
      "probe vm.x: its added backend sets 'extra', which vm doesn't document: call it '__extra' if it's a variable of your own, or name a probe of your own that has it: probe NAME = vm.x { extra = … }",
    ]);
    const typed: Manifest = { ...vm, probes: vm.probes.map((probe) => ({ ...probe, values: probe.values.map((value) => ({ ...value, type: "long" })) })) };
    expect(packed("bolt", 'probe vm.x = end { address = 2; name = "n" }', { requires: [typed] }).problems).toEqual([
      "probe vm.x: its added backend sets 'name' to a string, which vm documents as a long",
    ]);
    expect(packed("bolt", "probe vm.x = end { address = 2 }", { requires: [vm] }).problems).toEqual([
      "probe vm.x: its backend end doesn't set 'name': set it, or say why it can't in the doc comment of an alias of its own (probe __vm.x.NAME = end { … }): Absent: @name: REASON",
    ]);
  });

  it("is a claim where its owner isn't required", () => {
    const { manifest } = packed("bolt", "probe vm.x = end { address = 2 }");
    expect(manifest.adds).toBeUndefined();
    const tapset = (each: Manifest): Tapset => ({ manifest: each, scripts: () => [] });
    expect(() => registry().use(tapset(vm), tapset(manifest))).toThrow(
      new ConfigurationError("probe point 'vm.x' is in two tapsets, vm and bolt: use one of them"),
    );
  });
});

describe("a registry with added backends", () => {
  const addition = "probe vm.x = end { address = 2; name = f() }";
  const bolt = packed("bolt", addition, { requires: [vm] }).manifest;

  function tapset(manifest: Manifest, text: string, log: string[]): Tapset {
    return { manifest, scripts: () => (log.push(manifest.name), [{ name: `${manifest.name}/a.stp`, text }]) };
  }
  const names = (text: string) => namesIn(parse(new Source("<input>", text)).script);

  it("loads who adds them only when the alias is used", async () => {
    const use = (log: string[]) =>
      registry().use(
        tapset(bolt, addition, log),
        tapset(vm, "probe vm.x = begin { } probe vm.y = begin { }", log),
        tapset({ ...packed("fun", "/** function f - f */ function f:string() { return \"\" }").manifest }, 'function f:string() { return "" }', log),
      );
    const log: string[] = [];
    await use(log).load(names("probe vm.y { }"));
    expect(log).toEqual(["vm"]);
    log.length = 0;
    const view = await use(log).load(names("probe vm.x { }"));
    expect([...log].sort()).toEqual(["bolt", "fun", "vm"]);
    expect(view.aliases.map(({ file, isAdded }) => [file.owner, isAdded])).toEqual([["bolt", true], ["vm", false], ["vm", false]]);
    for (const point of ["vm.*", "v**", "vm.x.return"]) {
      log.length = 0;
      await use(log).load(names(`probe ${point} { }`));
      expect(log).toContain("bolt");
    }
  });

  it("refuses one to an alias that isn't there any more, or is somebody else's", async () => {
    const without: Manifest = { ...vm, probes: [] };
    const load = (...manifests: readonly Manifest[]) => registry().use(manifests.map((each) => tapset(each, "", []))).load(names("probe vm.x { }"));
    await expect(load(without, bolt)).rejects.toThrow("tapset bolt adds a backend to probe vm.x, which no tapset in use has: update bolt, or don't use it");
    await expect(load(vm, { ...bolt, requires: [] })).rejects.toThrow("tapset bolt adds a backend to probe vm.x, which vm has, a package it doesn't require");
    await expect(load(bolt)).rejects.toThrow("tapset bolt requires vm, which is not in use: install vm");
  });
});
