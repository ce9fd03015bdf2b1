import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import context from "@tapset/context";
import lifecycle from "@tapset/lifecycle";
import { madeTapset, needs, nativeSession } from "@tapset/testkit";
import { expect, it } from "vitest";
import syscall from "../src/index.js";

const tapsets = Object.entries({ context, lifecycle, syscall }).map(([name, module]) => madeTapset({ name, module }));
const traced = needs("tp-btf", "ring-buffer", "read-user", "task-storage");

async function linesOf(script: string, command: string): Promise<readonly string[]> {
  const { output, messages } = await nativeSession(script, { command, tapsets, timeoutMs: 60_000 });
  expect(messages).toBe("");
  return output.split("\n").slice(0, -1);
}

traced.describe("syscall_any", () => {
  it("fires once at each call and at each return, whatever it's called", async () => {
    const script = `
      global any, each, back
      probe syscall_any { if (pid() == target()) any[name, syscall_nr]++ }
      probe syscall_any.return { if (pid() == target() && name == "umask") back[retval]++ }
      probe syscall.umask { if (pid() == target()) each++ }
      probe end { println(any["umask", 95], " ", each, " ", any["exit_group", 231], " ", back[1] >= 1 && back[2] >= 1) }`;
    expect(await linesOf(script, "umask 1; umask 2; umask 3")).toEqual([expect.stringMatching(/^(\d+) \1 1 1$/)]);
  });
  it("goes by SystemTap's other names too, as every call does", async () => {
    const script = `
      global n
      probe syscall_any, nd_syscall_any, tp_syscall_any, syscall.umask, nd_syscall.umask, tp_syscall.umask { if (pid() == target() && name == "umask") n[pn()]++ }
      probe end { foreach (p in n+) if (n[p] != n["syscall.umask"]) println(p) println(n["tp_syscall.umask"] >= 3) }`;
    expect(await linesOf(script, "umask 1; umask 2; umask 3")).toEqual(["1"]);
  });
});

traced.describe("what a call has written", () => {
  it("is told at its return", async () => {
    const script = `
      probe syscall.wait4.return { if (pid() == target() && retval > 0) println(status_str) }
      probe syscall.pipe.return { if (pid() == target()) println(pipe1 == pipe0 + 1) }`;
    const lines = await linesOf(script, `sh -c "exit 3"; sh -c 'kill -9 $$'; echo | cat > /dev/null; :`);
    expect(lines).toEqual(expect.arrayContaining(["{WIFEXITED, 3}", "{WIFSIGNALED, SIGKILL}", "1"]));
  });
});

traced.describe("argstr", () => {
  it("can be compared by a handler that serves several calls", async () => {
    const script = 'probe syscall.{chdir,rmdir,unlink} { if (pid() == target() && argstr == "\\"/nonexistent\\"") println(name) }';
    expect(await linesOf(script, "cd / ; cd /nonexistent 2> /dev/null || :")).toEqual(["chdir"]);
  });
});

traced.describe("printing every call", () => {
  it("loses none of a command that makes thousands", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tapset-tree-"));
    try {
      const names = Array.from({ length: 20 }, (_, index) => `file-${index}`);
      for (const name of names) {
        mkdirSync(join(folder, `d-${name}`));
        for (const inner of names) writeFileSync(join(folder, `d-${name}`, inner), "");
      }
      const script = `
        global entries, returns
        probe syscall_any { if (pid() == target()) entries++ }
        probe syscall.*.return { if (pid() == target()) { returns++; printf("%s(%s) = %s\\n", name, argstr, retstr) } }
        probe end { println("counted ", entries, " ", returns) }`;
      const lines = await linesOf(script, `exec ls -lR ${folder}`);
      const printed = lines.slice(0, -1);
      const [, entries, returns] = lines.at(-1)!.split(" ").map(Number);
      expect(printed).toHaveLength(returns!);
      // Of the execve by which tracing begins only the return is seen; exit_group never returns.
      expect(Math.abs(entries! - returns!)).toBeLessThanOrEqual(1);
      // Each file once, by its name.
      for (const name of names) expect(printed.filter((line) => line.includes(`/d-file-7/${name}"`) && line.startsWith("statx("))).toHaveLength(1);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
