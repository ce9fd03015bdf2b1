import { describe, expect, it } from "vitest";
import { CONTRACT_VERSION, type Manifest, type ManifestBackend, leastStep, loadComparedManifest, manifestChanges, saysEnough, stepBetween } from "../src/index.js";

function backend(point: string, values: readonly string[] = [], parts: Partial<ManifestBackend> = {}): ManifestBackend {
  return { point, values, needs: [], ...parts };
}

const before: Manifest = {
  contract: CONTRACT_VERSION,
  name: "@acme/vm",
  version: "1.2.3",
  summary: "memory",
  families: [{ name: "fault", patterns: [{ form: "fault.in(number)", doc: "a fault", variables: [{ name: "$address", type: "long", doc: "where" }] }] }],
  module: "./dist/index.js",
  scripts: ["vm.stp"],
  probes: [
    {
      name: "vm.fault",
      doc: "a page fault",
      context: "the process that faulted",
      values: [
        { name: "address", type: "long", doc: "where" },
        { name: "write", type: "long", doc: "whether it wrote" },
      ],
      backends: [backend("fault.in(1)", ["address", "write"]), backend("fault.in(2)", ["address"])],
    },
    { name: "__vm.own", doc: "", values: [], backends: [backend("fault.in(3)")] },
  ],
  functions: [
    { name: "label", parameters: [{ name: "n", type: "long" }], returns: "string", doc: "a text" },
    { name: "_own", parameters: [], returns: "long", doc: "" },
  ],
  globals: [{ name: "VM_READ", doc: "a read" }],
  macros: [{ name: "@page", doc: "" }],
  requires: ["@acme/who"],
};

type Change = (manifest: { -readonly [K in keyof Manifest]: Manifest[K] }) => void;

function changes(change: Change): readonly string[] {
  const after = { ...before };
  change(after);
  return manifestChanges(before, after).map(({ effect, text }) => `${effect}: ${text}`);
}

const [family] = before.families;
const [pattern] = family!.patterns;
const [fault, own] = before.probes;
const [label] = before.functions;
const both = fault!.backends;
const [first, second] = [both[0]!, both[1]!];
const withPattern = (parts: object): Manifest["families"] => [{ ...family!, patterns: [{ ...pattern!, ...parts }] }];
const withFault = (parts: object): Manifest["probes"] => [{ ...fault!, ...parts }, own!];

describe("what a change of a manifest does to users", () => {
  it.each<[Change, readonly string[]]>([
    [() => undefined, []],
    [(m) => (m.version = "2.0.0"), ["none: version: 1.2.3 became 2.0.0"]],
    [(m) => (m.name = "@acme/memory"), ["breaking: package: @acme/vm became @acme/memory"]],
    [(m) => (m.summary = "memory, and more"), ["fix: summary: its description changed"]],
    [(m) => (m.scripts = ["vm.stp", "more.stp"]), ["none: script more.stp is new"]],
    [(m) => delete m.module, ["fix: code of its own is lost"]],
    [(m) => (m.module = "./dist/other.js"), ["none: module: ./dist/index.js became ./dist/other.js"]],
    [(m) => (m.requires = []), ["fix: requirement @acme/who is lost"]],
    [(m) => (m.requires = ["@acme/where", "@acme/who"]), ["breaking: requirement @acme/where is new"]],
    [(m) => (m.families = []), ["breaking: probe fault.in(number) is lost"]],
    [(m) => (m.families = withPattern({ form: "fault.in(string)" })), ["breaking: probe fault.in(number) is lost", "feature: probe fault.in(string) is new"]],
    [(m) => (m.families = withPattern({ variables: [] })), ["breaking: value $address of probe fault.in(number) is lost"]],
    [
      (m) => (m.families = withPattern({ variables: [{ ...pattern!.variables[0], type: "string" }] })),
      ["breaking: value $address of probe fault.in(number): long became string"],
    ],
    [(m) => (m.families = withPattern({ doc: "any fault" })), ["fix: probe fault.in(number): its description changed"]],
    [(m) => (m.probes = [own!]), ["breaking: probe vm.fault is lost"]],
    [(m) => (m.probes = [...before.probes, { name: "vm.map", doc: "", values: fault!.values, backends: [backend("fault.in(4)", ["address", "write"])] }]), ["feature: probe vm.map is new"]],
    [(m) => (m.probes = [fault!]), ["none: probe __vm.own is lost"]],
    [(m) => (m.probes = withFault({ values: fault!.values.slice(1) })), ["breaking: value address of probe vm.fault is lost"]],
    [(m) => (m.probes = withFault({ context: "a kernel thread" })), ["fix: probe vm.fault: its description changed"]],
    [(m) => (m.probes = withFault({ backends: [first] })), ["breaking: backend fault.in(2) of probe vm.fault is lost"]],
    [(m) => (m.probes = withFault({ backends: [backend("fault.in(9)", ["address"]), ...both] })), ["feature: backend fault.in(9) of probe vm.fault is new"]],
    [
      (m) => (m.probes = withFault({ backends: [second, first] })),
      ["feature: order of the backends of probe vm.fault: fault.in(1), fault.in(2) became fault.in(2), fault.in(1)"],
    ],
    [
      (m) => (m.probes = withFault({ backends: [{ ...first, mark: "!" }, second] })),
      ["feature: order of the backends of probe vm.fault: fault.in(1), fault.in(2) became fault.in(1)!, fault.in(2)"],
    ],
    [
      (m) => (m.probes = withFault({ backends: [backend("fault.in(1)", ["write"]), second] })),
      ["breaking: value address from backend fault.in(1) of probe vm.fault is lost"],
    ],
    [
      (m) => (m.probes = withFault({ backends: [first, { ...second, values: ["address", "write"] }] })),
      ["feature: value write from backend fault.in(2) of probe vm.fault is new"],
    ],
    [
      (m) => (m.probes = withFault({ backends: [first, { ...second, needs: ["kprobe"], absent: [{ name: "write", reason: "unknown" }] }] })),
      ["breaking: need kprobe of backend fault.in(2) of probe vm.fault is new", "fix: backend fault.in(2) of probe vm.fault: its description changed"],
    ],
    [(m) => (m.adds = [{ name: "who.comes", backends: [second] }]), ["feature: backend fault.in(2) of probe who.comes is new", "none: order of the backends of probe who.comes is new"]],
    [(m) => (m.families = withPattern({ needs: ["kprobe"] })), ["breaking: need kprobe of probe fault.in(number) is new"]],
    [(m) => (m.families = withPattern({ ways: [["kprobe"], ["fentry", "loop"]] })), ["feature: way kprobe of probe fault.in(number) is new", "feature: way fentry and loop of probe fault.in(number) is new"]],
    [(m) => (m.functions = [{ ...label!, needs: ["read-kernel"] }, before.functions[1]!]), ["breaking: need read-kernel of function label(long) is new"]],
    [(m) => (m.functions = []), ["breaking: function label(long) is lost", "none: function _own() is lost"]],
    [(m) => (m.functions = [...before.functions, { ...label!, parameters: [] }]), ["feature: function label() is new"]],
    [
      (m) => (m.functions = [{ ...label!, parameters: [{ name: "n", type: "string" }] }, before.functions[1]!]),
      ["breaking: function label(long) is lost", "feature: function label(string) is new"],
    ],
    [(m) => (m.functions = [{ ...label!, returns: "long" }, before.functions[1]!]), ["breaking: function label(long): string became long"]],
    [(m) => (m.functions = [{ ...label!, parameters: [{ name: "number", type: "long" }] }, before.functions[1]!]), ["fix: function label(long): its description changed"]],
    [(m) => (m.globals = []), ["breaking: global VM_READ is lost"]],
    [(m) => (m.macros = [...before.macros, { name: "@other", doc: "" }]), ["feature: macro @other is new"]],
  ])("%#", (change, expected) => {
    expect(changes(change)).toEqual(expected);
  });

  it("begins to matter where a package begins to carry code", () => {
    const { module: _, ...plain } = before;
    expect(manifestChanges(plain, before)).toEqual([{ effect: "breaking", text: "code of its own is new" }]);
  });

  it("is told the gravest first", () => {
    expect(changes((m) => Object.assign(m, { summary: "", globals: [], macros: [...before.macros, { name: "@a", doc: "" }] })).map((text) => text.split(":", 1)[0])).toEqual([
      "breaking",
      "feature",
      "fix",
    ]);
  });
});

