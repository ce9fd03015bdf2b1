import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadManifest, type Manifest } from "@tapset/core";
import { afterEach, describe, expect, it, vi } from "vitest";
import { CommandError, EXIT } from "../src/exit-status.js";
import { pack } from "../src/pack.js";
import { importModule, installed, temporaryFolder, writeFiles } from "./made-up-project.js";

const vm = `
/**
 * probe vm.fault - a page fault begins
 * @address: the address that faulted
 * @name: the name of the probe point
 * @who: who faulted
 * @copy: the same address
 */
probe vm.fault = kernel.trace("exceptions:page_fault_*"), perf.sw(3).faults ? {
  address = $address
  name = "fault" . @kind
  who = label(pid())
  copy = address
}
/**
 * function label - a process as text
 * @id: its number
 */
function label:string(id:long) { return sprintf("%d", id) }
`;

/** A package with aliases and a function, that requires another, and has code. */
const wholePackage = {
  "package.json": {
    name: "@acme/vm",
    version: "1.2.3",
    description: "memory",
    tapset: "tapset.json",
    exports: { ".": { types: "./code.d.ts", default: "./code.mjs" } },
    peerDependencies: { "@acme/who": "1", "@tapset/core": "1" },
  },
  "code.mjs": `
    const derive = () => ({ kind: "probes", probes: [] });
    const call = { name: "call" };
    const NAME = { name: "NAME", names: () => ["read", "write"] };
    const families = [{ name: "call", patterns: [{ components: [call, NAME], doc: "a call" }], derive }];
    const intrinsics = [{ name: "twice", parameters: [{ name: "n", type: "long" }], returns: "long", doc: "twice n", purity: "pure" }];
    export default { families, intrinsics, host: {} };
  `,
  "vm.stp": vm,
  "macros.stpm": "@define kind %( \"major\" %)",
  "test/not-the-tapsets.stp": "probe wrong = begin {}",
  "node_modules/@tapset/core/package.json": { name: "@tapset/core" },
  ...installed("node_modules", "@acme/who", { functions: [{ name: "pid", parameters: [], returns: "long", doc: "" }] }),
};

function packageOf(files: Readonly<Record<string, unknown>> = wholePackage): string {
  return writeFiles(temporaryFolder(), files);
}

function packed(folder: string): Manifest {
  return loadManifest(readFileSync(join(folder, "tapset.json"), "utf8"), "tapset.json");
}

/** What was written to a stream, and nothing reaches the terminal. */
function capture(stream: NodeJS.WriteStream): string[] {
  const written: string[] = [];
  vi.spyOn(stream, "write").mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  return written;
}

afterEach(() => vi.restoreAllMocks());

async function failure(folder: string, ...options: readonly string[]): Promise<CommandError> {
  const error: unknown = await pack([folder, ...options], importModule).catch((cause: unknown) => cause);
  if (!(error instanceof CommandError)) throw new Error(`no CommandError: ${String(error)}`);
  return error;
}

