import { needs, toldSession } from "@tapset/testkit";
import { expect, it } from "vitest";
import { program, signalTapsets as tapsets } from "./signal-tapsets.js";

needs("tp-btf", "ring-buffer", "read-kernel", "read-user", "task-storage", "perl").describe("system calls about signals", () => {
  it("tell what is asked and said, and what came of it", async () => {
    const script = `
      probe signal.procmask { if (pid() == target()) printf("%s %d %x %x %x\\n", substr(name, 7, 20), how, sigset_addr, oldsigset_addr, sigset) }
      probe signal.pending { if (pid() == target()) printf("%s %d %x %x\\n", substr(name, 7, 20), sigset_size, sigset_add, sigset_addr) }
      probe signal.do_action { if (pid() == target()) printf("%s %d %s %x %x %d %x\\n", substr(name, 7, 20), sig, sig_name, sigact_addr, oldsigact_addr, sa_handler, sa_mask) }
      probe signal.procmask.return, signal.pending.return, signal.do_action.return { if (pid() == target()) printf("%s %s\\n", name, retstr) }`;
    const { told, seen, messages } = await toldSession(script, program("calls"), { tapsets });
    expect(messages).toBe("");
    const expected = told.slice(0, -1).flatMap((line) => {
      const [name, signal] = line.split(" ");
      return [line, `signal.${name}.return ${name === "do_action" && signal === "9" ? "-22 (EINVAL)" : "0"}`];
    });
    const begin = seen.indexOf(told[0]!);
    expect(begin).toBeGreaterThanOrEqual(0);
    expect(seen.slice(begin, begin + expected.length)).toEqual(expected);
  });

  it("tell whom signals are for", async () => {
    const script = `
      probe signal.syskill, signal.sys_tkill { if (pid() == target()) printf("%s %d %s %d %d %d %s\\n", name, sig, sig_name, pid, sig_pid, task != 0, pid_name) }
      probe signal.systgkill { if (pid() == target()) printf("%s %d %s %d in %d %d %d %s\\n", name, sig, sig_name, pid, tgid, sig_pid, task != 0, pid_name) }
      probe signal.syskill.return, signal.systkill.return, signal.sys_tgkill.return { if (pid() == target()) printf("%s %s\\n", name, retstr) }`;
    const { told, seen, messages } = await toldSession(script, program("signals"), { tapsets });
    expect(messages).toBe("");
    const child = /^child (\d+)$/.exec(told[1]!)?.[1];
    const killed = (signal: string) => [`signal.syskill ${signal} ${child} ${child} 1 perl`, "signal.syskill.return 0"];
    expect(seen).toEqual([
      ...killed("10 SIGUSR1"),
      ...killed("12 SIGUSR2"),
      ...[`signal.sys_tkill 10 SIGUSR1 ${child} ${child} 1 perl`, "signal.sys_tkill.return 0"],
      ...[`signal.sys_tgkill 10 SIGUSR1 ${child} in ${child} ${child} 1 perl`, "signal.sys_tgkill.return 0"],
      ...killed("9 SIGKILL"),
      ...[`signal.syskill 10 SIGUSR1 ${child} ${child} 0 `, "signal.syskill.return -3 (ESRCH)"],
    ]);
  });

  it("fail when too many signals wait", async () => {
    const script = 'probe signal.send.return { if (pid() == target() && sig == 40) printf("%s %d %s\\n", name, shared, retstr) }';
    const { told, seen, messages } = await toldSession(script, program("calls"), { tapsets });
    expect(messages).toBe("");
    expect(told.at(-1)).toBe("full");
    expect(seen).toEqual(["__group_send_sig_info 1 -11 (EAGAIN)"]);
  });
});
