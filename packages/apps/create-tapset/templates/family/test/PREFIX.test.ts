import { counter, runScript } from "@tapset/testkit";
import { describe, expect, it } from "vitest";
import { tapsets } from "./tapsets.js";

describe("a script with PREFIX probes", () => {
  it("runs its handlers for what happens, with the values of each", async () => {
    const script = `
      probe PREFIX.page_faults(3) { printf("%s %d %s\\n", name, interval, execname()) }
      probe PREFIX.cpu_migrations(1) { println(pp()) }`;
    const { output, messages } = await runScript(script, {
      tapsets,
      events: [counter("page_faults", { execname: "ls" }), counter("cpu_migrations"), counter("page_faults", { execname: "cat", cpu: 1 })],
    });
    expect(output).toBe("page_faults 3 ls\nPREFIX.cpu_migrations(1)\npage_faults 3 cat\n");
    expect(messages).toBe("");
  });
});
