import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { tapset } from "./tapset-command.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
// In the repository, whose tapsets its scripts use.
const folder = mkdtempSync(join(root, "test/behaviour/script-tests-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
const test = (...args: readonly string[]) => tapset(["test", ...args], { folder });

describe("our own scripts and tapsets, tried over made-up events", () => {
  it.each(["examples", "packages/tapsets"])("%s", { timeout: 120_000 }, async (place) => {
    const { stdout, stderr, status } = await tapset(["test", place], { folder: root });
    expect(stdout.split("\n").filter((line) => /^ {2}not ok/.test(line))).toEqual([]);
    expect({ stderr, status, totals: /^(\d+) passed, 0 failed\n$/m.test(stdout) }).toEqual({ stderr: "", status: 0, totals: true });
    expect(Number(/^(\d+) passed/m.exec(stdout)?.[1])).toBeGreaterThan(5);
  });

  it("the manual's example", async () => {
    const manual = readFileSync(join(root, "docs/testing-scripts.md"), "utf8");
    write("opens.stp", /^```stap\n(.*?)^```$/ms.exec(manual)?.[1] ?? "");
    write("opens.test.yaml", /^```yaml\n(.*?)^```$/ms.exec(manual)?.[1] ?? "");
    const { stdout, status } = await test("opens.test.yaml");
    expect({ stdout, status }).toEqual({ stdout: "opens.test.yaml\n  ok      counts what each program opens\n1 passed, 0 failed\n", status: 0 });
  });
});

describe("what the command says of tests", () => {
  const passing = "  - { name: fine, text: 'probe begin { println(1) }', output: ['1'] }\n";
  const failing = "  - { name: wrong, text: 'probe begin { println(1) }', output: ['2'] }\n";
  write("some.stp", "probe begin {\n  if (0)\n    println(1)\n  println(2)\n}\n");
  write("good.test.yaml", `cases:\n${passing}`);
  write("bad.test.yaml", `cases:\n${passing}${failing}`);
  write("covered.test.yaml", "script: some.stp\ncases: [{ name: some, output: ['2'] }]\n");
  write("broken.test.yaml", "cases:\n  - { name: [ }\n");

  it("is 0 where all is well, 1 where a case fails, with what differs", async () => {
    expect(await test("good.test.yaml")).toMatchObject({ status: 0, stdout: "good.test.yaml\n  ok      fine\n1 passed, 0 failed\n", stderr: "" });
    expect(await test("bad.test.yaml")).toMatchObject({
      status: 1,
      stdout: "bad.test.yaml\n  ok      fine\n  not ok  wrong\n          the output differs (- expected, + came) at bad.test.yaml:3:56\n            -2\n            +1\n1 passed, 1 failed\n",
    });
  });

  it("goes through folders, and says which file is no YAML", async () => {
    const { status, stdout } = await test();
    expect(status).toBe(1);
    expect(stdout.split("\n").filter((line) => /^\w/.test(line))).toEqual(expect.arrayContaining(["bad.test.yaml", "broken.test.yaml", "covered.test.yaml", "good.test.yaml"]));
    expect(stdout).toMatch(/not ok {2}the file can't be read\n {10}.* at broken\.test\.yaml:\d+:\d+\n/);
  });

  it("is TAP and JSON when asked", async () => {
    const tap = await test("bad.test.yaml", "--reporter=tap");
    expect(tap.stdout.split("\n").slice(0, 5)).toEqual(["TAP version 14", "1..2", "ok 1 - bad.test.yaml: fine", "not ok 2 - bad.test.yaml: wrong", "  ---"]);
    const json = JSON.parse((await test("bad.test.yaml", "--reporter=json")).stdout) as object;
    expect(json).toMatchObject({ version: 1, passed: 1, failed: 1, files: [{ path: "bad.test.yaml", cases: [{ name: "fine", failures: [] }, { name: "wrong" }] }] });
  });

  it("shows which statements weren't reached", async () => {
    const { stdout } = await test("covered.test.yaml", "--coverage");
    expect(stdout).toContain("   66 %  some.stp: probe begin  lines not reached: 3\n");
  });

  it.each([
    [["nosuch"], "ERROR: test nosuch: no such file or folder\n"],
    [["--reporter=tapp"], "ERROR: test: there is no reporter 'tapp'\nhint: did you mean 'tap'?\nhint: write tapset test "],
    [["--nosuch"], "ERROR: test: Unknown option '--nosuch'"],
  ])("is 2 for a wrong command line: %s", async (args, message) => {
    const { status, stdout, stderr } = await test(...args);
    expect({ status, stdout, said: stderr.slice(0, message.length) }).toEqual({ status: 2, stdout: "", said: message });
  });

  it("is 2 where there is nothing to try", async () => {
    const empty = mkdtempSync(join(tmpdir(), "tapset-nothing-"));
    expect(await tapset(["test"], { folder: empty })).toMatchObject({ status: 2, stderr: expect.stringMatching(/^ERROR: test \.: there is no file of tests\n/) as string });
    rmSync(empty, { recursive: true });
  });
});
