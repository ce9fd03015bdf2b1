import { describe, expect, it } from "vitest";
import { needs } from "@tapset/testkit/needs";
import { tapset, type Run } from "./tapset-command.js";

const sentence = "ERROR: tracing the kernel takes privilege that this user lacks: run as root (with sudo, say), or with CAP_BPF and CAP_PERFMON\n" +
  "hint: run tapset doctor: it says what this kernel and this user allow\n";

/** Ways of starting the command without the privilege to trace. */
const ways = {
  "as an ordinary user": ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"],
  "as root without capabilities": ["setpriv", "--bounding-set", "-all", "--inh-caps", "-all"],
} as const;

needs("root").describe("without privilege", () => {
  describe.each(Object.entries(ways))("%s,", (_, through) => {
    const run = async (...args: readonly string[]): Promise<Run> => tapset(args, { through });

    it("scripts of the session alone run", async () => {
      const { status, stdout } = await run("-e", 'probe begin { println("began") } probe timer.ms(10) { println("tick"); exit() }');
      expect({ status, stdout }).toEqual({ status: 0, stdout: "began\ntick\n" });
    });

    it.each([
      ["syscalls", "probe syscall.* { n[name]++ } global n"],
      ["a tracepoint", 'probe kernel.trace("sched_switch") { n++ } global n'],
      ["a timer of the kernel", "probe timer.profile { n++ } global n"],
    ])("one that traces %s says in one sentence what is missing and what to do, and runs nothing", async (_, text) => {
      const { status, stdout, stderr } = await run("-e", `probe begin { println("began") } ${text}`, "-c", "echo from the command");
      expect({ status, stdout, stderr }).toEqual({ status: 3, stdout: "", stderr: sentence });
    });

    it("-v says which call was refused", async () => {
      const { status, stderr } = await run("-v", "-e", "probe syscall.openat { n++ } global n");
      expect(status).toBe(3);
      expect(stderr).toContain(sentence);
      expect(stderr).toMatch(/bpf\(BPF_\w+\): operation not permitted \(EPERM\)\n$/);
    });

    it("passes before loading need none, nor do listings", async () => {
      expect(await run("-p3", "-e", "probe syscall.openat { n++ } global n")).toMatchObject({ status: 0, stderr: "" });
      expect(await run("-p4", "-e", "probe syscall.openat { n++ } global n")).toMatchObject({ status: 3, stderr: sentence });
      const listed = await run("-l", "syscall.openat*");
      expect(listed).toMatchObject({ status: 0, stdout: expect.stringContaining("syscall.openat\n") as string });
    });
  });
});
