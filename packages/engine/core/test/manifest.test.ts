import { Source, parse, parseMacros } from "@tapset/language";
import { describe, expect, it } from "vitest";
import {
  CONTRACT_VERSION,
  ConfigurationError,
  type Manifest,
  type ManifestSources,
  type TapsetModule,
  buildManifest,
  loadManifest,
  loadTapset,
  manifestProblems,
  printManifest,
} from "../src/index.js";

const text = `
/**
 * probe vm.fault - a page fault begins
 * @address: the address that faulted
 * @name: name of the probe point
 * Context: the process that faulted
 */
probe vm.fault = kernel.trace("exceptions:page_fault_user") !, kernel.function("handle_mm_fault") { address = $address; name = "fault" }
probe vm.fault = perf.sw.page_faults { address = $addr; name = "fault" }
probe __vm.own = begin {}
/**
 * function double - twice a number
 * @x: the number
 */
function double:long(x:long) { return x * 2 }
private function hidden() {}
/** Faults so far. */
global faults
private global secret
`;

const code: TapsetModule = {
  families: [
    {
      name: "timer",
      patterns: [
        {
          components: [{ name: "timer" }, { name: "ms", literal: "number" }],
          doc: "every N milliseconds",
          variables: [{ name: "$late", type: "long", doc: "nanoseconds late" }],
        },
        { components: [{ name: "call" }, { name: "NAME", names: () => ["read"] }], doc: "a call" },
      ],
      derive: () => ({ kind: "probes", probes: [] }),
    },
  ],
  intrinsics: [
    {
      name: "pid",
      parameters: [{ name: "task", type: "long" }],
      doc: "the process",
      purity: "reads",
      returns: "long",
      lower: (builder) => builder.constant(1),
    },
  ],
  host: {},
};

function sources(script: string, parts: Partial<ManifestSources> = {}): ManifestSources {
  const { macros } = parseMacros(new Source("m.stpm", "@define half(x) %( (@x / 2) %)"));
  return {
    name: "@tapset/vm",
    version: "1.2.3",
    summary: "memory",
    module: { path: "dist/index.js", code },
    files: [
      { path: "m.stpm", macros },
      { path: "vm.stp", script: parse(new Source("vm.stp", script)).script },
    ],
    requires: ["@tapset/perf", "@tapset/kernel"],
    valueType: (_, value) => (value === "name" ? "string" : "long"),
    ...parts,
  };
}

describe("buildManifest", () => {
  it("describes families, aliases, functions, globals and macros", () => {
    const { manifest, problems } = buildManifest(sources(text));
    expect(problems).toEqual([]);
    expect(manifest).toEqual({
      $schema: "https://github.com/tapset/tapset/blob/main/schemas/tapset-manifest.schema.json",
      contract: CONTRACT_VERSION,
      name: "@tapset/vm",
      version: "1.2.3",
      summary: "memory",
      families: [
        {
          name: "timer",
          patterns: [
            {
              form: "timer.ms(number)",
              doc: "every N milliseconds",
              variables: [{ name: "$late", type: "long", doc: "nanoseconds late" }],
            },
            { form: "call.NAME", doc: "a call", variables: [] },
          ],
        },
      ],
      module: "dist/index.js",
      scripts: ["m.stpm", "vm.stp"],
      declarations: [{ script: "vm.stp", probes: ["vm.fault", "__vm.own"], functions: ["double"], globals: ["faults"] }],
      probes: [
        {
          name: "vm.fault",
          doc: "a page fault begins",
          context: "the process that faulted",
          values: [
            { name: "address", type: "long", doc: "the address that faulted" },
            { name: "name", type: "string", doc: "name of the probe point" },
          ],
          backends: [
            { point: 'kernel.trace("exceptions:page_fault_user")', mark: "!", values: ["address", "name"], needs: [] },
            { point: 'kernel.function("handle_mm_fault")', values: ["address", "name"], needs: [] },
            { point: "perf.sw.page_faults", values: ["address", "name"], needs: [] },
          ],
        },
        { name: "__vm.own", doc: "", values: [], backends: [{ point: "begin", values: [], needs: [] }] },
      ],
      functions: [
        { name: "pid", parameters: [{ name: "task", type: "long" }], returns: "long", doc: "the process" },
        { name: "double", parameters: [{ name: "x", type: "long", doc: "the number" }], returns: "long", doc: "twice a number" },
      ],
      globals: [{ name: "faults", doc: "Faults so far." }],
      macros: [{ name: "@half", doc: "" }],
      requires: ["@tapset/kernel", "@tapset/perf"],
    });
  });

  it("gives what the schema and loadManifest take, the same each time", () => {
    const printed = printManifest(buildManifest(sources(text)).manifest);
    expect(printManifest(buildManifest(sources(text)).manifest)).toBe(printed);
    expect(printManifest(loadManifest(printed, "tapset.json"))).toBe(printed);
    expect(printed.endsWith("}\n")).toBe(true);
  });

  it("names what the sources leave unsaid", () => {
    const script = "probe a.b = begin {} function f(x) { return x } function g() { println(1) }";
    expect(buildManifest(sources(script)).problems).toEqual([
      "probe a.b: say in a doc comment when it fires",
      "function f: say in a doc comment what it gives",
      "function f: declare the type it returns, as in 'function f:long'",
      "function f: declare the type of parameter 'x', as in 'x:long'",
      "function g: say in a doc comment what it gives",
    ]);
  });

  it("wants families found by their first word, and capitals for words that stand for many", () => {
    const names = () => ["x"];
    const odd: TapsetModule = {
      ...code,
      families: [
        {
          ...code.families[0]!,
          patterns: [
            { components: [{ name: "ANY", names }], doc: "" },
            { components: [{ name: "call" }, { name: "name", names }], doc: "" },
          ],
        },
      ],
    };
    expect(buildManifest(sources(text, { module: { path: "m.js", code: odd } })).problems).toEqual([
      "ANY: the first component must be one word: packages are found by it",
      "call.name: write 'name' in capitals: it stands for many words",
    ]);
  });
});

