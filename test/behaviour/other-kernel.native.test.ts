import { mkdtempSync, rmSync } from "node:fs";
import { release, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { frozenKernelNames, frozenTarget } from "@tapset/target";
import { needs } from "@tapset/testkit/needs";
import { describe, expect, it, onTestFinished } from "vitest";
import { tapset } from "./tapset-command.js";

const folderOf = (name: string): string => fileURLToPath(new URL(`../../packages/engine/target/frozen/${name}`, import.meta.url));
const script = 'probe kernel.trace("sched_switch") { println($prev->pid) } %( kernel_v < "6.2" %? probe begin { exit() } %)';

describe.each(frozenKernelNames)("a script compiled for %s", (name) => {
  const target = folderOf(name);

  it("is told that kernel's version", async () => {
    const { stdout, status } = await tapset(["--target", target, "-p1", "-e", script]);
    expect(status).toBe(0);
    expect(stdout.includes("probe begin")).toBe(name === "linux-6.1-x86_64");
  });

  it("is resolved and translated with its types", async () => {
    expect(await tapset(["--target", target, "-p2", "-e", script])).toMatchObject({ status: 0, stdout: expect.stringContaining('kernel.trace("sched:sched_switch")') as string, stderr: "" });
    expect(await tapset(["--target", target, "-p3", "-e", script])).toMatchObject({ status: 0, stdout: expect.stringMatching(/\S/) as string, stderr: "" });
  });

  it("has that kernel's events listed", async () => {
    const listed = (await tapset(["--target", target, "-l", 'kernel.trace("sched:*")'])).stdout.trim().split("\n");
    const known = frozenTarget(target).traceEvents() ?? [];
    expect(listed.length).toBeGreaterThan(10);
    expect(listed.filter((point) => !known.some(([subsystem, event]) => point.includes(`${subsystem}:${event}"`)))).toEqual([]);
    expect((await tapset(["--target", target, "-L", 'kernel.trace("sched_switch")'])).stdout).toContain("$prev:struct task_struct*");
  });

  it.each([["-p4"], []])("is not loaded or run: %s", async (...pass) => {
    expect(await tapset([...pass, "--target", target, "-e", script])).toMatchObject({
      status: 2,
      stdout: "",
      stderr: `ERROR: --target ${target}: a script can be compiled for another kernel, not loaded or run on it\nhint: add -p1, -p2 or -p3, list with -l or -L, or leave --target out\n`,
    });
  });
});

it("a folder that describes no kernel is refused", async () => {
  const { status, stderr } = await tapset(["--target", "/nonexistent", "-l", "begin"]);
  expect(status).toBe(2);
  expect(stderr).toMatch(/^ERROR: --target: read target \/nonexistent: .*\nhint: name a folder that tapset freeze DIR has written\n$/);
});

describe("tapset freeze", () => {
  it("wants one folder", async () => {
    expect(await tapset(["freeze"])).toMatchObject({ status: 2, stderr: "ERROR: freeze: a folder is missing\nhint: write tapset freeze DIR [--reduced]\n" });
  });

  needs("bpf").it("describes the running kernel, for compiling elsewhere", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tapset-freeze-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    expect(await tapset(["freeze", join(folder, "here"), "--reduced"])).toMatchObject({ status: 0, stderr: "" });
    const frozen = frozenTarget(join(folder, "here"));
    expect(frozen.release).toBe(release());
    expect(frozen.feature("tp-btf")).toEqual({ verdict: "yes", reason: "" });
    expect(await tapset(["--target", join(folder, "here"), "-p2", "-e", 'probe kernel.trace("sched_switch") { println($prev->pid) }'])).toMatchObject({ status: 0, stderr: "" });
  });

  needs("bpf").it(
    "keeps all that says which probes are served there",
    async () => {
      const folder = mkdtempSync(join(tmpdir(), "tapset-freeze-"));
      onTestFinished(() => rmSync(folder, { recursive: true }));
      expect(await tapset(["freeze", join(folder, "here")])).toMatchObject({ status: 0, stderr: "" });
      const [foretold, here] = [await tapset(["check", "--json", "--target", join(folder, "here")]), await tapset(["check", "--json"])];
      expect(JSON.parse(foretold.stdout)).toEqual(JSON.parse(here.stdout));
    },
    180_000,
  );
});