describe("pack", () => {
  it("writes the manifest of a package from its sources", async () => {
    const folder = packageOf();
    const output = capture(process.stdout);
    expect(await pack([folder], importModule)).toBe(EXIT.ok);
    expect(output.join("")).toMatch(/^wrote .*tapset\.json\n$/);
    expect(packed(folder)).toMatchObject({
      name: "@acme/vm",
      version: "1.2.3",
      summary: "memory",
      module: "./code.mjs",
      scripts: ["macros.stpm", "vm.stp"],
      requires: ["@acme/who"],
      families: [{ name: "call", patterns: [{ form: "call.NAME", doc: "a call" }] }],
      macros: [{ name: "@kind" }],
      probes: [{ name: "vm.fault", backends: [{ point: 'kernel.trace("exceptions:page_fault_*")' }, { point: "perf.sw(3).faults", mark: "?" }] }],
    });
    expect(packed(folder).functions.map(({ name, returns }) => `${name}:${returns}`)).toEqual(["twice:long", "label:string"]);
  });

  it("infers the types of what aliases set, on no machine in particular", async () => {
    const folder = packageOf();
    capture(process.stdout);
    await pack([folder], importModule);
    expect(packed(folder).probes[0]?.values.map(({ name, type }) => `${name}:${type}`)).toEqual(["address:long", "name:string", "who:string", "copy:long"]);
  });

  it("writes nothing when nothing has changed", async () => {
    const folder = packageOf();
    const output = capture(process.stdout);
    await pack([folder], importModule);
    await pack([folder], importModule);
    expect(output).toHaveLength(1);
  });

  it("takes a bundle before the module that importing gives", async () => {
    const { "code.mjs": code, ...files } = wholePackage;
    const folder = packageOf({ ...files, "code.mjs": code, "dist/bundle/tapset.cjs": code.replace("export default", "exports.default =") });
    capture(process.stdout);
    await pack([folder], importModule);
    expect(packed(folder).module).toBe("./dist/bundle/tapset.cjs");
  });

  it("needs no code in a package of scripts", async () => {
    const folder = packageOf({ "package.json": { name: "plain", version: "1.0.0", tapset: "tapset.json" }, "a.stp": "/** function f - 1 µs */ function f:long() { return 1 }" });
    capture(process.stdout);
    await pack([folder], importModule);
    expect(packed(folder)).not.toHaveProperty("module");
    expect(packed(folder).functions).toEqual([{ name: "f", parameters: [], returns: "long", doc: "1 µs" }]);
  });

  it("finds the values of aliases of aliases, and of returns", async () => {
    const script = `
      /** probe a.base - base
       * @x: a number */
      probe a.base = begin { x = 1 }
      /** probe a.top - top
       * @x: a number
       * @y: a text
       * @z: what was there at entry
       * @c: a member of what only a kernel knows */
      probe a.top = a.base !, kernel.function("f").return { x = 2; y = "t"; z = @entry($n); c = @cast($p, "struct s")->m }
    `;
    const folder = packageOf({ "package.json": { name: "plain", version: "1.0.0", tapset: "tapset.json" }, "a.stp": script });
    capture(process.stdout);
    await pack([folder], importModule);
    expect(packed(folder).probes.flatMap(({ name, values }) => values.map((value) => `${name} ${value.name}:${value.type}`))).toEqual([
      "a.base x:long",
      "a.top x:long",
      "a.top y:string",
      "a.top z:long",
      "a.top c:long",
    ]);
  });

  it("takes over what required packages' probes give by name, and adds backends to their aliases", async () => {
    const value = (name: string, type: "long" | "string") => ({ name, type, doc: "" });
    const who = installed("node_modules", "@acme/who", {
      families: [{ name: "call", patterns: [{ form: "call.NAME", doc: "", variables: [value("filename", "string")], needs: ["tp-btf"] }] }],
      probes: [{ name: "who.is", doc: "", values: [value("user", "string")], backends: [] }],
    });
    const script = `
      /** probe a.open - a file is opened
       * @filename: its name
       * @copy: the same
       * @user: who */
      probe a.open = call.open { copy = filename; user = "me" }
      probe who.is = call.read { user = filename }
    `;
    const folder = packageOf({ ...who, "package.json": { name: "plain", version: "1.0.0", tapset: "tapset.json", peerDependencies: { "@acme/who": "1" } }, "a.stp": script });
    capture(process.stdout);
    await pack([folder], importModule);
    const { probes, adds } = packed(folder);
    expect(probes[0]?.values.map(({ name, type }) => `${name}:${type}`)).toEqual(["filename:string", "copy:string", "user:string"]);
    expect(probes).toHaveLength(1);
    expect(adds).toEqual([{ name: "who.is", backends: [{ point: "call.read", values: ["user"], needs: ["tp-btf"] }] }]);
  });
});

