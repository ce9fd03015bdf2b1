import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { needs, nativeSession, type NativeOptions } from "@tapset/testkit";
import { describe, expect, it } from "vitest";
import { contextTapsets as tapsets } from "./context-tapsets.js";

const typed = needs("tp-btf", "ring-buffer");
const reads = needs("tp-btf", "ring-buffer", "read-kernel");

async function output(script: string, options: NativeOptions = {}): Promise<string> {
  return (await nativeSession(script, { ...options, tapsets })).output;
}

const inSession = (body: string): Promise<string> => output(`probe begin { ${body} exit() }`);

/** What a handler prints when the target runs its program. */
const atExec = (body: string, command: string, options: NativeOptions = {}): Promise<string> =>
  output(`probe kernel.trace("sched:sched_process_exec") { if (pid() == target()) { ${body} } }`, { ...options, command });

const rows: readonly (readonly [call: string, text: string])[] = [
  ["sock_fam_num2str(sock_fam_str2num(sock_fam_num2str(10)))", "INET6"],
  ['rlimit_from_str(substr("xRLIMIT_CORE", 1, 20))', "4"],
  ["format_ipaddr(0x0100007f, 2)", "127.0.0.1"],
  ["sigset_mask_str(0x4002)", "SIGINT|SIGTERM"],
  ['sa_flags_str(0x14000000) . "/" . sa_handler_str(1)', "SA_RESTORER|SA_RESTART/SIG_IGN"],
];

describe("in the session", () => {
  it.each(rows)("%s is %s", async (call, text) => {
    expect(await inSession(`print(${call})`)).toBe(text);
  });

  it("it has a name and sizes", async () => {
    expect(await inSession("println(module_name()) println(module_size())")).toMatch(/^stap_[0-9a-f]+_[0-9a-f]+\nprograms: 0, maps: \d+\n$/);
  });

  it("an address no module has is an error", async () => {
    expect(await inSession("try { println(modname(4096)) } catch (m) { println(m) }")).toBe("modname: no module is known at 0x1000\n");
  });
});

typed.describe("in the kernel", () => {
  it("names of numbers are the same", async () => {
    const prints = rows.map(([call]) => `println(${call})`).join(" ");
    expect(await atExec(prints, "/bin/true")).toBe(rows.map(([, text]) => `${text}\n`).join(""));
  });

  it("they can be kept and compared there", async () => {
    const body = 'kept = sigset_mask_str(0x4002) . sa_flags_str(4) if (kept == "SIGINT|SIGTERMSA_SIGINFO" && sock_prot_num2str(17) == "UDP") println(strlen(kept))';
    expect(await atExec(body, "/bin/true")).toBe("24\n");
  });

  it("a probe's names and kind are told", async () => {
    const script = `
      probe named = kernel.trace("sched:sched_process_exec") {}
      probe named, kernel.trace("sched:sched_process_exec") { if (pid() == target()) printf("%s %s %s\\n", pn(), pp(), probe_type()) }
      probe end { printf("%s %s\\n", pn(), probe_type()) }`;
    const point = 'kernel.trace("sched:sched_process_exec")';
    const lines = (await output(script, { command: "/bin/true" })).trim().split("\n");
    expect(lines.slice(0, -1).sort()).toEqual([`${point} ${point} tracing`, `named ${point} tracing`].map((line) => expect.stringMatching(new RegExp(`^${line.replace(/[().]/g, "\\$&").replace(/tracing$/, "(tracing|raw_tracepoint)")}$`))));
    expect(lines.at(-1)).toBe("end end");
  });

  it("raise sends the probed thread a signal, in guru mode", async () => {
    const script = 'probe kernel.trace("sched:sched_process_exec") { if (pid() == target()) raise(15) }';
    const { summary } = await nativeSession(script, { tapsets, guru: true, command: "/bin/sleep 10" });
    expect(summary.command).toMatchObject({ signal: "SIGTERM" });
    await expect(output(script, { command: "/bin/true" })).rejects.toThrow(/guru mode/);
  });

  it("an address is the kernel's or nobody's", async () => {
    expect(await atExec('println(modname(@cast(task_current(), "task_struct")->sched_class))', "/bin/true")).toBe("kernel\n");
  });
});

reads.describe("in the kernel's memory", () => {
  it("a handler's flags and what it is are read from where they are", async () => {
    const script = `
      # Kept in a global an address is a number, which is read through and not followed.
      global act
      probe kernel.trace("sched:sched_process_exec") {
        if (pid() != target()) next
        act = &@cast(task_current(), "task_struct")->sighand->action[9]
        printf("%s %s\\n", sa_handler_str(get_sa_handler(act)), sa_flags_str(get_sa_flags(act)))
      }`;
    // SIGUSR1 is 10; what is ignored stays so when a program is run.
    expect(await output(script, { command: "trap '' USR1; exec /bin/true" })).toMatch(/(^|\n)SIG_IGN [^\n]*\n$/);
  });

  it("a handler's mask is read from where it is", async () => {
    const script = `
      probe kernel.trace("sched_process_exit") {
        if (pid() != target()) next
        mask = get_sigaction_mask(&@cast(task_current(), "task_struct")->sighand->action[9])
        printf("%#x %s\\n", mask, sigset_mask_str(mask))
      }`;
    const program = "use POSIX; sigaction(SIGUSR1, POSIX::SigAction->new(sub {}, POSIX::SigSet->new(SIGUSR2, SIGTERM)))";
    expect(await output(script, { command: `exec perl -e '${program}'` })).toMatch(/(^|\n)0x4800 SIG[A-Z0-9]+[|]SIG[A-Z0-9]+\n$/);
  });

  it("paths of inodes begin at the root of all mounts", async () => {
    const body = 'println(inode_path(@cast(current_exe_file(), "file")->f_inode))';
    expect((await atExec(body, "/usr/bin/true")).trim()).toBe("/usr/bin/true");
  });

  it("a lookup has got to where it is", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "context-"));
    try {
      // The entry for a name that's looked up for the first time takes memory of the kernel's.
      const script = `
        global found
        probe kernel.trace("kmem:kmem_cache_alloc") {
          nd = @cast(task_current(), "task_struct")->nameidata
          # Before it has begun a lookup is nowhere.
          if (pid() == target() && nd) try { if (d_path(nd) == "${folder}") found = d_path(nd) == fullpath_struct_nameidata(nd) } catch { next }
        }
        probe end { println(found) }`;
      expect(await output(script, { command: `exec perl -e 'stat q(${folder}/none)'` })).toBe("1\n");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

needs("tp-btf", "ring-buffer", "read-kernel").it("an IPv6 address is read from memory", async () => {
  // The wildcard's address is 16 zero bytes, as is the beginning of a task's blocked signals and of what follows.
  const body = 'at = &@cast(task_current(), "task_struct")->cred->cap_ambient println(format_ipaddr(at, 10), " ", kernel_long(at) == 0)';
  expect(await atExec(body, "/bin/true")).toMatch(/^[0-9a-f:.]+ 1\n$/);
});

typed.it("what lies in a structure is reached from its pointer", async () => {
  const body = 'entity = &@cast(task_current(), "task_struct")->se printf("%d %d\\n", @cast(entity, "sched_entity")->on_rq, @cast(entity, "sched_entity")->load->weight == @cast(task_current(), "task_struct")->se->load->weight)';
  expect(await atExec(body, "/bin/true")).toBe("1 1\n");
});
