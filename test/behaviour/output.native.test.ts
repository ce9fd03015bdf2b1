import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { outputRecordProblems } from "@tapset/core";
import { describe, expect, it } from "vitest";
import { needs } from "@tapset/testkit/needs";
import { script, startTapset, tapset } from "./tapset-command.js";

/** Prints a million short lines from begin. */
const manyLines = ["-e", "probe begin { for (i = 0; i < 1000000; i++) println(i); exit() }", "-DMAXACTION_INTERRUPTIBLE=100000000"];

describe("standard output", () => {
  it.each([
    ["a session handler prints on", "probe timer.ms(1) { println(n++) } global n = 0"],
    ["the flood comes at once", "probe begin { for (i = 0; i < 100000; i++) println(i) }"],
  ])("that nobody reads any more ends the session: %s", async (_, text) => {
    const command = `"$0" "$1" -e "$2" -DMAXACTION_INTERRUPTIBLE=100000000 | head -n 1; echo "status \${PIPESTATUS[0]}"`;
    const { status, stdout, stderr } = await tapset([text], { through: ["bash", "-c", command] });
    expect({ status, stdout }).toEqual({ status: 0, stdout: "0\nstatus 0\n" });
    expect(stderr).not.toContain("ERROR");
  });

  it("that can't take anything ends the session with a message and status 1", async () => {
    const full = openSync("/dev/full", "w");
    const { status, stderr } = await tapset(["-e", 'probe begin { println("anything") } probe end { warn("end ran") } probe error { warn("error ran") }'], { stdout: full });
    closeSync(full);
    expect(stderr).toMatch(/^ERROR: write output: no space left on device$/m);
    expect(stderr).toMatch(/^WARNING: error ran$/m);
    expect(status).toBe(1);
  });

  it("that is read slowly gets everything", async () => {
    const { child, ended } = startTapset(manyLines, { reads: false });
    await new Promise((resolve) => setTimeout(resolve, 500));
    let text = "";
    child.stdout?.setEncoding("latin1").on("data", (part: string) => (text += part));
    expect(await ended).toMatchObject({ status: 0, stderr: "" });
    const isWhole = text.split("\n").every((line, index) => line === (index < 1_000_000 ? String(index) : ""));
    expect(text.length).toBe(6_888_890);
    expect(isWhole).toBe(true);
  });

  it("isn't written with -o: the file is, and nothing else is in it", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tapset-output-"));
    const path = join(folder, "trace");
    const { status, stdout, stderr } = await script('probe begin { println("traced"); warn("said"); exit() }', "-o", path);
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "", stderr: "WARNING: said\n" });
    expect(readFileSync(path, "utf8")).toBe("traced\n");
    rmSync(folder, { recursive: true });
    const refused = await script("probe begin { exit() }", "-o", path);
    expect(refused).toMatchObject({ status: 1, stderr: `ERROR: can't write the output file ${path}: no such file or directory\n` });
  });

  it("has the script's bytes, whatever they are", async () => {
    const { stdout } = await script('probe begin { printf("%s\\xff\\x80\\000|%c|%4s|", "Grüße", 228, "ä"); exit() }');
    expect(Buffer.from(stdout, "latin1")).toEqual(Buffer.concat([Buffer.from("Grüße"), Buffer.from([0xff, 0x80, 0]), Buffer.from("|\xe4|  ", "latin1"), Buffer.from("ä|")]));
  });
});

describe("--format ndjson", () => {
  /** The records of a run, each checked against the published schema. */
  async function records(text: string, ...args: readonly string[]): Promise<Record<string, unknown>[]> {
    const { stdout, stderr } = await script(text, "--format", "ndjson", ...args);
    expect(stderr).toBe("");
    return stdout.trimEnd().split("\n").map((line) => {
      const record = JSON.parse(line) as Record<string, unknown>;
      expect(outputRecordProblems(record)).toEqual([]);
      return record;
    });
  }

  it("says what was printed, warned and lost, and ends with the ledger", async () => {
    const all = await records('global zero = 0, a[1] probe begin { println("one"); warn("careful"); try { a[1] = 1; a[2] = 2 } catch { println("full") } println(1 / zero) }');
    expect(all.filter(({ type }) => type === "output").map(({ text }) => text).join("")).toBe("one\nfull\n");
    expect(all.filter(({ type }) => type !== "output")).toMatchObject([
      { type: "warning", message: "careful" },
      { type: "error", message: "division by 0", probe: "begin", location: expect.stringMatching(/^<input>:1:\d+$/) as string },
      { type: "warning", message: "Number of errors: 1, skipped probes: 0" },
      { type: "loss", kind: "array-full", count: 1, probe: "begin" },
      { type: "end", reason: "error", status: 1 },
    ]);
    expect(all.at(-1)?.["probes"]).toContainEqual({ point: "begin", entered: 1, filtered: 0, completed: 0, failed: 1, missed: 0 });
  });

  needs("bpf").it("has probes and records of the kernel that add up", async () => {
    const all = await records('probe syscall.getppid { if (pid() == target()) printf("%d\\n", tid()) } probe syscall.getppid.return { if ($return < 0) println("never") }', "-c", "sh -c 'exit 0'");
    const end = all.at(-1) as { records: Record<string, number>; probes: { entered: number; filtered: number; completed: number; failed: number }[] };
    expect(end).toMatchObject({ type: "end", reason: "target", status: 0 });
    expect(end.records["produced"]).toBeGreaterThan(0);
    expect(end.records["delivered"]).toBe(end.records["produced"]);
    for (const { entered, filtered, completed, failed } of end.probes) expect(entered).toBe(filtered + completed + failed);
  });
});

needs("bpf").describe("--fail-on-loss", () => {
  const cuts = 'global s probe syscall.getppid { if (pid() == target()) { s = "0123456789"; s = s . s } } probe end { println(s) }';
  const args = ["-DMAXSTRINGLEN=16", "-c", "sh -c 'exit 0'"];

  it("makes any loss the status 4", async () => {
    expect(await script(cuts, ...args)).toMatchObject({ status: 0 });
    const { status, stderr } = await script(cuts, "--fail-on-loss", ...args);
    expect(stderr).toMatch(/^WARNING: \d+ strings? truncated in probe syscall\.getppid$/m);
    expect(status).toBe(4);
  });

  it("leaves a session without loss alone", async () => {
    expect(await script("probe begin { exit() }", "--fail-on-loss")).toMatchObject({ status: 0 });
  });
});
