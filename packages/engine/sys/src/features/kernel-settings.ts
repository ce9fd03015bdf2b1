import type { FeatureFiles } from "./feature.js";

/** A setting of the kernel as it stands, and whether it's in the way. */
export interface SettingAnswer {
  /** As sysctl(8) has it; limits as getrlimit(2) does. */
  readonly name: string;
  readonly value: string;
  /** `ok`, or whom it hinders. */
  readonly verdict: "ok" | "hinders";
  /** What this value means. */
  readonly meaning: string;
  /** What to do, beginning with a verb, when it hinders. */
  readonly wayOut?: string;
}

/** One setting: a row. */
interface Setting {
  readonly name: string;
  /** Its file, when it isn't the one below /proc/sys that the name tells. */
  readonly path?: string;
  /** The value in the file's text. */
  readonly extract?: RegExp;
  /** What a value means to a process that may trace, or may not. */
  readonly judge: (value: string, isPrivileged: boolean) => Omit<SettingAnswer, "name" | "value">;
}

const ok = (meaning: string) => ({ verdict: "ok", meaning }) as const;
const hinders = (meaning: string, wayOut: string) => ({ verdict: "hinders", meaning, wayOut }) as const;
const root = "run as root";

const settings: readonly Setting[] = [
  {
    name: "kernel.unprivileged_bpf_disabled",
    judge: (value, isPrivileged) => (isPrivileged || value === "0"
      ? ok(value === "0" ? "anybody may call bpf(2), though not load tracing programs" : "bpf(2) takes privilege")
      : hinders("bpf(2) takes privilege", `${root}, or with CAP_BPF and CAP_PERFMON`)),
  },
  {
    name: "kernel.perf_event_paranoid",
    judge: (value, isPrivileged) => (isPrivileged || Number(value) < 0
      ? ok(isPrivileged ? "who may trace isn't bound by it" : "anybody may use perf events")
      : hinders("perf events of the kernel take privilege", `${root}, or with CAP_PERFMON`)),
  },
  {
    name: "kernel.kptr_restrict",
    judge: (value, isPrivileged) => (value === "2"
      ? hinders("kernel addresses are hidden from everybody", "set sysctl kernel.kptr_restrict=1")
      : isPrivileged ? ok("root sees kernel addresses") : hinders("kernel addresses are hidden from users", root)),
  },
  {
    name: "kernel.ftrace_enabled",
    judge: (value) => (value === "0"
      ? hinders("fentry probes, and kprobes at the beginning of functions, don't fire", "set sysctl kernel.ftrace_enabled=1")
      : ok("functions of the kernel can be traced")),
  },
  {
    name: "kernel.nmi_watchdog",
    judge: (value) => ok(value === "1" ? "it keeps one hardware counter of each CPU for itself" : "it leaves the hardware counters alone"),
  },
  {
    name: "kernel.yama.ptrace_scope",
    judge: (value, isPrivileged) => {
      if (value === "3") return hinders("nobody may attach to running processes with ptrace(2)", "boot again: 3 can't be taken back");
      if (value === "0" || isPrivileged) return ok("running processes can be attached to with ptrace(2)");
      return hinders("users may attach with ptrace(2) to processes they start only", `start the process with -c, or ${root}`);
    },
  },
  {
    name: "net.core.bpf_jit_enable",
    judge: (value) => (value === "0"
      ? hinders("programs are interpreted: handlers are slow, and fentry probes don't load", "set sysctl net.core.bpf_jit_enable=1")
      : ok("programs are compiled to machine code")),
  },
  {
    name: "RLIMIT_MEMLOCK",
    path: "/proc/self/limits",
    extract: /^Max locked memory\s+(\S+)/m,
    judge: (value) => ok(value === "unlimited" ? "no limit" : "counts BPF maps before Linux 5.11 only"),
  },
];

/** The kernel's settings that matter to tracing; those that this kernel doesn't have are left out. */
export function judgeSettings(files: FeatureFiles, isPrivileged: boolean): readonly SettingAnswer[] {
  return settings.flatMap(({ name, path = `/proc/sys/${name.replaceAll(".", "/")}`, extract = /^\s*(\S+)/, judge }) => {
    const bytes = files.read(path);
    const value = bytes && extract.exec(Buffer.from(bytes).toString("latin1"))?.[1];
    return value === undefined ? [] : [{ name, value, ...judge(value, isPrivileged) }];
  });
}