describe("another contract version", () => {
  const other = (contract: number) => loadComparedManifest(JSON.stringify({ contract, name: "@acme/vm", version: "2.0.0", shape: "unknown" }), "other.json");

  it("breaks, whatever else there is", () => {
    const expected = [{ effect: "breaking", text: "contract: 0 became 1" }, { effect: "none", text: "version: 2.0.0 became 1.2.3" }];
    expect(manifestChanges(other(0), before)).toEqual(expected);
  });

  it("can't be compared with itself", () => {
    expect(() => manifestChanges(other(9), other(9))).toThrow("tapset @acme/vm is written for contract version 9, this is version 1: update tapset");
  });

  it("is no way around the schema", () => {
    expect(() => loadComparedManifest(JSON.stringify({ ...before, probes: {} }), "own.json")).toThrow(/^own\.json is not a tapset manifest: /);
    expect(() => loadComparedManifest("{", "own.json")).toThrow(/^own\.json is not JSON: /);
  });
});

describe("semver steps", () => {
  it.each([
    ["breaking", "1.2.3", "major"],
    ["feature", "1.2.3", "minor"],
    ["fix", "1.2.3", "patch"],
    ["none", "1.2.3", "none"],
    ["breaking", "0.1.0", "minor"],
    ["feature", "0.1.0", "patch"],
    ["fix", "0.1.0", "patch"],
    ["none", "0.1.0", "none"],
    ["breaking", "0.0.4", "patch"],
    ["breaking", "2.0.0-beta.1", "major"],
  ] as const)("%s after %s takes a %s step", (effect, version, step) => {
    expect(leastStep(effect, version)).toBe(step);
  });

  it.each([
    ["1.2.3", "2.0.0", "major"],
    ["1.2.3", "1.3.0", "minor"],
    ["1.2.3", "1.2.4", "patch"],
    ["1.2.3", "1.2.3", "none"],
    ["1.2.3", "1.1.9", "none"],
    ["0.9.0", "1.0.0-rc.1", "major"],
  ])("from %s to %s it's a %s one", (from, to, step) => {
    expect(stepBetween(from, to)).toBe(step);
  });

  it("say enough, or not", () => {
    expect(saysEnough("breaking", "0.1.0", "0.2.0")).toBe(true);
    expect(saysEnough("breaking", "0.1.0", "0.1.1")).toBe(false);
    expect(saysEnough("feature", "1.0.0", "2.0.0")).toBe(true);
    expect(saysEnough("fix", "1.0.0", "1.0.0")).toBe(false);
    expect(saysEnough("none", "1.0.0", "1.0.0")).toBe(true);
  });
});
