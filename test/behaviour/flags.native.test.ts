import { describe, expect, it } from "vitest";
import { needs } from "@tapset/testkit/needs";
import { script } from "./tapset-command.js";
import { getppidCommand } from "./workload.js";

const mine = "probe syscall.getppid { if (pid() != target()) next";

describe("-t", () => {
  it("tells how often and how long session handlers ran, and where they come from", async () => {
    const text = "probe a = begin { x = 1 } global on = 0 probe a { println(x) exit() } probe begin(3) if (on) { println(on) } probe never { println(on) }";
    const { stdout, stderr } = await script(text, "-t");
    expect(stdout).toBe("1\n");
    expect(stderr).toMatch(/^begin, \(<input>:1:41\), hits: 1, filtered: 0, failed: 0, missed: 0, ns: (\d+)min\/\1avg\/\1max, from: a = begin from: a, index: 0$/m);
    expect(stderr).toMatch(/^never, \(<input>:\d+:\d+\), hits: 0, filtered: 0, failed: 0, missed: 0, from: never, index: 2$/m);
  });

  needs("bpf").it("times every run in the kernel, but for filtered ones", async () => {
    const { stderr } = await script(`global on = 1, n ${mine}; n++ } probe syscall.getppid if (!on) { println(1) } probe never { on = 0 println(n) }`, "-t", "-c", getppidCommand(500));
    const [, hits, least, average, most] = /^syscall\.getppid, .* hits: (\d+), filtered: 0, failed: 0, missed: 0, ns: (\d+)min\/(\d+)avg\/(\d+)max, from: syscall\.getppid, index: 0$/m.exec(stderr)?.map(Number) ?? [];
    expect(hits).toBeGreaterThanOrEqual(500);
    expect(least).toBeGreaterThan(0);
    expect(average).toBeGreaterThanOrEqual(least as number);
    expect(most).toBeGreaterThanOrEqual(average as number);
    expect(stderr).toMatch(new RegExp(`^syscall\\.getppid, .* hits: ${hits}, filtered: ${hits}, failed: 0, missed: 0, from: syscall\\.getppid if \\(!on\\), index: 1$`, "m"));
  });
});

describe("--suppress-handler-errors", () => {
  it("ends only the handler, in the session; errors are counted", async () => {
    const text = 'global n probe timer.ms(1) { print("a"); if (n++ < 3) error("x"); println("b"); exit() } probe end { println("end") } probe error { println("error") }';
    const { status, stdout, stderr } = await script(text, "--suppress-handler-errors");
    expect({ status, stdout }).toEqual({ status: 0, stdout: "aaaab\nend\n" });
    expect(stderr.replace(/^WARNING: \d+ timer ticks? missed .*\n/m, "")).toBe("WARNING: Number of errors: 3, skipped probes: 0\n");
  });

  needs("bpf").it("does in the kernel, an alias's errors too, and a catch of the script's own comes first", async () => {
    const text = `global n probe a = syscall.getppid { if (pid() != target()) next; if (n++ == 1) error("early") }
      probe a { print("p"); try { error("caught") } catch { print("c") } if (n == 3) error("late"); println(".") } probe end { println("end") }`;
    const { status, stdout, stderr } = await script(text, "--suppress-handler-errors", "-w", "-c", getppidCommand(4));
    expect(stdout).toBe("pc.\npcpc.\nend\n");
    expect(stderr).toBe("WARNING: Number of errors: 2, skipped probes: 0\n");
    expect(status).toBe(0);
  });
});

describe("--no-global-var-display", () => {
  it("leaves out what nothing reads", async () => {
    const text = "global n probe begin { n = 5; exit() }";
    expect(await script(text)).toMatchObject({ stdout: "n=5\n" });
    expect(await script(text, "--no-global-var-display")).toMatchObject({ status: 0, stdout: "" });
  });
});

describe("--skip-badvars", () => {
  it("takes 0 for variables that aren't there, and says so", async () => {
    const text = 'probe begin { println($nosuch, @const("STP_SKIP_BADVARS")); exit() }';
    expect((await script(text)).status).toBe(1);
    const { status, stdout, stderr } = await script(text, "--skip-badvars");
    expect({ status, stdout }).toEqual({ status: 0, stdout: "01\n" });
    expect(stderr).toContain("WARNING: bad $context variable being substituted with literal 0\n");
    expect(stderr).toContain("identifier '$nosuch' at <input>:1:23");
  });

  needs("tp-btf", "read-kernel").it("takes 0 for members that can't be read", async () => {
    const text = 'probe kernel.trace("sched_process_exit") { if (ppid() != target() && pid() != target()) next; x = @cast(8, "task_struct")->tgid + $p->nosuch; println(x); exit() }';
    const { status, stdout } = await script(text, "--skip-badvars", "-c", "sh -c 'true; true'");
    expect({ status, stdout }).toEqual({ status: 0, stdout: "0\n" });
  });
});

describe("-u", () => {
  it("leaves nothing out", async () => {
    const text = "function unused() { return 1 } probe begin { x = 3; exit() }";
    expect((await script(text)).stderr).toContain("eliding");
    expect(await script(text, "-u")).toMatchObject({ status: 0, stdout: "", stderr: "" });
    expect((await script(text, "-u", "-p3")).stdout).toContain("x");
    expect((await script(text, "-p3")).stdout).not.toContain("x = 3");
  });
});
