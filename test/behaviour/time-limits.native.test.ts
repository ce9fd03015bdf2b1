import { expect, it } from "vitest";
import { needs } from "@tapset/testkit/needs";
import { script } from "./tapset-command.js";
import { getppidCommand } from "./workload.js";

const calls = 200_000_000;
const busy = "probe syscall.getppid { if (pid() == target()) for (i = 0; i < 300; i++) n++ }";
const last = 'probe end { println("end ran") } probe error { println("error ran") }';
/** Other work on the machine leaves handlers little of it: a fiftieth of a CPU is too much here. */
const strict = "-DSTP_OVERLOAD_THRESHOLD=20000000";
const overhead = /^ERROR: probe overhead \(\d+ ms\) exceeded threshold \(\d+ ms\) in last \d+ ms (on CPU \d+|in the session): probe less, or lift the limit with -D STP_NO_OVERLOAD\n/m;

needs("bpf", "gcc").describe("handlers that take more than their share of a CPU", () => {
  it("in the kernel end the session, which runs error probes and no end probes", async () => {
    const { status, stdout, stderr } = await script(`global n ${busy} ${last}`, "-c", getppidCommand(calls), "-T", "30", "--no-global-var-display", strict);
    expect(stdout).toBe("error ran\n");
    expect(stderr).toMatch(overhead);
    expect(status).toBe(1);
  });

  it.each([
    ["-D STP_NO_OVERLOAD", [strict, "-DSTP_NO_OVERLOAD"]],
    ["--suppress-time-limits", [strict, "-g", "--suppress-time-limits"]],
    ["a threshold above", ["-DSTP_OVERLOAD_THRESHOLD=2000000000"]],
  ])("may with %s", async (_name, options) => {
    const { status, stdout, stderr } = await script(`global n ${busy} ${last}`, "-c", getppidCommand(calls), "-T", "3", "--no-global-var-display", ...options);
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "end ran\n", stderr: "" });
  });
});

it("handlers that take more than their share of the session end it too", async () => {
  const { status, stdout, stderr } = await script(`global n probe timer.us(100) { for (i = 0; i < 3000; i++) n += i } ${last}`, "-T", "30", "--no-global-var-display", strict);
  expect(stdout).toBe("error ran\n");
  expect(stderr).toMatch(overhead);
  expect(status).toBe(1);
});

needs("bpf").it("actions aren't limited with --suppress-time-limits", async () => {
  const text = "global n probe syscall.getppid { if (pid() == target()) { for (i = 0; i < 50000; i++) n++; exit() } } probe end { for (i = 0; i < 50000; i++) n++; println(n) }";
  const limited = await script(text, "-c", getppidCommand(1));
  expect(limited.stderr).toContain("ERROR: MAXACTION exceeded");
  const { status, stdout, stderr } = await script(text, "-c", getppidCommand(1), "-g", "--suppress-time-limits");
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "100000\n", stderr: "" });
});