describe("pack --check", () => {
  it("is content with a manifest that is current, and writes nothing", async () => {
    const folder = packageOf();
    const output = capture(process.stdout);
    await pack([folder], importModule);
    output.length = 0;
    const messages = capture(process.stderr);
    expect(await pack([folder, "--check"], importModule)).toBe(EXIT.ok);
    expect([output, messages]).toEqual([[], []]);
  });

  it("names everything that is stale", async () => {
    const folder = packageOf();
    capture(process.stdout);
    await pack([folder], importModule);
    const before = readFileSync(join(folder, "tapset.json"), "utf8");
    writeFiles(folder, {
      "vm.stp": vm.replace("function label:string(id:long)", "function label:string(id:string)").replace('sprintf("%d", id)', "id").replace("label(pid())", '"x"'),
      "more.stp": "/** function extra - more */ function extra:long() { return 1 }",
      "macros.stpm": "@define kind %( \"x\" %)\n@define other %( 1 %)",
      "package.json": { ...wholePackage["package.json"], version: "1.3.0" },
    });
    const messages = capture(process.stderr);
    expect(await pack([folder, "--check"], importModule)).toBe(EXIT.script);
    const [message = ""] = messages;
    expect(message).toMatch(/^stale: .*tapset\.json: .*: run tapset pack\n$/);
    for (const part of ["version: 1.2.3 became 1.3.0", "function extra() is new", "function label(long) is lost, ", "function label(string) is new", "macro @other is new"]) expect(message).toContain(part);
    expect(message).not.toContain("twice");
    expect(readFileSync(join(folder, "tapset.json"), "utf8")).toBe(before);
  });

  it("names a manifest that isn't there, isn't JSON, or is laid out otherwise", async () => {
    const folder = packageOf();
    const messages = capture(process.stderr);
    expect(await pack([folder, "--check"], importModule)).toBe(EXIT.script);
    writeFiles(folder, { "tapset.json": "{" });
    expect(await pack([folder, "--check"], importModule)).toBe(EXIT.script);
    capture(process.stdout);
    await pack([folder], importModule);
    writeFiles(folder, { "tapset.json": JSON.stringify(packed(folder)) });
    expect(await pack([folder, "--check"], importModule)).toBe(EXIT.script);
    expect(messages.map((message) => /tapset\.json: (.*): run/.exec(message)?.[1])).toEqual(["it doesn't exist", expect.stringMatching(/^it is not JSON: /), "its layout has changed"]);
  });
});

describe("what can't be packed", () => {
  const json = { name: "plain", version: "1.0.0", tapset: "tapset.json" };

  it("is a folder without a package, or with one that isn't a tapset", async () => {
    expect((await failure(temporaryFolder())).message).toMatch(/has no package\.json with a name and a version$/);
    expect(await failure(packageOf({ "package.json": { ...json, tapset: "preset" } }))).toMatchObject({ hints: ['add "tapset": "tapset.json" to it'] });
  });

  it("is a package that isn't built", async () => {
    const error = await failure(packageOf({ "package.json": { ...json, main: "./dist/index.js" } }));
    expect(error).toMatchObject({ status: EXIT.script, message: "pack plain: its module ./dist/index.js isn't there", hints: ["build the package first"] });
  });

  it("is a package with mistakes: all of them are named", async () => {
    const script = `
      /** probe a.b - b
       * @promised: nobody sets it */
      probe a.b = begin { }
      probe a.undocumented = begin { }
      function untyped(n) { return n }
    `;
    const { message } = await failure(packageOf({ "package.json": json, "a.stp": script }));
    expect(message).toContain("probe a.b: nothing sets 'promised'");
    expect(message).toContain("probe a.undocumented: say in a doc comment when it fires");
    expect(message).toContain("function untyped: declare the type of parameter 'n'");
  });

  it("is a call of a function that no package it requires has", async () => {
    const script = `
      /** probe a.b - b
       * @text: some text */
      probe a.b = begin { text = kernel_string(5) }
    `;
    const { message } = await failure(packageOf({ "package.json": json, "a.stp": script }));
    expect(message).toBe("pack plain: mend this first:\nprobe a.b: unresolved function 'kernel_string': name its package among the peerDependencies");
  });

  it("is one whose peer dependencies aren't installed: what they have can't be known", async () => {
    const json = { name: "plain", version: "1.0.0", tapset: "tapset.json", peerDependencies: { "@acme/who": "1", "@acme/when": "1" } };
    const { message, hints } = await failure(packageOf({ "package.json": json, "a.stp": "/** probe a.b - x\n * @x: y */\nprobe a.b = begin { x = pid() }" }));
    expect({ message, hints }).toEqual({ message: "pack plain: not installed, of its peerDependencies: @acme/who, @acme/when", hints: ["run npm install in the package's folder"] });
  });

  it("is a script that doesn't parse", async () => {
    const { message } = await failure(packageOf({ "package.json": json, "a.stp": "probe x = {" }));
    expect(message).toMatch(/^pack plain: mend this first:\nparse error: .*\n.* a\.stp:1:/);
  });

  it("is a module that exports something else", async () => {
    const folder = packageOf({ "package.json": { ...json, main: "./code.mjs" }, "code.mjs": "export default 5;" });
    await expect(pack([folder], importModule)).rejects.toThrow(/default export is no TapsetModule/);
  });

  it("is a command line that asks for something else", async () => {
    for (const argv of [["a", "b"], ["--write"]]) {
      await expect(pack(argv)).rejects.toMatchObject({ status: EXIT.usage, hints: ["write tapset pack [DIR] [--check]"] });
    }
  });
});
