import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { ConfigurationError, type Tapset } from "@tapset/core";
import { describe, expect, it } from "vitest";
import { discoverTapsets } from "../src/discover.js";
import { importModule, installed, manifest, temporaryFolder, writeFiles } from "./made-up-project.js";

const names = (tapsets: readonly Tapset[]): readonly string[] => tapsets.map((tapset) => `${tapset.manifest.name}@${tapset.manifest.version}`);

/** Tapsets found from a folder, with no command around that could bring others. */
function found(folder: string): readonly string[] {
  return names(discoverTapsets(folder, importModule, "/"));
}

function project(files: Readonly<Record<string, unknown>>): string {
  return writeFiles(temporaryFolder(), files);
}

describe("a project's tapsets", () => {
  it("are its dependencies of all kinds that carry a tapset field, in order", () => {
    const folder = project({
      "package.json": {
        dependencies: { "not-one": "1", "tap-a": "1" },
        optionalDependencies: { "tap-b": "1", "not-there": "1" },
        devDependencies: { "@scope/tap-c": "1" },
      },
      "node_modules/not-one/package.json": { name: "not-one" },
      ...installed("node_modules", "tap-a"),
      ...installed("node_modules", "tap-b", { version: "2.1.0" }),
      ...installed("node_modules", "@scope/tap-c"),
      ...installed("node_modules", "nobody-depends-on-me"),
    });
    expect(found(folder)).toEqual(["tap-a@1.0.0", "tap-b@2.1.0", "@scope/tap-c@1.0.0"]);
  });

  it("are found from folders below it, and in node_modules above it", () => {
    const folder = project({
      "packages/app/package.json": { dependencies: { "tap-a": "1" } },
      "packages/app/deep/down/x": "",
      ...installed("node_modules", "tap-a"),
    });
    expect(found(join(folder, "packages/app/deep/down"))).toEqual(["tap-a@1.0.0"]);
  });

  it("are those of the nearest package.json only", () => {
    const folder = project({
      "package.json": { dependencies: { "tap-a": "1" } },
      "inner/package.json": { dependencies: {} },
      ...installed("node_modules", "tap-a"),
    });
    expect(() => found(join(folder, "inner"))).toThrow(new ConfigurationError("no tapset packages are installed: npm install @tapset/std"));
  });
});

describe("a project that is a tapset itself", () => {
  const tapset = { name: "mine", version: "1.0.0", tapset: "tapset.json", peerDependencies: { "tap-a": "1" } };

  it("comes first, then what it requires", () => {
    const folder = project({ "package.json": tapset, "tapset.json": manifest("mine"), ...installed("node_modules", "tap-a") });
    expect(found(folder)).toEqual(["mine@1.0.0", "tap-a@1.0.0"]);
  });

  it("may run its own code, and no other package's", async () => {
    const module = "./code.mjs";
    const code = "export default { families: [], intrinsics: [], host: {} };";
    const folder = project({
      "package.json": tapset,
      "tapset.json": manifest("mine", { module }),
      "code.mjs": code,
      ...installed("node_modules", "tap-a", { module }),
      "node_modules/tap-a/code.mjs": code,
    });
    const [mine, other] = discoverTapsets(folder, importModule, "/");
    expect(await mine?.loadModule?.()).toEqual({ families: [], intrinsics: [], host: {} });
    await expect(other?.loadModule?.()).rejects.toThrow(/^tapset tap-a carries code, which would run with your privileges: to allow it, name it in .*package\.json/);
  });

  it("is used with those beside the command where it requires none, and is not itself taken from there", () => {
    const folder = project({
      "mine/package.json": { ...tapset, peerDependencies: {} },
      "mine/tapset.json": manifest("mine", { version: "1.1.0" }),
      "bin/package.json": { dependencies: { mine: "1", "tap-a": "1" } },
      ...installed("node_modules", "mine"),
      ...installed("node_modules", "tap-a"),
    });
    expect(names(discoverTapsets(join(folder, "mine"), importModule, join(folder, "bin")))).toEqual(["mine@1.1.0", "tap-a@1.0.0"]);
  });

  it("isn't one when it is installed, or has no manifest yet", () => {
    const folder = project({ "package.json": tapset, ...installed("node_modules", "evil"), ...installed("node_modules", "tap-a") });
    expect(found(folder)).toEqual(["tap-a@1.0.0"]);
    expect(() => found(join(folder, "node_modules/evil"))).toThrow(ConfigurationError);
  });
});

