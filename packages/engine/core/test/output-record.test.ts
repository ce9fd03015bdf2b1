import { describe, expect, it } from "vitest";
import { outputRecordProblems } from "../src/index.js";

const ledger = { point: "begin", entered: 1, filtered: 0, completed: 1, failed: 0, missed: 0 };
const end = { version: 1, type: "end", reason: "exit", status: 0, records: { produced: 1, delivered: 1, dropped: 0 }, probes: [ledger] };

describe("output records", () => {
  it.each([
    { version: 1, type: "output", text: "hello\n" },
    { version: 1, type: "output", text: "\ufffd", bytes: "/w==" },
    { version: 1, type: "warning", message: "careful" },
    { version: 1, type: "error", message: "division by 0", probe: "begin", location: "<input>:1:15" },
    { version: 1, type: "loss", kind: "dropped", count: 3 },
    { version: 1, type: "loss", kind: "missed", count: null, probe: 'kernel.trace("sched_switch")' },
    end,
    { ...end, probes: [{ ...ledger, missed: null }] },
    { ...end, speculations: { held: 3, committed: 1, discarded: 1, undecided: 1, dropped: 0 } },
    { version: 1, type: "loss", kind: "speculation-full", count: 2 },
  ])("may be %j", (record) => {
    expect(outputRecordProblems(record)).toEqual([]);
  });

  it.each([
    [],
    { type: "output", text: "" },
    { version: 2, type: "output", text: "" },
    { version: 1, type: "output" },
    { version: 1, type: "output", text: 5 },
    { version: 1, type: "output", text: "", more: 1 },
    { version: 1, type: "surprise" },
    { version: 1, type: "loss", kind: "stolen", count: 1 },
    { version: 1, type: "loss", kind: "dropped", count: -1 },
    { version: 1, type: "loss", kind: "dropped", count: 1.5 },
    { ...end, reason: "boredom" },
    { ...end, probes: [{ ...ledger, entered: null }] },
    { ...end, records: { produced: 1, delivered: 1 } },
  ])("may not be %j", (record) => {
    expect(outputRecordProblems(record)).not.toEqual([]);
  });
});
