import { nativeSession, needs } from "@tapset/testkit";
import { expect, it } from "vitest";
import { tapsets } from "./tapsets.js";

const need = needs("perf-software", "ring-buffer");

need.describe("PREFIX probes on this machine", () => {
  it("see the page faults of a command, at their addresses", { timeout: 60_000 }, async () => {
    const script = `
      probe PREFIX.page_faults(1) { if (pid() == target()) printf("%s %d %d\\n", name, interval, address != 0) }`;
    const { output, messages } = await nativeSession(script, { tapsets, command: "/bin/true" });
    const lines = output.split("\n").slice(0, -1);
    // A process can't begin without some; how many depends on its libraries.
    expect(lines.length).toBeGreaterThan(10);
    expect(new Set(lines)).toEqual(new Set(["page_faults 1 1"]));
    expect(messages).toBe("");
  });
});
