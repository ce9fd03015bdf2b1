import { chmodSync, chownSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { needs } from "@tapset/testkit";
import { pack, project, scriptPackage, write } from "./installed-packages.js";
import { tapset } from "./tapset-command.js";

const manifest = (name: string, parts: object = {}): object => ({
  ...{ contract: 1, name, version: "1.0.0", summary: "", families: [], scripts: [], probes: [], functions: [], globals: [], macros: [], requires: [] },
  ...parts,
});

/** A package that somebody has packed. */
function packed(name: string, parts: object = {}, files: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return { "package.json": { name, version: "1.0.0", tapset: "tapset.json" }, "tapset.json": manifest(name, parts), ...files };
}

/** The one sentence that a script is refused with, as a user of a project sees it. */
async function refusal(folder: string, script = "probe begin { exit() }"): Promise<string> {
  const { status, stdout, stderr } = await tapset(["-e", script], { folder });
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(/^ERROR: .*\n(hint: .*\n)*$/);
  return stderr.slice("ERROR: ".length, -1);
}

const ours = ["lifecycle", "context"];

describe("a package is refused in one sentence", () => {
  it("that is written for another version of the contract, older or newer", async () => {
    // Another version may have another shape: nothing else of it is looked at.
    expect(await refusal(project(ours, { acme: packed("acme", { contract: 2, probes: "elsewhere" }) }))).toBe(
      "tapset acme is written for contract version 2, this is version 1: update tapset",
    );
    expect(await refusal(project(ours, { acme: packed("acme", { contract: 0 }) }))).toBe(
      "tapset acme is written for contract version 0, this is version 1: update acme",
    );
  });

  it("that claims a probe point which another has, both named", async () => {
    const probe = (name: string): string => `/** probe vm.x - ${name} */ probe vm.x = begin { }`;
    const folder = project(ours, { acme: scriptPackage("acme", probe("one")), bolt: scriptPackage("bolt", probe("two")) });
    await pack(folder, "acme", "bolt");
    expect(await refusal(folder)).toBe("probe point 'vm.x' is in two tapsets, acme and bolt: use one of them");
    // One that requires the other adds a backend.
    write(join(folder, "node_modules/bolt/package.json"), { ...scriptPackage("bolt", "", ["acme"])["package.json"] as object });
    await pack(folder, "bolt");
    expect(await tapset(["-e", "probe vm.x { println(1) exit() }"], { folder })).toEqual({ status: 0, signal: null, stdout: "1\n", stderr: "" });
  });

  it("whose manifest breaks the schema, with the place and the rule", async () => {
    const mend = "hint: install the package anew\nhint: run tapset pack in it if it's your own";
    const folder = project(ours, { acme: packed("acme", { functions: [{ name: "f", parameters: [], returns: "int", doc: "" }] }) });
    expect(await refusal(folder)).toBe(
      `${join(folder, "node_modules/acme/tapset.json")} is not a tapset manifest: functions[0].returns must be one of "long", "string", "void"\n${mend}`,
    );
    write(join(folder, "node_modules/acme/tapset.json"), "{ no");
    expect(await refusal(folder)).toMatch(new RegExp(`^.*/acme/tapset\\.json is not JSON: .*\\n${mend}$`));
  });

  it("that carries code and isn't named in the configuration", async () => {
    const acme = packed(
      "acme",
      { module: "./code.mjs", families: [{ name: "acme", patterns: [{ form: "acme", doc: "", variables: [] }] }] },
      { "code.mjs": 'console.log("ran"); export default { families: [{ name: "acme", patterns: [{ components: [{ name: "acme" }], doc: "" }], derive: () => ({ kind: "points", points: "begin" }) }], intrinsics: [], host: {} };' },
    );
    const folder = project(ours, { acme });
    expect(await refusal(folder, "probe acme { exit() }")).toBe(
      `tapset acme carries code, which would run with your privileges: to allow it, name it in ${join(folder, "package.json")}: "tapset": { "trusted": ["acme"] }`,
    );
    // Who doesn't use it isn't bothered.
    expect(await tapset(["-e", "probe begin { exit() }"], { folder })).toMatchObject({ status: 0, stdout: "", stderr: "" });
    const named = project(ours, { acme }, { tapset: { trusted: ["acme"] } });
    expect(await tapset(["-e", "probe begin, acme { println(1) exit() }"], { folder: named })).toMatchObject({ status: 0, stderr: "" });
  });
});

needs("root").describe("as root, what another user can change is refused", () => {
  const USER = 54_321;
  const acme = packed("acme", { scripts: ["a.stp"], functions: [{ name: "f", parameters: [], returns: "long", doc: "" }] }, { "a.stp": "function f:long() { return 1 }" });
  const uses = "probe begin { println(f()) exit() }";

  it.each(["", "package.json", "node_modules", "node_modules/acme", "node_modules/acme/package.json", "node_modules/acme/tapset.json", "node_modules/acme/a.stp"])("/%s", async (path) => {
    const folder = project(ours, { acme });
    const place = join(folder, path);
    expect(await tapset(["-e", uses], { folder })).toMatchObject({ status: 0, stdout: "1\n" });
    chownSync(place, USER, 0);
    expect(await refusal(folder, uses)).toContain(`belongs to user ${USER}, who could make root run anything through it: run tapset where only you can write, or give it to root: chown root ${place}`);
    chownSync(place, 0, 0);
    chmodSync(place, 0o757);
    expect(await refusal(folder, uses)).toContain(`can be written by every user, who could make root run anything through it: run tapset where only you can write, or take that away: chmod o-w ${place}`);
  });

  it("a module, before it runs", async () => {
    const code = packed("@tapset/made-up", { module: "./code.mjs", functions: [{ name: "f", parameters: [], returns: "long", doc: "" }] }, { "code.mjs": 'console.log("ran"); export default {};' });
    const folder = project(ours, { "@tapset/made-up": code });
    chmodSync(join(folder, "node_modules/@tapset/made-up/code.mjs"), 0o646);
    expect(await refusal(folder, uses)).toContain("code.mjs can be written by every user");
  });
});

describe("a name that no package in use has", () => {
  it.each([
    ["probe syscall.open { }", "no probe point begins with 'syscall'", "install @tapset/syscall: npm install @tapset/syscall"],
    ["probe begin { println(pid()) }", "unresolved function 'pid'", "install @tapset/context: npm install @tapset/context"],
  ])("%s: the hint says which to install", async (script, message, hint) => {
    const { status, stderr } = await tapset(["-e", script], { folder: project(["lifecycle"], {}) });
    expect(status).toBe(1);
    expect(stderr).toContain(`semantic error: ${message}\n`);
    expect(stderr.match(/hint: .*/g)).toEqual([`hint: ${hint}`]);
  });

  it("in listings, too", async () => {
    const { status, stderr } = await tapset(["-l", "timer.ms(5)"], { folder: project(["lifecycle"], {}) });
    expect({ status, stderr }).toEqual({ status: 1, stderr: "ERROR: no probe point begins with 'timer'\nhint: install @tapset/timer: npm install @tapset/timer\n" });
  });

  it("but that an unused one has, which lies there", async () => {
    const folder = project(["lifecycle"], { acme: scriptPackage("acme", "/** probe vm.x - x */ probe vm.x = begin { }") }, { dependencies: { "@tapset/lifecycle": "*" } });
    await pack(folder, "acme");
    const { stderr } = await tapset(["-e", "probe vm.x { }"], { folder });
    expect(stderr).toContain(`hint: add acme to the dependencies in ${join(folder, "package.json")}: it is installed there, and has it\n`);
  });
});
