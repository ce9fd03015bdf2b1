import kernel from "@tapset/kernel";
import lifecycle from "@tapset/lifecycle";
import timer from "@tapset/timer";
import { madeTapset, needs, nativeSession, type NativeOptions, type NativeRun } from "@tapset/testkit";
import { describe, expect, it } from "vitest";
import context from "../src/index.js";

const typed = needs("tp-btf", "ring-buffer");
const records = needs("perf-tracepoint", "ring-buffer", "read-user");

const tapsets = Object.entries({ context, kernel, lifecycle, timer }).map(([name, module]) => madeTapset({ name, module }));

function run(script: string, options: NativeOptions = {}): Promise<NativeRun> {
  return nativeSession(script, { ...options, tapsets });
}

describe("in the session", () => {
  it("the process is the session's own", async () => {
    const { output } = await run('probe begin { printf("%d %d %d %d %d\\n", pid(), uid(), egid(), ppid(), target()) exit() }');
    expect(output).toBe(`${process.pid} ${process.getuid!()} ${process.getegid!()} ${process.ppid} 0\n`);
  });

  it("the clocks agree with this process's", async () => {
    const before = Date.now();
    const { output } = await run('probe begin { printf("%d %d %d\\n", gettimeofday_ms(), gettimeofday_us() / 1000, gettimeofday_s()) exit() }');
    const after = Date.now();
    const [milliseconds, fromMicroseconds, seconds] = output.split(" ").map(Number);
    for (const time of [milliseconds!, fromMicroseconds!]) expect(time >= before && time <= after).toBe(true);
    expect(seconds! >= Math.floor(before / 1000) && seconds! <= after / 1000).toBe(true);
  });

  it("log and warn end the lines they print, once", async () => {
    const { output, messages } = await run('probe begin { log("a") log("b\\n") warn("c\\n") exit() }');
    expect([output, messages]).toEqual(["a\nb\n", "WARNING: c\n"]);
  });

  it("error fails the handler and makes it the error probe's turn", async () => {
    const { output, messages } = await run('probe begin { error("no luck") println("on") } probe end { println("end") } probe error { println("error") }');
    expect(output).toBe("error\n");
    expect(messages).toContain("ERROR: no luck");
  });
});

typed.describe("in the kernel", () => {
  it("the process is the one that was interrupted", async () => {
    const script = `
      probe kernel.trace("sched:sched_process_exec") {
        if (pid() == target())
          printf("%s %d %d %d %d %d %d %d\\n", execname(), tid() == pid(), uid(), gid(), euid(), egid(), cpu() >= 0, task_current() == $p)
      }`;
    const { output } = await run(script, { command: "/bin/true" });
    const [uid, gid, euid, egid] = [process.getuid!(), process.getgid!(), process.geteuid!(), process.getegid!()];
    expect(output).toBe(`true 1 ${uid} ${gid} ${euid} ${egid} 1 1\n`);
  });

  // The parent's name is a string in kernel memory.
  needs("read-kernel").it("the parent is the parent", async () => {
    const script = `
      probe kernel.trace("sched:sched_process_exec") { if (ppid() == target()) printf("%s of %s\\n", execname(), pexecname()) }`;
    const { output } = await run(script, { command: "/bin/true; :" });
    expect(output).toBe("true of sh\n");
  });

  it("the clocks run with the session's", async () => {
    const script = `
      global began
      probe begin { began = gettimeofday_ns() }
      probe kernel.trace("sched:sched_process_exec") { if (pid() == target()) println(gettimeofday_ns() > began) }
      probe end { println(gettimeofday_ns() > began) }`;
    expect((await run(script, { command: "/bin/true" })).output).toBe("1\n1\n");
  });
});

records.describe("names of numbers in the kernel", () => {
  it("are compared, cut, kept and printed", async () => {
    const script = `
      global names
      probe kernel.trace("syscalls:sys_exit_rmdir") {
        if (pid() == target()) {
          names[errno_str($ret), signal_str(-$ret)]++
          if (errno_str($ret) == "ENOTDIR") printf("%s %s\\n", substr(errno_str($ret), 1, 3), errno_str($ret - 4000))
        }
      }
      probe end { foreach ([error+, signal] in names) println(error, " ", signal, " ", names[error, signal]) }`;
    const { output } = await run(script, { command: "exec perl -e 'rmdir q(/nonexistent) for 1 .. 3; rmdir q(/etc/passwd)'" });
    expect(output).toBe("NOT E#4020\nENOENT SIGINT 3\nENOTDIR SIGTSTP 1\n");
  });
});

records.describe("memory of the probed process", () => {
  const open = (body: string) => `probe kernel.trace("syscalls:sys_enter_openat") { if (pid() == target()) { ${body} } }`;

  it("is read as text and as numbers", async () => {
    const body = 'if (user_string2($filename, "") == "/etc/hostname") printf("%d %d %d\\n", user_uint8($filename), user_uint16($filename + 1), user_char($filename + 13))';
    const { output } = await run(open(body), { command: "head -c0 /etc/hostname" });
    expect(output).toBe(`${0x2f} ${0x7465} 0\n`);
  });

  it("that isn't there is 0, the fallback, or an error", async () => {
    const command = "cat /dev/null";
    expect((await run(open('printf("%d %s\\n", user_long(8), user_string2(8, "none")) exit()'), { command })).output).toBe("0 none\n");
    const failed = await run(open("println(user_string(8))"), { command });
    expect(failed.output).toBe("");
    expect(failed.messages).toContain("ERROR: user string copy fault at 0x0000000000000008");
    expect((await run(open('try { println(kernel_int(8)) } catch { println("caught") } exit()'), { command })).output).toBe("caught\n");
  });
});
