import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import context from "@tapset/context";
import { madeTapset, needs, nativeSession } from "@tapset/testkit";
import { expect, it } from "vitest";
import syscall from "../src/index.js";
import { reasons, rows } from "./strace-rows.js";

const tapsets = Object.entries({ context, syscall }).map(([name, module]) => madeTapset({ name, module }));
const workload = fileURLToPath(new URL("workloads/calls.pl", import.meta.url));

declare module "vitest" {
  interface TaskMeta {
    /** For docs/syscalls-and-strace.md. */
    syscallsAndStrace?: { readonly calls: readonly object[] };
  }
}

/** What was called, with addresses made equal, and what came of it. */
interface Made {
  readonly call: string;
  readonly result: string;
}

/** The calls between the two of getppid. */
function callsIn(text: string): readonly Made[] {
  const lines = text.split("\n");
  const [first, last] = lines.flatMap((line, index) => (line.startsWith("getppid(") ? [index] : []));
  return lines.slice(first! + 1, last).map((line) => {
    const [, call = "", result = ""] = /^(.*\)) += (.*)$/.exec(line) ?? [];
    return { call: call.replaceAll(/0x[0-9a-f]{9,}/g, "ADDRESS"), result };
  });
}

/** What docs/syscalls-and-strace.md says of a call: of strace's, what differs. */
function described([call, strace, why]: (typeof rows)[number], ours: Made, theirs: Made): object {
  const straceResult = theirs.result.replaceAll(/0x[0-9a-f]{9,}/g, "ADDRESS");
  return {
    ours: call,
    result: ours.result,
    ...(strace !== undefined && { strace }),
    ...(straceResult !== ours.result && { straceResult }),
    ...(why !== undefined && { why: reasons[why] }),
  };
}

/** Whether a call is what a row expects, in which `…` stands for anything up to the end. */
function fits(call: string, expected: string): boolean {
  const [head = ""] = expected.split("…");
  return head === expected ? call === expected : call.startsWith(head);
}

needs("tp-btf", "ring-buffer", "read-user", "task-storage", "strace").describe("argstr and retstr", () => {
  it("say what strace says of the same calls, but where the difference is known", async ({ task }) => {
    const folder = mkdtempSync(join(tmpdir(), "tapset-strace-"));
    try {
      const script = 'probe syscall.*.return { if (execname() == "perl" || execname() == "worker") printf("%s(%s) = %s\\n", name, argstr, retstr) }';
      const log = join(folder, "strace");
      const { output, messages } = await nativeSession(script, { command: `strace -qq -o ${log} perl ${workload}`, tapsets, timeoutMs: 60_000 });
      expect(messages).toBe("");
      const [ours, theirs] = [callsIn(output), callsIn(readFileSync(log, "utf8"))];
      expect(ours.map(({ call }) => call)).toEqual(rows.map(([call]) => call));
      expect(theirs.filter(({ call }, index) => !fits(call, rows[index]![1] ?? rows[index]![0]))).toEqual([]);
      // -2 (ENOENT) here, -1 ENOENT (No such file or directory) there.
      const error = /^-\d+ \(?([A-Z]+)\)?.*$/;
      const bare = ({ result }: { readonly result: string }) => result.replace(error, "$1").replace(/ \(\[\{fd=.*$/, "");
      expect(ours.map(bare)).toEqual(theirs.map(bare));
      task.meta.syscallsAndStrace = { calls: rows.map((row, index) => described(row, ours[index]!, theirs[index]!)) };
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

it("every difference from strace has a reason, and every reason a difference", () => {
  expect(rows.filter(([, strace, why]) => (strace === undefined) !== (why === undefined))).toEqual([]);
  expect(new Set(rows.flatMap(([, , why]) => why ?? []))).toEqual(new Set(Object.keys(reasons)));
  expect(rows.length).toBeGreaterThanOrEqual(30);
});
