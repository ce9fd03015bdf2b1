import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { needs } from "@tapset/testkit/needs";
import { createTapset } from "../src/create-tapset.js";
import { root, scratchFolder } from "./scratch-folder.js";

const scratch = scratchFolder();
afterAll(() => scratch.remove());

/** How many tests each kind comes with, and how many of them trace the live kernel. */
const kinds = [
  { kind: "aliases", tests: 3, native: 1 },
  { kind: "family", tests: 7, native: 1 },
];
const folderOf = (kind: string): string => join(scratch.folder, kind);
for (const { kind } of kinds) createTapset(["mine", "--kind", kind, "--dir", folderOf(kind)], { command: "", templates: scratch.templates, print: () => undefined });

/** Runs a script of Node's in a new package. */
function run(kind: string, script: string, ...args: readonly string[]): string {
  return execFileSync(process.execPath, [script, ...args], { cwd: folderOf(kind), encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

describe.each(kinds)("a new package of kind $kind", ({ kind, tests, native }) => {
  it("passes its own tests, those that trace this kernel too", () => {
    const report = run(kind, join(root, "node_modules/vitest/vitest.mjs"), "run", "--reporter=json", "--no-isolate", "--maxWorkers=1");
    const { numPassedTests, numPendingTests } = JSON.parse(report) as Readonly<Record<string, number>>;
    const skipped = needs("bpf").isMet ? 0 : native;
    expect([numPassedTests, numPendingTests]).toEqual([tests - skipped, skipped]);
  });
});

const tapset = join(root, "packages/apps/cli/bin/tapset.js");
const bpf = needs("bpf");
const compile = (): string => run("family", join(root, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.build.json", "--noCheck");

describe("a new package's cases are tried by the command", () => {
  it("as aliases, each statement of which they reach", () => {
    const shown = run("aliases", tapset, "test", "test", "--coverage");
    expect(shown).toContain("1 passed, 0 failed\n");
    expect([...shown.matchAll(/^ +(\d+) % {2}(.*?) *$/gm)].map(([, share, what]) => [share, what])).toEqual([["100", "mine.stp: probe mine.exec"], ["100", "mine.stp: function mine_process"]]);
  });

  it("as a family", () => {
    compile();
    expect(run("family", tapset, "test", "test")).toContain("1 passed, 0 failed\n");
  });
});

bpf.describe("in a new package's folder the command uses it", () => {
  bpf.it("as aliases", () => {
    expect(run("aliases", tapset, "-e", "probe mine.exec { if (ppid() == target()) println(path) }", "-c", "/bin/true; :")).toBe("/bin/true\n");
  });

  bpf.it("as a family, whose code runs", () => {
    compile();
    const output = run("family", tapset, "-e", "global n probe mine.page_faults(1) { if (pid() == target()) n++ }", "-c", "/bin/true");
    // As every program, it can't begin without some.
    expect(Number(/^n=(\d+)\n$/.exec(output)?.[1])).toBeGreaterThan(10);
  });
});
