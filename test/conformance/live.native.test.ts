import { spawnSync } from "node:child_process";
import { nativeSession, needs } from "@tapset/testkit";
import { describe, expect, it } from "vitest";
import type { Row } from "./row.js";
import { expectedMessages, rowScript, tapsets, withoutPlaces } from "./row-script.js";
import { subjects } from "./subjects.js";

const need = needs("raw-tracepoint", "tp-btf", "ring-buffer");

/** Runs a row's handler once, when a process of ours ends. */
function runLive(row: Row): ReturnType<typeof nativeSession> {
  const point = 'kernel.trace("sched_process_exit")';
  return nativeSession(rowScript(row, point, 'if (execname() != "conformance") next; '), { tapsets, args: row.args ?? [], workload: endProcess });
}

/** A short-lived process with a name nobody else has. */
function endProcess(): void {
  const { status } = spawnSync("/bin/sh", ["-c", "printf conformance > /proc/$$/comm; exit 0"]);
  expect(status).toBe(0);
}

function sortedWords(text: string): string {
  return text.split(/(?<=\s)/).sort().join("");
}

/** What kernel handlers do, where the order of a kernel's hash doesn't decide it. */
const runnable = subjects
  .map(({ name, rows }) => [name, rows.filter((row) => row.refusedInKernel === undefined && row.byHashOrder !== "another")] as const)
  .filter(([, rows]) => rows.length > 0);

// The third engine: every row of kernel handlers, verified and run by this machine's kernel.
describe.each(need.isMet ? runnable : [])("%s, in the live kernel", (_name, rows) => {
  it.each(rows.map((row) => [row.title, row] as const))("%s", async (_title, row) => {
    const { output, messages } = await runLive(row);
    const inOrder = (text: string): string => (row.byHashOrder === "shuffled" ? sortedWords(text) : text);
    expect({ output: inOrder(output), messages: withoutPlaces(messages) }).toEqual({ output: inOrder(row.output), messages: expectedMessages(row) });
  });
});

// Where they can't, one skip says it for hundreds of rows.
need.it("there are rows for the live kernel", () => expect(runnable.length).toBeGreaterThan(0));
