import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createTapset } from "../src/create-tapset.js";
import { CreationError } from "../src/creation-error.js";
import { root, scratchFolder } from "./scratch-folder.js";

const scratch = scratchFolder();
afterAll(() => scratch.remove());

function create(...argv: readonly string[]): string {
  const printed: string[] = [];
  createTapset(argv, { command: "tapset new", templates: scratch.templates, print: (text) => void printed.push(text) });
  return printed.join("");
}

/** Every file below a folder with its text. */
function filesIn(folder: string): ReadonlyMap<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(entries.map(({ parentPath, name }) => [join(parentPath, name).slice(folder.length + 1), readFileSync(join(parentPath, name), "utf8")]));
}

interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly files: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const packageJson = (folder: string): PackageJson => JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as PackageJson;

describe.each(["aliases", "family"])("a package of kind %s", (kind) => {
  const folder = join(scratch.folder, kind);

  it("has its names in place of the template's words, in texts and paths", () => {
    create("@acme/page-cache", "--kind", kind, "--dir", folder, "--license", "MIT");
    const files = filesIn(folder);
    expect([...files].filter(([path, text]) => /PACKAGE|PREFIX|LICENCE/.test(path + text))).toEqual([]);
    expect(files.get("README.md")).toMatch(/^# @acme\/page-cache\n/);
    expect([...files.keys()].filter((path) => path.includes("page_cache"))).not.toEqual([]);
    expect(files.get(".gitignore")).toContain("node_modules/");
    expect(packageJson(folder)).toMatchObject({ name: "@acme/page-cache", license: "MIT", version: "0.1.0" });
  });

  it("depends on the packages there are now, in their versions, and requires the tapsets its sources use", () => {
    const { dependencies, peerDependencies, devDependencies } = packageJson(folder);
    for (const [name, range] of Object.entries({ ...dependencies, ...peerDependencies, ...devDependencies })) {
      // Whether a tapset fits core is told by the contract version.
      if (name === "@tapset/core") expect(range).toBe("0.x");
      else if (name === "tapset" || name.startsWith("@tapset/")) expect([name, range]).toEqual([name, `^${packageJson(join(root, "node_modules", name)).version}`]);
      else expect([name, range]).toEqual([name, packageJson(root).devDependencies[name]]);
    }
    expect(Object.keys(peerDependencies ?? {})).toEqual(kind === "aliases" ? ["@tapset/context", "@tapset/kernel"] : ["@tapset/core"]);
  });

  it("type-checks, where it is TypeScript, and its manifest is current", { timeout: 120_000 }, () => {
    const run = (script: string, ...args: readonly string[]) => execFileSync(process.execPath, [join(root, script), ...args], { cwd: folder, encoding: "utf8" });
    if (existsSync(join(folder, "tsconfig.json"))) {
      expect(run("node_modules/typescript/bin/tsc")).toBe("");
      expect(run("node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json", "--noCheck")).toBe("");
    }
    expect(run("packages/apps/cli/bin/tapset.js", "pack", "--check")).toBe("");
  });

  it("holds, packed, all its manifest names and nothing of its tests", { timeout: 60_000 }, () => {
    const [packed] = JSON.parse(execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { cwd: folder, encoding: "utf8" })) as [
      { readonly files: readonly { readonly path: string }[] },
    ];
    const paths = packed.files.map(({ path }) => path);
    const { module, scripts } = JSON.parse(readFileSync(join(folder, "tapset.json"), "utf8")) as { readonly module?: string; readonly scripts: readonly string[] };
    expect(paths).toEqual(expect.arrayContaining(["README.md", "package.json", "tapset.json", ...scripts, ...(module === undefined ? [] : [module.slice(2)])]));
    expect(paths.filter((path) => /^(test|src|node_modules)\//.test(path))).toEqual([]);
  });
});

describe("createTapset", { timeout: 60_000 }, () => {
  it("ends with what to type next", () => {
    const folder = join(scratch.folder, "with space");
    const printed = create("oom", "--dir", folder);
    expect(printed).toContain("wrote oom: 10 files in ");
    expect(printed.slice(printed.indexOf("next:")).split("\n")).toEqual([
      "next:",
      expect.stringMatching(/^ {2}cd '.*with space' && npm install$/),
      "  npm test",
      `  sudo npx tapset -e 'probe oom.exec { println(who, " runs ", path) }' -c "ls -l"`,
      "",
    ]);
    expect(existsSync(join(folder, "node_modules"))).toBe(false);
  });

  it("leaves a folder that isn't empty as it is", () => {
    const folder = join(scratch.folder, "in-use");
    mkdirSync(folder);
    writeFileSync(join(folder, "mine"), "");
    expect(() => create("oom", "--dir", folder)).toThrow(new CreationError("failed", `${folder} isn't empty`, ["name another folder with --dir DIR, or empty it"]));
    expect(readdirSync(folder)).toEqual(["mine"]);
  });

  it("says where it can't write", () => {
    const file = join(scratch.folder, "file");
    writeFileSync(file, "");
    expect(() => create("oom", "--dir", join(file, "below"))).toThrow(/^write .*\/file\/below: ENOTDIR/);
  });
});