describe("a preset", () => {
  const preset = (name: string, dependencies: Readonly<Record<string, string>>) => ({
    [`node_modules/${name}/package.json`]: { name, tapset: "preset", dependencies },
  });

  it("stands for the tapsets among its dependencies, presets too", () => {
    const folder = project({
      "package.json": { dependencies: { all: "1" } },
      ...preset("all", { "tap-a": "1", more: "1", "not-one": "1" }),
      ...preset("more", { "tap-b": "1", all: "1" }),
      "node_modules/not-one/package.json": { name: "not-one" },
      ...installed("node_modules", "tap-a"),
      ...installed("node_modules", "tap-b"),
    });
    expect(found(folder)).toEqual(["tap-a@1.0.0", "tap-b@1.0.0"]);
  });

  it("gives way to the version a project chose itself", () => {
    const folder = project({
      "package.json": { dependencies: { all: "1", "tap-a": "2" } },
      ...preset("all", { "tap-a": "1" }),
      ...installed("node_modules", "tap-a", { version: "2.0.0" }),
      ...installed("node_modules/all/node_modules", "tap-a"),
    });
    expect(found(folder)).toEqual(["tap-a@2.0.0"]);
  });

  it("that is linked finds its dependencies beside its real folder", () => {
    const folder = project({
      "package.json": { dependencies: { all: "1" } },
      "store/all/node_modules/all/package.json": { name: "all", tapset: "preset", dependencies: { "tap-a": "1" } },
      ...installed("store/all/node_modules", "tap-a"),
    });
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(join(folder, "store/all/node_modules/all"), join(folder, "node_modules/all"));
    expect(found(folder)).toEqual(["tap-a@1.0.0"]);
  });
});

describe("where the project has none", () => {
  it("those installed beside the command count", () => {
    const folder = project({
      "lib/node_modules/tapset/package.json": { name: "tapset" },
      "lib/node_modules/tapset/dist/x": "",
      "lib/node_modules/@tapset/std/package.json": { name: "@tapset/std", tapset: "preset", dependencies: { "@tapset/timer": "1" } },
      "lib/node_modules/npm/package.json": { name: "npm" },
      ...installed("lib/node_modules/@tapset/std/node_modules", "@tapset/timer"),
      ...installed("lib/node_modules", "acme"),
      "home/x": "",
    });
    const command = join(folder, "lib/node_modules/tapset/dist");
    expect([...names(discoverTapsets(join(folder, "home"), importModule, command))].sort()).toEqual(["@tapset/timer@1.0.0", "acme@1.0.0"]);
  });

  it("those of the project that holds the command count", () => {
    const folder = project({
      "package.json": { devDependencies: { "tap-a": "1" } },
      "packages/cli/package.json": { name: "tapset" },
      "packages/cli/dist/x": "",
      "packages/asm/package.json": { name: "asm" },
      ...installed("node_modules", "tap-a"),
    });
    expect(names(discoverTapsets(join(folder, "packages/asm"), importModule, join(folder, "packages/cli/dist")))).toEqual(["tap-a@1.0.0"]);
  });
});

describe("a tapset", () => {
  it("is its manifest until more is needed: scripts are bytes", () => {
    const folder = project({
      "package.json": { dependencies: { "tap-a": "1" } },
      ...installed("node_modules", "tap-a", { scripts: ["a.stp", "gone.stp"] }),
    });
    const [tapset] = discoverTapsets(folder, importModule, "/");
    const [first] = tapset?.scripts() ?? [];
    expect(() => first?.text).toThrow(/^read .*\/tap-a\/a\.stp: no such file$/);
    writeFiles(folder, { "node_modules/tap-a/a.stp": "// é", "node_modules/tap-a/gone.stp": "" });
    expect(tapset?.scripts().map(({ name, text }) => [name, text])).toEqual([
      ["tap-a/a.stp", "// é"],
      ["tap-a/gone.stp", ""],
    ]);
  });

  it("loads its code when asked, from the manifest's folder", async () => {
    const folder = project({
      "package.json": { dependencies: { "@tapset/made-up": "1" } },
      "node_modules/@tapset/made-up/package.json": { name: "@tapset/made-up", tapset: "meta/tapset.json" },
      "node_modules/@tapset/made-up/meta/tapset.json": manifest("@tapset/made-up", { module: "./code.mjs" }),
      "node_modules/@tapset/made-up/meta/code.mjs": "export default { families: [], intrinsics: [], host: { f: () => 5n } };",
    });
    const [tapset] = discoverTapsets(folder, importModule, "/");
    expect((await tapset?.loadModule?.())?.host["f"]).toBeTypeOf("function");
  });

  it("whose code isn't there says so", async () => {
    const folder = project({
      "package.json": { dependencies: { "@tapset/made-up": "1" } },
      ...installed("node_modules", "@tapset/made-up", { module: "./code.mjs" }),
    });
    await expect(discoverTapsets(folder, importModule, "/")[0]?.loadModule?.()).rejects.toThrow(/^load .*\/code\.mjs: no such file$/);
  });

  it("of somebody else loads its code only if the project names it", async () => {
    const files = {
      ...installed("node_modules", "acme", { module: "./code.mjs" }),
      "node_modules/acme/code.mjs": "export default { families: [], intrinsics: [], host: {} };",
    };
    const untold = project({ "package.json": { dependencies: { acme: "1" } }, ...files });
    await expect(discoverTapsets(untold, importModule, "/")[0]?.loadModule?.()).rejects.toThrow(
      new ConfigurationError(
        `tapset acme carries code, which would run with your privileges: to allow it, name it in ${join(untold, "package.json")}: "tapset": { "trusted": ["acme"] }`,
      ),
    );
    const told = project({ "package.json": { dependencies: { acme: "1" }, tapset: { trusted: ["acme"] } }, ...files });
    await expect(discoverTapsets(told, importModule, "/")[0]?.loadModule?.()).resolves.toMatchObject({ host: {} });
  });
});

