import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { SessionError } from "@tapset/runtime";
import { describe, expect, it } from "vitest";
import { startCommand } from "../../src/session/target-process.js";
import { runScript } from "./run-script.js";
import { print, sessionModule, value } from "./script.js";

const target = value("d", { type: "long", op: "environment", name: "target" });
const waiting = { interrupts: () => () => undefined };

describe("the command of -c", () => {
  it("ends the session, is target(), and runs only after begin", async () => {
    const module = sessionModule([{ phase: "begin", body: [print(target)] }, { phase: "end", body: [print(" end ", target)] }]);
    const { summary, stdout } = await runScript(module, { ...waiting, command: "sleep 0" });
    expect(summary).toMatchObject({ reason: "target", status: 0, command: { status: 0, signal: undefined } });
    expect(stdout).toMatch(/^(\d+) end \1$/);
  });

  it.each([
    ["a plain command is the process itself", "sleep 5", "sleep"],
    ["quotes need no shell", 'sleep "5"', "sleep"],
    ["nor do expansions", `sleep 5$NONE\${NONE} "$NONE"0`, "sleep"],
    ["nor does what is quoted", `perl -e 'exec("sleep", 5); die "no > sleep"' "a; b" \\;`, "sleep"],
    ["nor do arguments like assignments", `perl -se 'exec "sleep", $for' -- -for=5`, "sleep"],
    ["anything else runs in one", "true; sleep 5; true", "sh"],
    ["so do commands in quotes", `sleep "5$(true)" && true`, "sh"],
    ["so do variables of its own", 'sleep 5 $1; true $$', "sh"],
    ["so does what has assignments before it", "NONE=1 sleep 5; true", "sh"],
  ])("%s", async (_, command, program) => {
    const started = startCommand(command);
    await started.ready;
    expect(comm(started.pid)).toBe("sh");
    started.release();
    await expect.poll(() => childOf(started.pid) ?? comm(started.pid)).toBe("sleep");
    expect(comm(started.pid)).toBe(program);
    started.close();
    expect(await started.ended).toEqual({ status: undefined, signal: "SIGTERM" });
  });

  it("ends with what its shell runs", async () => {
    const started = startCommand("true; sleep 100; true");
    await started.ready;
    started.release();
    await expect.poll(() => childOf(started.pid)).toBe("sleep");
    const run = childIds(started.pid).map(Number);
    started.close();
    await started.ended;
    await expect.poll(() => run.map(runs)).toEqual([false]);
  });

  it("doesn't run when the session ends before", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "tapset-target-"));
    const started = startCommand(`touch ${path.join(folder, "ran")}`);
    started.close();
    // By which of the two, the closed gate or the signal, is a race.
    await started.ended;
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  it("is said to have failed when it did, and so has the session", async () => {
    const { stderr, summary } = await runScript(sessionModule([]), { ...waiting, command: "exit 3" });
    expect(stderr).toBe("WARNING: child process exited with status 3\n");
    expect(summary).toMatchObject({ status: 1, command: { status: 3 } });
  });

  it("must exist", async () => {
    await expect(runScript(sessionModule([]), { command: "no-such-command -l" })).rejects.toThrow(
      new SessionError("run command: no-such-command: command not found"),
    );
    await expect(runScript(sessionModule([]), { command: "  " })).rejects.toThrow("run command: it is empty");
  });

  it("is ended with the session", async () => {
    const module = sessionModule([{ phase: "begin", body: [print(target)] }]);
    const { stdout, summary } = await runScript(module, { ...waiting, command: "sleep 1000", timeoutMs: 1 });
    expect(summary.reason).toBe("timeout");
    await expect.poll(() => isAlive(Number(stdout))).toBe(false);
  });
});

describe("the process of -x", () => {
  it("is target(), and doesn't end the session", async () => {
    const child = spawn("true");
    await once(child, "exit");
    const module = sessionModule([{ phase: "begin", body: [print(target)] }]);
    const { stdout, summary } = await runScript(module, { ...waiting, pid: child.pid ?? 0, timeoutMs: 20 });
    expect(stdout).toBe(String(child.pid));
    expect(summary).toMatchObject({ reason: "timeout", command: undefined });
  });
});

function comm(pid: number): string {
  return readFileSync(`/proc/${pid}/comm`, "utf8").trim();
}
/** The comm of a process's first child. */
function childIds(pid: number): readonly string[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter((id) => id !== "");
}
function childOf(pid: number): string | undefined {
  const [child] = childIds(pid);
  return child === undefined ? undefined : comm(Number(child));
}
/** Whether a process runs: one whose new parent hasn't asked for its end yet doesn't. */
function runs(pid: number): boolean {
  return isAlive(pid) && !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
}
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
