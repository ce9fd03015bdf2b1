import { needs, toldSession } from "@tapset/testkit";
import { expect, it } from "vitest";
import { program, signalTapsets as tapsets } from "./signal-tapsets.js";

const traced = needs("tp-btf", "ring-buffer", "read-kernel", "perl");

/** What a script sees of the program that sends signals of all kinds: with `PROGRAM`, and `CHILD`, `NOBODY` and `FALLEN`, its children, in place of their numbers. */
async function signals(script: string): Promise<readonly string[]> {
  const { told, seen, messages } = await toldSession(script, program("signals"), { tapsets });
  expect(messages).toBe("");
  const names = new Map(told.map((line) => line.split(" ")).map(([name = "", pid = ""]) => [pid, name.toUpperCase()]));
  expect([...names.values()]).toEqual(["PROGRAM", "CHILD", "NOBODY", "FALLEN"]);
  return seen.map((line) => line.split(" ").map((word) => names.get(word) ?? word).join(" "));
}

traced.describe("signals", () => {
  it("are sent to a process or a thread, and it's told what became of them", async () => {
    const script = `
      probe signal.send { if (pid() == target() && sig != 17 && sig != 14) printf("%s %s %d %s shared %d queue %d to %d %s %d\\n", name, sig_name, sig, si_code, shared, send2queue, sig_pid, pid_name, task_pid(task) == sig_pid) }
      probe signal.send.return { if (pid() == target() && sig != 17 && sig != 14) printf("= %s %d %d %s\\n", name, shared, send2queue, retstr) }`;
    const process = (signal: string) => [`__group_send_sig_info ${signal} SI_USER shared 1 queue 0 to CHILD perl 1`, "= __group_send_sig_info 1 0 0"];
    const thread = ["specific_send_sig_info SIGUSR1 10 SI_TKILL shared 0 queue 0 to CHILD perl 1", "= specific_send_sig_info 0 0 0"];
    expect(await signals(script)).toEqual([...process("SIGUSR1 10"), ...process("SIGUSR2 12"), ...thread, ...thread, ...process("SIGKILL 9")]);
  });

  it("are ignored or wake their process up", async () => {
    const script = `
      probe signal.check_ignored { if (pid() == target() && sig != 17 && sig != 14) printf("%s %s %d\\n", sig_name, name, sig_pid) }
      probe signal.check_ignored.return { if (pid() == target() && sig != 17 && sig != 14) println(retstr) }
      probe signal.wakeup { if (pid() == target() && sig_pid != target() && pid_name == "perl") printf("wakes %d %s %d %s\\n", sig_pid, pid_name, resume, state_mask) }`;
    const woken = ["0", "wakes CHILD perl 0 TASK_INTERRUPTIBLE"];
    const checked = (signal: string) => `${signal} signal.check_ignored CHILD`;
    expect(await signals(script)).toEqual([
      ...[checked("SIGUSR1"), ...woken],
      ...[checked("SIGUSR2"), "1"],
      ...[checked("SIGUSR1"), ...woken],
      ...[checked("SIGUSR1"), ...woken],
      ...[checked("SIGKILL"), "0", "wakes CHILD perl 1 TASK_INTERRUPTIBLE | TASK_STOPPED | TASK_TRACED"],
    ]);
  });

  it("of a timer are queued", async () => {
    const script = `
      probe signal.send_sig_queue { if (sig_pid == target()) printf("%s %s %d %s %d\\n", name, sig_name, sig, pid_name, @cast(sigqueue_addr, "sigqueue")->info->si_signo) }
      probe signal.send_sig_queue.return { if (sig_pid == target()) println(name, retstr) }
      probe signal.send { if (sig_pid == target() && send2queue) println(name, " ", si_code) }`;
    expect(await signals(script)).toEqual([
      "signal.send_sig_queue SIGALRM 14 perl 14",
      "signal.send_sig_queue.return0",
      "send_group_sigqueue SI_TIMER",
    ]);
  });
});

needs("tp-btf", "ring-buffer", "read-kernel", "task-storage", "perl").it("permission is looked for where there is a recipient", async () => {
  const script = `
    probe signal.checkperm { if (pid() == target() || ppid() == target()) printf("%d %s %s %d %s to %d %s %d\\n", pid(), name, sig_name, sig, si_code, sig_pid, pid_name, task_pid(task) == sig_pid) }
    probe signal.checkperm.return { if (pid() == target() || ppid() == target()) println(retstr) }`;
  const check = (signal: string, code: string) => [`PROGRAM signal.checkperm ${signal} ${code} to CHILD perl 1`, "0"];
  expect(await signals(script)).toEqual([
    ...[...check("SIGUSR1 10", "SI_USER"), ...check("SIGUSR2 12", "SI_USER"), ...check("SIGUSR1 10", "SI_TKILL"), ...check("SIGUSR1 10", "SI_TKILL"), ...check("SIGKILL 9", "SI_USER")],
    ...["NOBODY signal.checkperm SIGUSR1 10 SI_USER to PROGRAM perl 1", "-1 (EPERM)"],
    ...["FALLEN signal.checkperm SIGUSR1 10 SI_USER to FALLEN perl 1", "0"],
  ]);
});

traced.describe("handlers of signals", () => {
  it("run with what the process has set up", async () => {
    const script = `
      probe signal.handle {
        if (ppid() != target() || sig != 10) next
        printf("%d %s %s %d %s %d\\n", pid(), name, sig_name, sig_code, sig_mode, @cast(sinfo, "kernel_siginfo")->si_signo)
        printf("%d %d %d\\n", @cast(ka_addr, "k_sigaction")->sa->sa_handler != 0, kernel_long(oldset_addr), @cast(regs, "pt_regs")->ip == uaddr())
      }
      probe signal.handle.return { if (ppid() == target()) printf("%d %s %s\\n", pid(), name, retstr) }`;
    const handled = (code: number) => [`CHILD signal.handle SIGUSR1 ${code} user-mode 10`, "1 0 1", "CHILD signal.handle.return 0"];
    expect(await signals(script)).toEqual([...handled(0), ...handled(-6), ...handled(-6), "FALLEN signal.handle SIGUSR1 0 user-mode 10", "1 0 1"]);
  });

  it("that can't be begun end in SIGSEGV", async () => {
    const script = `
      probe signal.force_segv { if (ppid() == target()) printf("%s %s %d %d %s\\n", name, sig_name, sig, sig_pid, pid_name) }
      probe signal.force_segv.return { if (ppid() == target()) printf("%s %s\\n", name, retstr) }`;
    expect(await signals(script)).toEqual(["signal.force_segv SIGUSR1 10 FALLEN perl", "signal.force_segv.return 0"]);
  });
});