describe("code of our own packages", () => {
  const code = "export default { families: [], intrinsics: [], host: {} };";
  const preset = (name: string, dependencies: Readonly<Record<string, string>>) => ({ [`node_modules/${name}/package.json`]: { name, tapset: "preset", dependencies } });
  const load = (files: Readonly<Record<string, unknown>>, dependency: string): Promise<unknown> => {
    const folder = project({ "package.json": { dependencies: { [dependency]: "1" } }, ...files });
    return discoverTapsets(folder, importModule, "/")[0]?.loadModule?.() ?? Promise.reject(new Error("no code"));
  };
  const own = { ...installed("node_modules", "@tapset/made-up", { module: "./code.mjs" }), "node_modules/@tapset/made-up/code.mjs": code };

  it("runs unnamed, through our presets too", async () => {
    await expect(load(own, "@tapset/made-up")).resolves.toBeDefined();
    await expect(load({ ...own, ...preset("@tapset/all", { "@tapset/made-up": "1" }) }, "@tapset/all")).resolves.toBeDefined();
  });

  it("isn't what somebody's preset calls so, nor a package of another name", async () => {
    await expect(load({ ...own, ...preset("acme-all", { "@tapset/made-up": "1" }) }, "acme-all")).rejects.toThrow("tapset @tapset/made-up carries code");
    const other = { "node_modules/acme/package.json": { name: "acme", tapset: "tapset.json" }, "node_modules/acme/tapset.json": manifest("@tapset/made-up", { module: "./code.mjs" }) };
    expect(() => load(other, "acme")).toThrow(/acme\/tapset\.json is of tapset @tapset\/made-up, in package acme: run tapset pack there/);
    const renamed = { "node_modules/acme/package.json": { name: "@tapset/made-up", tapset: "tapset.json" }, "node_modules/acme/tapset.json": manifest("@tapset/made-up", { module: "./code.mjs" }) };
    await expect(load(renamed, "acme")).rejects.toThrow("tapset @tapset/made-up carries code");
  });

  it("of strangers installed with the command runs in a project that names it", async () => {
    const folder = project({
      "lib/node_modules/tapset/dist/x": "",
      ...installed("lib/node_modules", "acme", { module: "./code.mjs" }),
      "lib/node_modules/acme/code.mjs": code,
    });
    const [tapset] = discoverTapsets(join(folder, "lib"), importModule, join(folder, "lib/node_modules/tapset/dist"));
    await expect(tapset?.loadModule?.()).rejects.toThrow(/acme carries code.*run tapset in a project that depends on acme and names it in its package\.json/);
  });
});

describe("what is wrong", () => {
  const wrong = (files: Readonly<Record<string, unknown>>): (() => unknown) => {
    const folder = project({ "package.json": { dependencies: { "tap-a": "1" } }, ...files });
    return () => found(folder);
  };
  const packageJson = "node_modules/tap-a/package.json";

  it("is said by name: a manifest that isn't there, isn't JSON or isn't one", () => {
    const json = { name: "tap-a", tapset: "tapset.json" };
    expect(wrong({ [packageJson]: json })).toThrow(/^read .*\/tap-a\/tapset\.json: no such file$/);
    expect(wrong({ [packageJson]: json, "node_modules/tap-a/tapset.json": "{" })).toThrow(/tap-a\/tapset\.json is not JSON/);
    expect(wrong({ [packageJson]: json, "node_modules/tap-a/tapset.json": { contract: 1 } })).toThrow(/tap-a\/tapset\.json is not a tapset manifest/);
    expect(wrong({ [packageJson]: { ...json, tapset: "manifest.json" } })).toThrow('its "tapset" field must end in tapset.json, not be "manifest.json"');
  });

  it("is said of package.json files that aren't JSON", () => {
    expect(wrong({ [packageJson]: '{ "tapset": nope' })).toThrow(/tap-a\/package\.json is not JSON/);
  });
});
