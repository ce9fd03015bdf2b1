import { Source, parse } from "@tapset/language";
import { describe, expect, it } from "vitest";
import {
  CONTRACT_VERSION,
  ConfigurationError,
  type Intrinsic,
  type Manifest,
  type ProbeFamily,
  type ScriptNames,
  type Tapset,
  namesIn,
  registry,
} from "../src/index.js";
import { scriptDeclarations } from "../src/script-declarations.js";

function manifest(name: string, parts: Partial<Manifest> = {}): Manifest {
  return {
    contract: CONTRACT_VERSION,
    name,
    version: "1.0.0",
    summary: "",
    families: [],
    scripts: [],
    probes: [],
    functions: [],
    globals: [],
    macros: [],
    requires: [],
    ...parts,
  };
}

function family(name: string): ProbeFamily {
  return { name, patterns: [{ components: [{ name }], doc: "" }], derive: () => ({ kind: "probes", probes: [] }) };
}

function intrinsic(name: string): Intrinsic {
  return { name, parameters: [], doc: "", purity: "reads", returns: "long", lower: (builder) => builder.constant(1) };
}

/** A tapset with one family of its name's last part, and a note of when its code was loaded. */
function withFamily(name: string, log: string[], parts: Partial<Manifest> = {}): Tapset {
  const word = name.replace(/^.*\//, "");
  return {
    manifest: manifest(name, { families: [{ name: word, patterns: [{ form: word, doc: "", variables: [] }] }], ...parts }),
    scripts: () => [],
    loadModule: () => {
      log.push(name);
      return Promise.resolve({ families: [family(word)], intrinsics: [], host: {} });
    },
  };
}

/** A tapset of one script; its manifest promises `parts`. */
function withScript(name: string, text: string, log: string[], parts: Partial<Manifest>): Tapset {
  return {
    manifest: manifest(name, { scripts: ["a.stp"], ...parts }),
    scripts: () => {
      log.push(name);
      return [{ name: `${name}/a.stp`, text }];
    },
  };
}

function names(text: string): ScriptNames {
  const { script, diagnostics } = parse(new Source("<input>", text));
  expect(diagnostics).toEqual([]);
  return namesIn(script);
}

const probe = (name: string) => ({ name, doc: "", values: [], backends: [] });
const fn = (name: string) => ({ name, parameters: [], returns: "long", doc: "" }) as const;

describe("use", () => {
  it("takes tapsets, lists and lists of lists; the same one twice is one", () => {
    const [a, b, c] = ["a", "b", "c"].map((name) => withFamily(name, []));
    const made = registry().use(a!).use([b!, [c!, a!]], a!);
    expect(made.tapsets.map((tapset) => tapset.manifest.name)).toEqual(["a", "b", "c"]);
  });

  it("refuses one package in two versions", () => {
    const made = registry().use(withFamily("a", []));
    expect(() => made.use(withFamily("a", [], { version: "2.0.0" }))).toThrow(
      new ConfigurationError("tapset a is in use in two versions, 1.0.0 and 2.0.0: use one of them"),
    );
  });

  it.each([
    ["probe point 'x.y'", { probes: [probe("x.y")] }],
    ["function 'f'", { functions: [fn("f")] }],
    ["global 'g'", { globals: [{ name: "g", doc: "" }] }],
    ["macro '@m'", { macros: [{ name: "@m", doc: "" }] }],
  ])("refuses two owners of %s, naming both", (what, parts) => {
    const made = registry().use({ manifest: manifest("one", parts), scripts: () => [] });
    expect(() => made.use({ manifest: manifest("two", parts), scripts: () => [] })).toThrow(
      new ConfigurationError(`${what} is in two tapsets, one and two: use one of them`),
    );
    expect(made.tapsets).toHaveLength(1);
  });

  it("refuses two owners of one pattern, and a pattern beside an alias of its name", () => {
    const made = registry().use(withFamily("@one/timer", []));
    expect(() => made.use(withFamily("@two/timer", []))).toThrow("probe point 'timer' is in two tapsets, @one/timer and @two/timer");
    expect(() => made.use({ manifest: manifest("three", { probes: [probe("timer")] }), scripts: () => [] })).toThrow(
      "@one/timer and three",
    );
  });

  it("refuses a package written for another contract version", () => {
    expect(() => registry().use(withFamily("a", [], { contract: CONTRACT_VERSION + 1 }))).toThrow(
      `tapset a is written for contract version ${CONTRACT_VERSION + 1}, this is version ${CONTRACT_VERSION}: update tapset`,
    );
  });

  it("is refused after the first compile, with the way out", async () => {
    const made = registry().use(withFamily("a", []));
    await made.load(names("probe a {}"));
    expect(() => made.use(withFamily("b", []))).toThrow(/frozen since its first compile: make a new one with registry\(\)/);
  });
});

describe("load", () => {
  it("loads only the packages a script names", async () => {
    const log: string[] = [];
    const made = registry().use(
      withFamily("timer", log),
      withFamily("kernel", log),
      withScript("vm", "probe vm.x = kernel { }", log, { probes: [probe("vm.x")] }),
      withScript("fun", "function f:long() { return g() }", log, { functions: [fn("f")] }),
      withScript("gun", "function g:long() { return G }", log, { functions: [fn("g")] }),
      withScript("glo", "global G = 5", log, { globals: [{ name: "G", doc: "" }] }),
      withScript("unused", "global H", log, { globals: [{ name: "H", doc: "" }] }),
    );
    const timer = await made.load(names("probe timer { x = pid }"));
    expect(log).toEqual(["timer"]);
    expect(timer.families.map(({ name }) => name)).toEqual(["timer"]);

    log.length = 0;
    const view = await made.load(names("probe vm.x { print(f()) }"));
    expect([...log].sort()).toEqual(["fun", "glo", "gun", "kernel", "vm"]);
    expect(view.aliases.map(({ name }) => name.components.map((part) => part.name))).toEqual([["vm", "x"]]);
    expect(view.functions("g")[0]?.file.owner).toBe("gun");
    expect(view.global("G")?.entry.init).toMatchObject({ value: 5n });
    expect(view.global("H")).toBeUndefined();
    expect(view.manifests).toHaveLength(7);
  });

  it("reads only the files whose declarations are named, where the manifest says what they are", async () => {
    const read: string[] = [];
    const texts = {
      "f.stp": "function f:long() { return g() }",
      "g.stp": "global G function g:long() { return 1 }",
      "h.stp": "function h:long() { return 1 }",
      "x.stp": "probe v.x = kernel { }",
      "rest.stp": "private function own() { }",
    };
    const files = Object.entries(texts);
    const described: Tapset = {
      manifest: manifest("v", {
        scripts: Object.keys(texts),
        functions: ["f", "g", "h"].map(fn),
        globals: [{ name: "G", doc: "" }],
        probes: [probe("v.x")],
        declarations: files.flatMap(([path, text]) => scriptDeclarations(path, parse(new Source(path, text)).script) ?? []),
      }),
      scripts: () => files.map(([name, text]) => ({ name, get text() { return read.push(name), text; } })),
    };
    const load = async (text: string) => {
      read.length = 0;
      const view = await registry().use(described, withFamily("kernel", [])).load(names(text));
      return view.files.map(({ name }) => name).filter((name) => read.includes(name));
    };
    // A file that declares nothing has no entry: it's read whenever its package is.
    expect(await load("probe kernel { f() }")).toEqual(["f.stp", "g.stp", "rest.stp"]);
    expect(await load("probe kernel { G = 1 }")).toEqual(["g.stp", "rest.stp"]);
    expect(await load("probe v.* { h() }")).toEqual(["h.stp", "x.stp", "rest.stp"]);
    expect(await load("probe kernel { }")).toEqual([]);
  });

  it("follows only the aliases a point can mean", async () => {
    const log: string[] = [];
    const vm = "probe vm.x = kernel { } probe vm.y = timer { }";
    const made = registry().use(
      withFamily("timer", log),
      withFamily("kernel", log),
      withScript("vm", vm, log, { probes: [probe("vm.x"), probe("vm.y")] }),
    );
    await made.load(names("probe vm.y.suffix { }"));
    expect(log).toEqual(["vm", "timer"]);
  });

  it("follows the probes of a file that something of is used, and of no other", async () => {
    const log: string[] = [];
    const made = registry().use(
      withFamily("timer", log),
      withFamily("kernel", log),
      withScript("fun", "function f:long() { return 1 } probe timer { x = g() }", log, { functions: [fn("f")] }),
      withScript("glo", "global G probe kernel { G = 1 }", log, { globals: [{ name: "G", doc: "" }] }),
      withScript("gun", "function g:long() { return 1 }", log, { functions: [fn("g")] }),
    );
    await made.load(names("probe other { print(f()) }"));
    expect([...log].sort()).toEqual(["fun", "gun", "timer"]);
    log.length = 0;
    await made.load(names("probe other { print(G) }"));
    expect([...log].sort()).toEqual(["glo", "kernel"]);
  });

  it("loads everything a wildcard's first component can mean", async () => {
    const log: string[] = [];
    const make = () => registry().use(["timer", "tim", "kernel"].map((name) => withFamily(name, log)));
    await make().load(names("probe ti* { }"));
    expect(log).toEqual(["timer", "tim"]);
    log.length = 0;
    await make().load(names("probe *.x { }"));
    expect(log).toEqual(["timer", "tim", "kernel"]);
    log.length = 0;
    await make().load(names("probe k**x { }"));
    expect(log).toEqual(["kernel"]);
  });

  it("gives intrinsics and session functions of loaded modules", async () => {
    const log: string[] = [];
    const code: Tapset = {
      manifest: manifest("ctx", { functions: [fn("pid")] }),
      scripts: () => [],
      loadModule: () => Promise.resolve({ families: [], intrinsics: [intrinsic("pid")], host: { clock: () => 7n } }),
    };
    const made = registry().use(code, withFamily("timer", log));
    const view = await made.load(names("probe timer { pid() }"));
    expect(view.intrinsics("pid").map(({ name }) => name)).toEqual(["pid"]);
    expect(Object.keys(view.host)).toEqual(["clock"]);
    expect(view.owner(view.families[0]!)).toBe("timer");
  });

  it("requires what a loaded package requires", async () => {
    const made = registry().use(withFamily("timer", [], { requires: ["@tapset/perf"] }), withFamily("kernel", []));
    await expect(made.load(names("probe kernel {}"))).resolves.toBeDefined();
    await expect(made.load(names("probe timer {}"))).rejects.toThrow(
      new ConfigurationError("tapset timer requires @tapset/perf, which is not in use: install @tapset/perf"),
    );
  });

  it("refuses a module without a family its manifest promises", async () => {
    const liar: Tapset = { ...withFamily("timer", []), loadModule: () => Promise.resolve({ families: [], intrinsics: [], host: {} }) };
    await expect(registry().use(liar).load(names("probe timer {}"))).rejects.toThrow(/no family 'timer'.*tapset pack/);
  });

  it("collects what is wrong in tapset scripts", async () => {
    const made = registry().use(withScript("vm", "probe vm.x = { }", [], { probes: [probe("vm.x")] }));
    const view = await made.load(names("probe vm.x {}"));
    expect(view.diagnostics[0]).toMatchObject({ phase: "parse", span: { source: { name: "vm/a.stp" } } });
  });
});

describe("macros", () => {
  it("come from the .stpm files of tapsets that have some", () => {
    const log: string[] = [];
    const library: Tapset = {
      manifest: manifest("lib", { scripts: ["m.stpm", "a.stp"], macros: [{ name: "@twice", doc: "" }] }),
      scripts: () => [
        { name: "lib/m.stpm", text: "@define twice(x) %( (@x + @x) %)" },
        { name: "lib/a.stp", text: "function f() { return 1 }" },
      ],
    };
    const made = registry().use(library, withScript("other", "", log, {}));
    const { macros, diagnostics } = made.macros();
    expect(diagnostics).toEqual([]);
    expect([...macros.keys()]).toEqual(["@twice"]);
    expect(log).toEqual([]);
  });

  it("are known in the scripts of every tapset", async () => {
    const library: Tapset = {
      manifest: manifest("lib", { scripts: ["m.stpm"], macros: [{ name: "@twice", doc: "" }] }),
      scripts: () => [{ name: "lib/m.stpm", text: "@define twice(x) %( (@x + @x) %)" }],
    };
    const user = withScript("user", "function f() { return @twice(2) }", [], { functions: [{ name: "f", parameters: [], returns: "long", doc: "" }] });
    const view = await registry().use(library, user).load(names("probe begin { f() }"));
    expect(view.diagnostics).toEqual([]);
    expect(view.functions("f")).toHaveLength(1);
  });
});
