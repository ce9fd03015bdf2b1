import { expect, it } from "vitest";
import { needs } from "@tapset/testkit/needs";
import { startTapset } from "./tapset-command.js";
import { getppidCommand } from "./workload.js";

const calls = 3_000_000;
const long = "x".repeat(60);

needs("bpf", "gcc").describe("a reader that doesn't read while millions of lines are traced", () => {
  it("gets in the end what wasn't counted as dropped, in order", async () => {
    const text = `global n = 0
      probe syscall.getppid { if (ppid() == target()) printf("%d ${long}\\n", n++) }
      probe end { warn(sprint("calls: ", n)) }`;
    const { child, said, ended } = startTapset(["-e", text, "-c", `${getppidCommand(calls)}; echo all made >&2`], { reads: false });
    const stdout = child.stdout;
    if (stdout === null) throw new Error("no standard output");
    await said("all made");
    let lines = 0;
    let previous = -1;
    let isOrdered = true;
    let rest = "";
    stdout.setEncoding("latin1").on("data", (text: string) => {
      const parts = (rest + text).split("\n");
      rest = parts.pop() ?? "";
      for (const line of parts) {
        const number = Number.parseInt(line, 10);
        isOrdered &&= number > previous && line.endsWith(` ${long}`);
        previous = number;
        lines += 1;
      }
    });
    const { status, stderr } = await ended;
    const dropped = Number(/^WARNING: (\d+) output records? dropped, the buffer was full \(enlarge it with -s\) in probe syscall\.getppid$/m.exec(stderr)?.[1] ?? 0);
    expect(dropped).toBeGreaterThan(0);
    expect(lines + dropped).toBe(calls);
    expect(isOrdered).toBe(true);
    expect(stderr).toContain(`WARNING: calls: ${calls}\n`);
    expect(status).toBe(0);
  });
});