describe("loadManifest", () => {
  const good = buildManifest(sources(text)).manifest;
  const load = (changes: object): Manifest => loadManifest(JSON.stringify({ ...good, ...changes }), "vm/tapset.json");

  it("takes a good one", () => {
    expect(load({})).toEqual(good);
  });

  it.each([
    [{ summary: 5 }, "vm/tapset.json is not a tapset manifest: summary must be string"],
    [{ extra: 1 }, "vm/tapset.json is not a tapset manifest: it must not have 'extra'"],
    [{ globals: [{ name: "a", doc: "" }, { name: "b" }] }, "vm/tapset.json is not a tapset manifest: globals[1] must have required property 'doc'"],
    [
      { functions: [{ name: "f", parameters: [], returns: "int", doc: "" }] },
      'vm/tapset.json is not a tapset manifest: functions[0].returns must be one of "long", "string", "void"',
    ],
    [{ contract: 99 }, `tapset @tapset/vm is written for contract version 99, this is version ${CONTRACT_VERSION}: update tapset`],
    [{ contract: 0 }, `tapset @tapset/vm is written for contract version 0, this is version ${CONTRACT_VERSION}: update @tapset/vm`],
  ])("refuses %j in one sentence", (changes, message) => {
    expect(() => load(changes)).toThrow(expect.objectContaining({ name: "ConfigurationError", message }) as Error);
  });

  it("looks at the contract version before the shape", () => {
    expect(() => loadManifest('{"contract": 2, "name": "x"}', "t")).toThrow(/^tapset x is written for contract version 2/);
  });

  it("says how to come by a manifest that's right", () => {
    for (const text of ["{", "[]"]) expect(() => loadManifest(text, "t")).toThrow(expect.objectContaining({ hints: ["install the package anew", "run tapset pack in it if it's your own"] }) as Error);
  });

  it("refuses what is no JSON or no object", () => {
    expect(() => loadManifest("{", "vm/tapset.json")).toThrow(/^vm\/tapset.json is not JSON: /);
    expect(() => loadManifest("[]", "vm/tapset.json")).toThrow("vm/tapset.json is not a tapset manifest: it must be object");
  });

  it.each(["../x.js", "/etc/x.js", "a/../../x.js", ""])("refuses the path %j, which leaves the package", (path) => {
    expect(manifestProblems({ ...good, module: path })).not.toEqual([]);
    expect(manifestProblems({ ...good, scripts: [path] })).not.toEqual([]);
  });

  it("takes paths in the package", () => {
    for (const path of ["dist/index.js", "./a.stp", "..a/b..stp"]) expect(manifestProblems({ ...good, scripts: [path] })).toEqual([]);
  });
});

describe("loadTapset", () => {
  function reader(namespace: unknown) {
    const read: string[] = [];
    const files: Record<string, string> = {
      "tapset.json": printManifest(buildManifest(sources(text)).manifest),
      "m.stpm": "@define half(x) %( (@x / 2) %)",
      "vm.stp": text,
    };
    const readText = (path: string): string => {
      read.push(path);
      return files[path]!;
    };
    const importModule = (path: string): Promise<unknown> => {
      read.push(path);
      return Promise.resolve(namespace);
    };
    return { read, readText, importModule };
  }

  it("reads scripts and module when they are asked for, scripts once", async () => {
    const from = reader({ default: code });
    const tapset = loadTapset(from);
    expect(from.read).toEqual(["tapset.json"]);
    expect(tapset.scripts().map(({ name }) => name)).toEqual(["@tapset/vm/m.stpm", "@tapset/vm/vm.stp"]);
    expect(from.read).toEqual(["tapset.json"]);
    for (const script of [...tapset.scripts(), ...tapset.scripts()]) expect(script.text).not.toBe("");
    expect(await tapset.loadModule?.()).toBe(code);
    expect(from.read).toEqual(["tapset.json", "m.stpm", "vm.stp", "dist/index.js"]);
  });

  it("refuses a module that exports no tapset", async () => {
    await expect(loadTapset(reader({ families: [] })).loadModule?.()).rejects.toThrow(
      new ConfigurationError("tapset @tapset/vm: its module's default export is no TapsetModule { families, intrinsics, host }"),
    );
  });
});
