/** A form of probe point that fires in the kernel, as SystemTap documents it, and one of that form to try. */
export interface KernelPoint {
  readonly form: string;
  readonly point: string;
  /** Who causes it: the command itself, or anybody: then others' count too. */
  readonly by: "command" | "anybody";
}

const row = (form: string, point: string, by: KernelPoint["by"] = "command"): KernelPoint => ({ form, point, by });

/** Functions that the command's writes and looks at files come by; of modules the one that guests have their files from. */
const CALLED = '"vfs_write"';
const INSIDE = 'module("9p")';
const FILES = '"v9fs_vfs_*"';

const endings: readonly (readonly [form: string, written: string])[] = [
  ["", ""],
  [".call", ".call"],
  [".return", ".return"],
  [".return.maxactive(N)", ".return.maxactive(20)"],
  [".inline", ".inline"],
  [".exported", ".exported"],
  ['.label("LPATTERN")', '.label("out")'],
];

/**
 * Every form of the kernel's side.
 *
 * @param address of the function, an address of the kernel in hexadecimal
 */
export function kernelPoints(address: string, data: string): readonly KernelPoint[] {
  return [
    row("syscall.NAME", "syscall.write"),
    row("syscall.NAME.return", "syscall.write.return"),
    row("syscall.*", "syscall.*"),
    row("syscall.*.return", "syscall.*.return"),
    row("syscall.NAME.return.maxactive(N)", "syscall.write.return.maxactive(20)"),
    row("syscall.*.return.maxactive(N)", "syscall.*.return.maxactive(20)"),
    row("sys**open", "sys**open"),
    row("nd_syscall.NAME", "nd_syscall.write"),
    row("nd_syscall.NAME.return", "nd_syscall.write.return"),
    row("nd_syscall.*", "nd_syscall.*"),
    row("timer.profile", "timer.profile", "anybody"),
    row("timer.profile.tick", "timer.profile.tick", "anybody"),
    ...endings.map(([form, written]) => row(`kernel.function("PATTERN")${form}`, `kernel.function(${CALLED})${written}`)),
    row("kernel.function(ADDRESS)", `kernel.function(${address})`),
    row('kernel.statement("PATTERN")', 'kernel.statement("vfs_write@fs/read_write.c:*")'),
    row("kernel.statement(ADDRESS)", `kernel.statement(${address})`),
    row("kernel.statement(ADDRESS).absolute", `kernel.statement(${address}).absolute`),
    ...endings.map(([form, written]) => row(`module("MPATTERN").function("PATTERN")${form}`, `${INSIDE}.function(${FILES})${written}`)),
    row('module("MPATTERN").function(ADDRESS)', `${INSIDE}.function(${address})`),
    row('module("MPATTERN").statement("PATTERN")', `${INSIDE}.statement("v9fs_vfs_getattr_dotl@fs/9p/vfs_inode_dotl.c:*")`),
    row('module("MPATTERN").statement(ADDRESS)', `${INSIDE}.statement(${address})`),
    ...endings.slice(0, 4).map(([form, written]) => row(`kprobe.function("FUNCTION")${form}`, `kprobe.function(${CALLED})${written}`)),
    ...endings.slice(0, 4).map(([form, written]) => row(`kprobe.module("NAME").function("FUNCTION")${form}`, `kprobe.module("9p").function("v9fs_vfs_getattr_dotl")${written}`)),
    row("kprobe.statement(ADDRESS).absolute", `kprobe.statement(${address}).absolute`),
    ...['pf("NFPROTO_IPV4").hook("NF_INET_LOCAL_OUT")', 'hook("NF_INET_LOCAL_OUT").pf("NFPROTO_IPV4")'].flatMap((point, index) => {
      const form = ['netfilter.pf("PROTOCOL_F").hook("HOOKNAME")', 'netfilter.hook("HOOKNAME").pf("PROTOCOL_F")'][index]!;
      return [row(form, `netfilter.${point}`, "anybody"), row(`${form}.priority("PRIORITY")`, `netfilter.${point}.priority("10")`, "anybody")];
    }),
    row('kernel.mark("NAME")', 'kernel.mark("sched_process_exec")'),
    row('kernel.mark("NAME").format("FORMAT")', 'kernel.mark("sched_process_exec").format("*")'),
    row('kernel.trace("NAME")', 'kernel.trace("sched_process_exec")'),
    row('perfmon.counter("EVENT")', 'perfmon.counter("instructions")', "anybody"),
    row("kernel.data(ADDRESS).write", `kernel.data(${data}).write`, "anybody"),
    row("kernel.data(ADDRESS).rw", `kernel.data(${data}).rw`, "anybody"),
    row("kernel.data(ADDRESS).length(LEN).write", `kernel.data(${data}).length(4).write`, "anybody"),
    row("kernel.data(ADDRESS).length(LEN).rw", `kernel.data(${data}).length(4).rw`, "anybody"),
    row('kernel.data("SYMBOL_NAME").write', 'kernel.data("jiffies").write', "anybody"),
    row('kernel.data("SYMBOL_NAME").rw', 'kernel.data("jiffies").rw', "anybody"),
    row("perf.type(NN).config(MM)", "perf.type(1).config(0)", "anybody"),
    row("perf.type(NN).config(MM).sample(XX)", "perf.type(1).config(2).sample(1)"),
    row('perf.type(NN).config(MM).process("PROC")', 'perf.type(1).config(0).process("/bin/sh")', "anybody"),
    row("perf.type(NN).config(MM).process", "perf.type(1).config(2).sample(1).process"),
    row('perf.type(NN).config(MM).counter("COUNTER")', 'perf.type(1).config(2).counter("c")'),
    row('perf.type(NN).config(MM).process("PROC").counter("COUNTER")', 'perf.type(1).config(2).process("/bin/sh").counter("c")'),
    row("perf.sw.cpu_clock", "perf.sw.cpu_clock", "anybody"),
  ];
}
