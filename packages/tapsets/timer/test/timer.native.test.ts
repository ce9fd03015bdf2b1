import context from "@tapset/context";
import kernel from "@tapset/kernel";
import lifecycle from "@tapset/lifecycle";
import { madeTapset, needs, nativeSession, type NativeOptions, type NativeRun } from "@tapset/testkit";
import { describe, expect, it } from "vitest";
import timer from "../src/index.js";

const profile = needs("perf-software", "ring-buffer");

const tapsets = Object.entries({ context, kernel, lifecycle, timer }).map(([name, module]) => madeTapset({ name, module }));

function run(script: string, options: NativeOptions = {}): Promise<NativeRun> {
  return nativeSession(script, { ...options, tapsets });
}

describe("timers of the session", () => {
  it("fire in the order of their intervals, until the end", async () => {
    const script = `
      global fast, slow
      probe timer.ms(5) { fast++ }
      probe timer.hz(20).randomize(1) ?, timer.ms(50) { slow++; if (slow == 4) exit() }
      probe end { printf("%d %d\\n", fast > slow, slow) }`;
    expect((await run(script)).output).toBe("1 4\n");
  });

  it("fire in every unit", async () => {
    const units = ["jiffies(2)", "ms(3)", "msec(3)", "us(3000)", "usec(3000)", "ns(3000000)", "nsec(3000000)", "hz(300)", "ms(3).randomize(1)"];
    const probes = units.map((unit, index) => `probe timer.${unit} { seen[${index}] = 1 }`);
    const script = `
      global seen
      ${probes.join("\n")}
      probe timer.ms(5) { n = 0; foreach (unit in seen) n++; if (n == ${units.length}) { println("all"); exit() } }`;
    expect((await run(script)).output).toBe("all\n");
  });
});

profile.describe("timer.profile", () => {
  it("samples what runs, and nothing is left behind when it ends", async () => {
    const script = `
      global busy
      probe timer.profile { if (execname() == "sh") busy++ }
      probe end { println(busy > 5) }`;
    const { output } = await run(script, { command: "timeout 0.5 sh -c 'while :; do :; done' || :" });
    expect(output).toBe("1\n");
  });

  it.each(["timer.profile", "timer.profile.tick", "timer.profile.freq.hz(500)"])("%s runs in the context of what it interrupts", async (point) => {
    const script = `
      global user, kernel
      probe ${point} {
        if (pid() != target()) next
        // Addresses of the kernel are negative.
        if (user_mode() && register("rip") > 0) user++
        if (!user_mode() && register("rip") < 0) kernel++
      }
      probe end { printf("%d %d\\n", user > 5, kernel > 0) }`;
    const { output } = await run(script, { command: "exec perl -e '$t = time + 1; while (time <= $t) { kill 0, $$ }'" });
    expect(output).toBe("1 1\n");
  });
});
