import { spawnSync } from "node:child_process";
import { nativeSession, needs } from "@tapset/testkit";
import { expect } from "vitest";
import { rowScript, tapsets, withoutPlaces } from "./row-script.js";
import { limitRows } from "./string-limits.js";

// The kernel takes programs with the longest strings, and they do what the session's do.
needs("raw-tracepoint", "tp-btf", "ring-buffer", "read-kernel").it("strings of any MAXSTRINGLEN", async () => {
  for (const row of limitRows) {
    const script = rowScript(row, 'kernel.trace("sched_process_exit")', 'if (execname() != "limits") next; ');
    const workload = (): void => {
      expect(spawnSync("/bin/sh", ["-c", "printf limits > /proc/$$/comm; exit 0"]).status).toBe(0);
    };
    const { output, messages } = await nativeSession(script, { tapsets, workload, limits: { MAXSTRINGLEN: row.limit, MAXACTION: 10_000 } });
    const counted = row.counted === undefined ? "" : `WARNING: ${row.counted} in probe PROBE\n`;
    expect({ title: row.title, output, messages: withoutPlaces(messages) }).toEqual({ title: row.title, output: row.output, messages: counted });
  }
});
