import { runScript, tracepoint } from "@tapset/testkit";
import { expect, it } from "vitest";
import { rowScript, tapsets, withoutPlaces } from "./row-script.js";
import { limitRows } from "./string-limits.js";

const EVENT = "sched_process_exit";
const points = ["begin", `kernel.trace("${EVENT}")`];

// Both engines cut strings at the same byte, whatever MAXSTRINGLEN is, and count it.
it.each(limitRows.flatMap((row) => points.map((point) => [row.title, row.limit, point, row] as const)))("%s, of %i bytes, in %s", async (_title, limit, point, row) => {
  const { output, messages } = await runScript(rowScript(row, point), {
    tapsets,
    limits: { MAXSTRINGLEN: limit, MAXACTION: 10_000 },
    events: point === "begin" ? [] : [tracepoint(EVENT)],
  });
  const counted = row.counted === undefined ? "" : `WARNING: ${row.counted} in probe PROBE\n`;
  expect({ output, messages: withoutPlaces(messages) }).toEqual({ output: row.output, messages: counted });
});
