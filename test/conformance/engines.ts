import context from "@tapset/context";
import kernel from "@tapset/kernel";
import lifecycle from "@tapset/lifecycle";
import { madeTapset, runScript, ScriptRefusedError, type ScriptRun, tracepoint } from "@tapset/testkit";
import timer from "@tapset/timer";
import { describe, expect, it } from "vitest";

/** The tapsets these scripts draw on, from their sources. */
export const tapsets = [
  madeTapset({ name: "@tapset/context", module: context }),
  madeTapset({ name: "@tapset/kernel", module: kernel }),
  madeTapset({ name: "@tapset/lifecycle", module: lifecycle }),
  madeTapset({ name: "@tapset/timer", module: timer }),
];

/** A handler and what it does, wherever it runs. */
export interface Row {
  readonly title: string;
  /** Globals and functions. */
  readonly declarations?: string;
  /** Statements of the handler. */
  readonly body: string;
  /** What they print. */
  readonly output: string;
  /** What else is said, places without their line: `at script.stp:3:7` is `at column 7`. Nothing unless given. */
  readonly messages?: string;
  /** What the ledger counts beside it, of kernel handlers alone. */
  readonly countedInKernel?: string;
  /** For what is left to session handlers: the id of the error that kernel handlers get. */
  readonly refusedInKernel?: string;
}

type Engine = "session" | "kernel";

const TRACEPOINT = "sched_process_exit";
const POINTS: Readonly<Record<Engine, string>> = { session: "begin", kernel: `kernel.trace("${TRACEPOINT}")` };

/** A global that is 0 although no compiler can know, and a function that hides a number from it. */
const HIDING = "global zero\nfunction hidden(n) { return n + zero }\nprobe never { println(hidden(0)) }\n";
const HIDE = "zero = pid() - pid(); ";

/** Runs a row's handler on an engine. */
export function runRow({ declarations = "", body }: Pick<Row, "declarations" | "body">, engine: Engine): Promise<ScriptRun> {
  // The body has a line of its own, so that places in it are the same on both engines.
  const script = `${HIDING}${declarations}\nprobe ${POINTS[engine]} { ${HIDE}\n${body} }`;
  return runScript(script, { tapsets, events: engine === "kernel" ? [tracepoint(TRACEPOINT, [], { pid: 42, tid: 43, execname: "cat" })] : [] });
}

/** Runs every row as a session handler and as a kernel handler: both engines must do the same. */
export function conform(subject: string, rows: readonly Row[]): void {
  describe.each<Engine>(["session", "kernel"])(`${subject}, in the %s`, (engine) => {
    it.each(rows.map((row) => [row.title, row] as const))("%s", async (_title, row) => {
      if (engine === "kernel" && row.refusedInKernel !== undefined) return expectRefusal(row, row.refusedInKernel);
      const { output, messages, summary } = await runRow(row, engine);
      const counted = engine === "kernel" && row.countedInKernel !== undefined ? `WARNING: ${row.countedInKernel} in probe PROBE\n` : "";
      expect({ output, messages: withoutPlaces(messages) }).toEqual({ output: row.output, messages: (row.messages ?? "") + counted });
      const { entered, completed, failed } = summary.probes.find(({ point }) => point !== "never")!;
      expect({ entered, ended: completed + failed }).toEqual({ entered: 1n, ended: 1n });
    });
  });
}

async function expectRefusal(row: Row, id: string): Promise<void> {
  const error: unknown = await runRow(row, "kernel").catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ScriptRefusedError);
  const errors = (error as ScriptRefusedError).diagnostics.filter(({ severity }) => severity === "error");
  expect(new Set(errors.map((each) => each.id))).toEqual(new Set([id]));
}

/** Lines and probes differ between the engines; columns don't. */
function withoutPlaces(messages: string): string {
  return messages.replace(/script\.stp:\d+:/g, "column ").replace(/in probe .*/g, "in probe PROBE");
}
