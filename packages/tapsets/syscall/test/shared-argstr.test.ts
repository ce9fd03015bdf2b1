import { describe, expect, it } from "vitest";
import { ArgumentReader } from "../src/argument-reader.js";
import { callsOf, syscallTable, type Call } from "../src/syscall-table.js";
import { plannedText, recordedText, deriveCall, valueOf, type FakeCall } from "./fake-call.js";

const { bySelector, byPoint } = callsOf(syscallTable, "x86_64");

/** Arguments that lead somewhere, and memory that has something there. */
const call: FakeCall = {
  arguments: [0x1000, 0x1000, 16, 0x1000, 0x2000, 0x2000],
  memory: { 0x1000: [0x2f2f_0000_0002n, 7n, 0x2000n, 5n, 6n, 7n, 8n, 9n, 10n, 11n, 12n, 13n, 14n, 15n], 0x2000: `text${"\0".repeat(120)}`, 16: [1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n, 9n] },
};

describe("what the session makes of recorded arguments", () => {
  it("is what a call's own handler makes of them, for every call", () => {
    for (const [point, calls] of byPoint) {
      for (const [index, probe] of deriveCall(`syscall.${point}`).entries()) {
        const selector = probe.site.where === "kernel" ? probe.site.select!.value : -1n;
        const at: FakeCall = { ...call, ...((selector & 1n) === 1n && { codeSegment: 0x23n }) };
        expect(recordedText(calls[index]!, at), `${point} ${selector}`).toBe(valueOf(probe, "argstr", at));
      }
    }
  });
  it("is the same of what one handler reads for all calls", () => {
    let planned = 0;
    for (const [point, calls] of byPoint) {
      for (const [index, probe] of deriveCall(`syscall.${point}`).entries()) {
        const each = calls[index]!;
        if (each.isMultiplexer || !new ArgumentReader(each).isPlanned) continue;
        planned += 1;
        const at: FakeCall = { ...call, ...((each.selector & 1n) === 1n && { codeSegment: 0x23n }) };
        expect(plannedText(each, at), `${point} ${each.selector}`).toBe(valueOf(probe, "argstr", at));
      }
    }
    expect(planned).toBeGreaterThan(bySelector.size - 4);
  });
  it("is made of few handlers", () => {
    const shapes = new Set([...bySelector.values()].map((each: Call) => new ArgumentReader(each).shape));
    expect(shapes.size).toBeLessThan(bySelector.size / 3);
  });
});
