import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { needs } from "@tapset/testkit/needs";
import { script, startTapset, tapset } from "./tapset-command.js";

const ending = 'probe begin { println("ready") } probe end { println("end ran") } probe error { println("error ran") }';

describe("a session", () => {
  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("ends by %s with its end probes and status 0", async (signal) => {
    const { child, printed, ended } = startTapset(["-e", ending]);
    await printed("ready");
    child.kill(signal);
    expect(await ended).toEqual({ status: 0, signal: null, stdout: "ready\nend ran\n", stderr: "" });
  });

  it("is forced to end by a second Ctrl-C, when its output finds no reader", async () => {
    // More than a pipe holds, and nobody reads: the first Ctrl-C waits for the reader.
    const flood = "probe begin { for (i = 0; i < 30000; i++) println(i, \" of many lines\"); warn(\"printed\") } probe end { warn(\"end ran\") }";
    const { child, said, ended } = startTapset(["-e", flood, "-DMAXACTION_INTERRUPTIBLE=1000000"], { reads: false });
    await said("printed");
    child.kill("SIGINT");
    await said("end ran");
    expect(child.exitCode).toBeNull();
    child.kill("SIGINT");
    await once(child, "exit");
    expect(child.signalCode).toBe("SIGINT");
    child.stdout?.destroy();
    await ended;
  });

  it("ends after -T seconds", async () => {
    const { status, stdout } = await script(ending, "-T", "1");
    expect(stdout).toBe("ready\nend ran\n");
    expect(status).toBe(0);
  });

  it("ends by exit() in begin: later begin probes and timers don't run, end probes do", async () => {
    const { status, stdout, stderr } = await script(
      'probe begin { println("first"); exit() } probe begin(1) { println("second") } probe timer.us(100) { println("tick") } probe end { println("end ran") }',
    );
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "first\nend ran\n", stderr: "" });
  });

  it("doesn't start when its command doesn't exist", async () => {
    const { status, stdout, stderr } = await script(ending, "-c", "no-such-command --at all");
    expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: "", stderr: "ERROR: run command: no-such-command: command not found\n" });
  });

  it("sets target() by -x to a process, which may end before", async () => {
    const child = spawn("sleep", ["0.01"]);
    await once(child, "exit");
    const { status, stdout, stderr } = await script("probe begin { println(target()) } probe timer.ms(50) { println(\"still here\"); exit() }", "-x", String(child.pid));
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: `${child.pid}\nstill here\n`, stderr: `note: -x ${child.pid}: there is no such process\n` });
    const alive = await script("probe begin { println(target()) exit() }", "-x", String(process.pid));
    expect(alive).toMatchObject({ stdout: `${process.pid}\n`, stderr: "" });
  });
});

describe("a session with a command", () => {
  it("starts it after begin, and ends with it", async () => {
    const { status, stdout, stderr } = await script(ending, "-c", "echo from the command");
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "ready\nfrom the command\nend ran\n", stderr: "" });
  });

  it("tells that it failed", async () => {
    const failed = await script(ending, "-c", "false");
    expect(failed).toMatchObject({ status: 1, stdout: "ready\nend ran\n", stderr: "WARNING: child process exited with status 1\n" });
    const { printed, ended } = startTapset(["-e", "probe begin { println(target()) } probe timer.ms(1) { println(\"armed\") }", "-c", "sleep 1000"]);
    const target = Number.parseInt(await printed("armed"), 10);
    process.kill(target, "SIGKILL");
    const { status, stderr } = await ended;
    expect(stderr).toContain("WARNING: child process exited with signal SIGKILL\n");
    expect(status).toBe(1);
  });

  it("ends as usual when Ctrl-C in a terminal reaches both", async () => {
    const { child, printed, ended } = startTapset(["-e", ending, "-c", "sleep 1000"], { inGroup: true });
    await printed("ready");
    process.kill(-(child.pid ?? 0), "SIGINT");
    expect(await ended).toEqual({ status: 0, signal: null, stdout: "ready\nend ran\n", stderr: "" });
  });

  it("ends it when the session ends first", async () => {
    const { status, stdout } = await script("probe begin { println(target()) } probe timer.ms(10) { exit() }", "-c", "sleep 1000");
    expect(status).toBe(0);
    expect(() => process.kill(Number(stdout), 0)).toThrow("ESRCH");
  });

  it("is the command itself, not a shell around it", async () => {
    const { stdout } = await tapset(["-e", "probe begin { println(target()) }", "-c", "readlink /proc/self"]);
    const [target, command] = stdout.trim().split("\n");
    expect(target).toBe(command);
  });
});

needs("bpf").describe("a session with kernel probes", () => {
  it("arms nothing when begin has called exit()", async () => {
    const { status, stdout } = await script(
      'global n = 0 probe begin { exit() } probe kernel.trace("sys_enter"), kernel.trace("sched_switch") { n++ } probe end { println(n) }',
      "-c",
      "ls /",
    );
    expect({ status, stdout }).toEqual({ status: 0, stdout: "0\n" });
  });

  it("ends by exit() in a kernel handler, and runs no more of them", async () => {
    const { status, stdout } = await script(
      'global n = 0 probe syscall.getppid { if (pid() == target()) { n++; println("call"); exit() } } probe end { println(n) }',
      "-c",
      "sh -c 'exec sleep 1000'",
    );
    expect(status).toBe(0);
    expect(stdout).toMatch(/^(call\n)+\d+\n$/);
    const calls = stdout.split("\n").filter((line) => line === "call");
    expect(stdout.endsWith(`\n${calls.length}\n`)).toBe(true);
  });

  it("doesn't trace the tool itself", async () => {
    const { status, stdout } = await script(
      'global self, mine = 0, any = 0 probe begin { self = pid() } probe syscall.* { any++; if (pid() == self) mine++ } probe end { println(mine, " ", any > 0) }',
      "-c",
      "ls /",
    );
    expect(status).toBe(0);
    expect(stdout.endsWith("\n0 1\n")).toBe(true);
  });
});
