import { runScript, ScriptRefusedError, tracepoint } from "@tapset/testkit";
import { describe, expect, it } from "vitest";
import type { Row } from "./row.js";
import { expectedMessages, rowScript, tapsets, withoutPlaces } from "./row-script.js";
import { subjects } from "./subjects.js";

const EVENT = "sched_process_exit";

function runInSession(row: Row): ReturnType<typeof runScript> {
  return runScript(rowScript(row, "begin"), { tapsets, args: row.args ?? [] });
}

function runInKernel(row: Row): ReturnType<typeof runScript> {
  return runScript(rowScript(row, `kernel.trace("${EVENT}")`), { tapsets, args: row.args ?? [], events: [tracepoint(EVENT)] });
}

async function expectRefusal(row: Row, id: string): Promise<void> {
  const error: unknown = await runInKernel(row).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ScriptRefusedError);
  const errors = (error as ScriptRefusedError).diagnostics.filter(({ severity }) => severity === "error");
  expect(new Set(errors.map((each) => each.id))).toEqual(new Set([id]));
}

// Every row as a session handler (JavaScript) and as a kernel handler (BPF, interpreted): both must do the same.
describe.each(subjects.map(({ name, rows }) => [name, rows] as const))("%s", (_name, rows) => {
  const named = rows.map((row) => [row.title, row] as const);

  it.each(named)("in the session: %s", async (_title, row) => {
    const { output, messages, summary } = await runInSession(row);
    expect({ output, messages: withoutPlaces(messages) }).toEqual({ output: row.output, messages: expectedMessages(row) });
    expect(summary.probes.find(({ point }) => point === "begin")?.entered).toBe(1n);
  });

  it.each(named)("in the kernel: %s", async (_title, row) => {
    if (row.refusedInKernel !== undefined) return expectRefusal(row, row.refusedInKernel);
    const { output, messages, summary } = await runInKernel(row);
    expect({ output, messages: withoutPlaces(messages) }).toEqual({ output: row.output, messages: expectedMessages(row) });
    expect(summary.probes.find(({ point }) => point.startsWith("kernel"))?.entered).toBe(1n);
  });
});
