import { describe, expect, it } from "vitest";
import { parseTraceEventFormat } from "../src/trace-event-format.js";
import { SCHED_SWITCH } from "./made-up-machine.js";

describe("parseTraceEventFormat", () => {
  it("reads every kind of field", () => {
    const event = parseTraceEventFormat("sched", SCHED_SWITCH);
    expect(event).toMatchObject({ subsystem: "sched", name: "sched_switch", id: 372, printFormat: '"prev_comm=%s", REC->prev_comm' });
    expect(event?.fields).toEqual([
      { name: "common_type", type: "unsigned short", offset: 0, size: 2, signed: false, location: "inline" },
      { name: "common_pid", type: "int", offset: 4, size: 4, signed: true, location: "inline" },
      { name: "prev_comm", type: "char", offset: 8, size: 16, signed: false, location: "inline", length: 16 },
      { name: "reason", type: "const char *", offset: 24, size: 8, signed: false, location: "inline" },
      { name: "what", type: "__data_loc char[]", offset: 32, size: 4, signed: false, location: "data_loc" },
      { name: "rest", type: "__rel_loc u64[]", offset: 36, size: 4, signed: false, location: "rel_loc" },
    ]);
  });

  it.each([
    ["an empty file", ""],
    ["no ID", SCHED_SWITCH.replace(/^ID.*$/m, "")],
    ["a field without a size", SCHED_SWITCH.replace("\tsize:16;", "")],
  ])("gives nothing for %s", (_what, text) => {
    expect(parseTraceEventFormat("sched", text)).toBeUndefined();
  });

  it("answers or gives nothing for text with characters changed", () => {
    let state = 7;
    const below = (limit: number): number => (state = (state * 1103515245 + 12345) & 0x7fffffff) % limit;
    let parsed = 0;
    for (let round = 0; round < 2000; round++) {
      const text = [...SCHED_SWITCH];
      for (let change = 0; change < 4; change++) text[below(text.length)] = String.fromCharCode(below(128));
      const event = parseTraceEventFormat("sched", text.join(""));
      if (event === undefined) continue;
      parsed++;
      for (const field of event.fields) expect([field.offset, field.size].every(Number.isSafeInteger)).toBe(true);
    }
    expect(parsed).toBeGreaterThan(100);
  });
});
