import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { NdjsonReporter } from "../../src/output/ndjson-reporter.js";
import { MemorySink } from "../session/memory-sink.js";
import { runScript } from "../session/run-script.js";
import { long, print, sessionModule, span, text, value } from "../session/script.js";

const schema = JSON.parse(readFileSync(new URL("../../../../../schemas/output-record.schema.json", import.meta.url), "utf8")) as object;
const isRecord = new Ajv2020().compile(schema);

/** The records of a session's output, each valid. */
function records(output: string): Record<string, unknown>[] {
  return output
    .trimEnd()
    .split("\n")
    .map((line) => {
      const record = JSON.parse(line) as Record<string, unknown>;
      expect(isRecord(record), JSON.stringify([record, isRecord.errors])).toBe(true);
      return record;
    });
}

describe("--format ndjson", () => {
  it("writes output, messages and the ledger as records of the published schema, in order", async () => {
    const failing = { type: "long", op: "binary", operator: "mod", left: long(1), right: long(0), span } as const;
    const module = sessionModule([
      { phase: "begin", body: [print("one ", value("d", long(1)), "\n"), { op: "print", stream: "warning", segments: [{ kind: "text", text: "careful" }] }, print("two\n")] },
      { phase: "begin", body: [{ op: "evaluate", value: failing }] },
      { phase: "error", body: [print(value("s", text("caf\xe9")))] },
    ]);
    const { stdout, stderr } = await runScript(module, { format: "ndjson" });
    expect(stderr).toBe("");
    expect(records(Buffer.from(stdout, "latin1").toString("utf8"))).toEqual([
      { version: 1, type: "output", text: "one 1\n" },
      { version: 1, type: "warning", message: "careful" },
      { version: 1, type: "output", text: "two\n" },
      { version: 1, type: "error", message: "division by 0", probe: "begin", location: "test.stp:1:1" },
      { version: 1, type: "output", text: "caf\ufffd", bytes: "Y2Fm6Q==" },
      { version: 1, type: "warning", message: "Number of errors: 1, skipped probes: 0" },
      {
        version: 1,
        type: "end",
        reason: "error",
        status: 1,
        records: { produced: 0, delivered: 0, dropped: 0 },
        probes: [
          { point: "begin", entered: 1, filtered: 0, completed: 1, failed: 0, missed: 0 },
          { point: "begin", entered: 1, filtered: 0, completed: 0, failed: 1, missed: 0 },
          { point: "error", entered: 1, filtered: 0, completed: 1, failed: 0, missed: 0 },
        ],
      },
    ]);
  });

  it("writes losses, null where the kernel keeps no count", () => {
    const stdout = new MemorySink();
    const reporter = new NdjsonReporter(stdout, new MemorySink());
    reporter.loss({ kind: "dropped", count: 3n, probe: "syscall.read" });
    reporter.loss({ kind: "missed", count: undefined });
    expect(records(stdout.text)).toEqual([
      { version: 1, type: "loss", kind: "dropped", count: 3, probe: "syscall.read" },
      { version: 1, type: "loss", kind: "missed", count: null },
    ]);
  });
});
