import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { publicPackages } from "../../tools/public-packages.mjs";
import { makePublishable, publishedJson, undo } from "../../tools/publishable.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));

interface PackageJson extends Readonly<Record<string, unknown>> {
  readonly name: string;
  readonly license: string;
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly tapset?: string;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const packages = publicPackages() as readonly { readonly folder: string; readonly json: PackageJson }[];

/** The paths npm would pack of each package, by its name. */
const packed: ReadonlyMap<string, readonly string[]> = new Map(
  (JSON.parse(execFileSync("npm", ["pack", "--workspaces", "--dry-run", "--json", "--ignore-scripts"], { cwd: root, encoding: "utf8" })) as readonly {
    readonly name: string;
    readonly files: readonly { readonly path: string }[];
  }[]).map(({ name, files }) => [name, files.map(({ path }) => path)]),
);

/** The packages that a file's code or types import. */
function importedBy(text: string): readonly string[] {
  const specifiers = [...text.matchAll(/(?:\bfrom |\bimport\(|^import )"([^".][^"]*)"/gm)].map((match) => match[1] ?? "");
  return specifiers.filter((each) => !each.startsWith("node:")).map((each) => /^(?:@[^/]+\/)?[^/]+/.exec(each)?.[0] ?? each);
}

describe.each(packages)("$json.name as it is published", ({ folder, json }) => {
  const published = publishedJson(json) as PackageJson;
  const paths = packed.get(json.name) ?? [];

  it("is public, licensed, described, and claims no repository", () => {
    expect(json).toMatchObject({ license: "Apache-2.0", publishConfig: { access: "public" }, engines: { node: expect.any(String) as string } });
    expect(json).not.toHaveProperty("repository");
    expect(paths).toContain("README.md");
    expect(readFileSync(join(folder, "README.md"), "utf8")).toMatch(new RegExp(`^# ${json.name}\n`));
  });

  it("is made publishable when it's packed, and put back after", () => {
    const tool = "node ../../../tools/publishable.mjs";
    expect(json.scripts).toMatchObject({ prepack: tool, postpack: `${tool} --undo` });
  });

  it("holds every file that its package.json names, and nothing that only this repository can use", () => {
    const targets = Object.values(published.exports ?? {}).flatMap((target) => (typeof target === "string" ? [target] : Object.values(target)));
    const named = [...targets, ...Object.values(json.bin ?? {}), ...(json.tapset === undefined || json.tapset === "preset" ? [] : [json.tapset])];
    expect(paths).toEqual(expect.arrayContaining(named.map((path) => path.replace(/^\.\//, ""))));
    expect(paths.filter((path) => /^(src|test)\/|\.map$|\.tsbuildinfo$/.test(path))).toEqual([]);
    expect(JSON.stringify(published)).not.toMatch(/tapset-source|devDependencies/);
  });

  it("depends on all that its code and its types import", () => {
    const known = new Set([json.name, ...Object.keys({ ...json.dependencies, ...json.peerDependencies })]);
    const files = paths.filter((path) => /^dist\/(?!templates\/|bundle\/).*\.(js|d\.ts)$/.test(path));
    const missing = files.flatMap((path) => importedBy(readFileSync(join(folder, path), "utf8")).filter((name) => !known.has(name)).map((name) => `${path}: ${name}`));
    expect(missing).toEqual([]);
  });
});

describe("packing", () => {
  const folder = mkdtempSync(join(tmpdir(), "tapset-publishable-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "package.json");
  const json = {
    name: "made-up",
    exports: { ".": { "tapset-source": "./src/index.ts", types: "./index.d.ts", default: "./index.js" }, "./inner": { "tapset-source": "./src/inner.ts" } },
    scripts: { test: "x", postpack: "y" },
    devDependencies: { z: "1" },
  };

  it("refuses a package that isn't built", () => {
    writeFileSync(path, JSON.stringify(json));
    expect(() => makePublishable(folder)).toThrow("pack made-up: ./index.d.ts isn't there: npm run build");
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(json);
  });

  it("adds the licence, leaves out what only this repository can use, and puts everything back", () => {
    for (const name of ["index.d.ts", "index.js"]) writeFileSync(join(folder, name), "");
    const before = readFileSync(path, "utf8");
    // Twice: the first time may have been interrupted.
    makePublishable(folder);
    makePublishable(folder);
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual({
      name: "made-up",
      scripts: { postpack: "y" },
      exports: { ".": { types: "./index.d.ts", default: "./index.js" } },
    });
    expect(readFileSync(join(folder, "LICENSE"), "utf8")).toBe(readFileSync(join(root, "LICENSE"), "utf8"));
    undo(folder);
    expect(readFileSync(path, "utf8")).toBe(before);
    expect(existsSync(join(folder, "LICENSE"))).toBe(false);
  });
});
