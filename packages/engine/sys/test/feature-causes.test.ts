import { describe, expect, it } from "vitest";
import { createFeatures, createKernel, featureDescriptions, featureNames, judgeSettings, privilegeOf } from "../src/index.js";
import type { FeatureContext, SystemCall } from "../src/index.js";
import { FakeSyscall } from "./fake-syscall.js";

const EPERM = -1;
const EINVAL = -22;
const EOPNOTSUPP = -95;
const EAFNOSUPPORT = -97;

/** A machine of made-up files, by path; folders list what lies in them. */
function madeUpFiles(files: Readonly<Record<string, string>>): FeatureContext["files"] {
  return {
    read: (path, mostBytes) => (files[path] === undefined ? undefined : Buffer.from(files[path]).subarray(0, mostBytes)),
    list: (folder) => Object.keys(files).flatMap((path) => (path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1).split("/")[0]!] : [])),
  };
}

/** Features of a made-up kernel: Linux 6.1 with everything built in, no lockdown, traced by root. */
function featuresOf(answer: (call: SystemCall) => number | undefined, options: Partial<FeatureContext> & { readonly paths?: Readonly<Record<string, string>> } = {}) {
  const { syscall } = new FakeSyscall((call) => (call.name === "close" ? 0 : answer(call)));
  return createFeatures(createKernel({ syscall }), {
    files: madeUpFiles(options.paths ?? {}),
    release: () => "6.1.0-21-amd64",
    isBuiltWith: () => true,
    lockdown: () => "none",
    btfId: () => 5,
    traceEventId: () => 7,
    isPrivileged: () => true,
    environment: () => undefined,
    ...options,
  });
}

const refusingLinks = (errno: number) => (call: SystemCall) => (call.name === "bpf" && /LINK_CREATE|TRACEPOINT_OPEN/.test(call.command) ? errno : undefined);
const kprobePmu = { "/sys/bus/event_source/devices/kprobe/type": "6\n", "/sys/bus/event_source/devices/kprobe/format/retprobe": "" };

describe("why not", () => {
  it("is the kernel's age where it's too old, with the kernel's own words", () => {
    expect(featuresOf(refusingLinks(EINVAL)).probe("uprobe-multi")).toEqual({
      verdict: "no",
      reason: "Linux 6.1.0-21-amd64 is older than 6.6, which brought it (attach program probe: bpf(BPF_LINK_CREATE): invalid argument (EINVAL))",
      wayOut: "use Linux 6.6 or later",
    });
  });

  it("isn't its age where it does it all the same, as kernels of distributions may", () => {
    expect(featuresOf(() => undefined).probe("uprobe-multi").verdict).toBe("yes");
  });

  it("is how it was built", () => {
    const answer = featuresOf(refusingLinks(EOPNOTSUPP), { isBuiltWith: (option) => option !== "CONFIG_FPROBE" }).probe("kprobe-multi");
    expect(answer).toMatchObject({ verdict: "no", wayOut: "use a kernel built with CONFIG_FPROBE" });
    expect(answer.reason).toMatch(/^this kernel was built without CONFIG_FPROBE \(/);
  });

  it("is lockdown, from the level that forbids it", () => {
    const refusesPerf = (call: SystemCall) => (call.name === "perf_event_open" ? EPERM : undefined);
    const under = (level: "integrity" | "confidentiality") => featuresOf(refusesPerf, { lockdown: () => level, paths: kprobePmu }).probe("kprobe");
    expect(under("confidentiality")).toMatchObject({ verdict: "no", wayOut: "boot without lockdown=confidentiality (secure boot may set it)" });
    expect(under("integrity")).toMatchObject({ verdict: "no", reason: "open perf event pmu 6: perf_event_open: operation not permitted (EPERM)" });
  });

  it("is known without trying to a process that may not, for what the kernel was built without and lockdown forbids", () => {
    const asUser = { isPrivileged: () => false };
    const features = featuresOf(() => EPERM, { ...asUser, isBuiltWith: (option) => option !== "CONFIG_KPROBES", lockdown: () => "integrity" });
    expect(features.probe("kprobe").reason).toBe("this kernel was built without CONFIG_KPROBES");
    expect(features.probe("write-user").reason).toBe("forbidden by lockdown=integrity");
    expect(features.probe("uprobe-multi").verdict).toBe("unknown");
  });

  it("is the missing types where there are none", () => {
    const features = featuresOf(() => undefined, { btfId: () => undefined, isBuiltWith: (option) => option !== "CONFIG_DEBUG_INFO_BTF" });
    for (const name of ["tp-btf", "fentry", "task-iterator"] as const) {
      expect(features.probe(name)).toMatchObject({
        verdict: "no", reason: "this kernel was built without CONFIG_DEBUG_INFO_BTF (the kernel shows no types (/sys/kernel/btf/vmlinux is missing))",
      });
    }
  });
});

describe("attaching", () => {
  it("a kprobe takes the PMU, a kretprobe its argument", () => {
    expect(featuresOf(() => undefined).probe("kprobe").verdict).toBe("no");
    const features = featuresOf(() => undefined, { paths: kprobePmu });
    expect([features.probe("kprobe").verdict, features.probe("kretprobe").verdict]).toEqual(["yes", "yes"]);
    const refusesPerf = (call: SystemCall) => (call.name === "perf_event_open" ? EPERM : undefined);
    const locked = featuresOf(refusesPerf, { paths: kprobePmu, lockdown: () => "confidentiality" });
    expect([locked.probe("kretprobe").verdict, locked.probe("kprobe").verdict]).toEqual(["no", "no"]);
  });

  it("to netfilter is asked for with a family there is none of, so that no packet is seen", () => {
    const asked: unknown[] = [];
    const features = featuresOf((call) => {
      if (call.name !== "bpf" || call.command !== "BPF_LINK_CREATE") return undefined;
      asked.push(call.attr.netfilter_pf);
      return EAFNOSUPPORT;
    });
    expect(features.probe("netfilter")).toEqual({ verdict: "yes", reason: "" });
    expect(asked).toEqual([0]);
  });

  it("to hardware counters is no without a PMU", () => {
    const ENOENT = -2;
    expect(featuresOf((call) => (call.name === "perf_event_open" ? ENOENT : undefined)).probe("perf-hardware")).toMatchObject({
      verdict: "no", reason: "this machine shows no hardware counters",
    });
  });

  it("writes to user memory by no program where the level of lockdown tells", () => {
    const loads: string[] = [];
    const features = featuresOf((call) => {
      if (call.name === "bpf") loads.push(call.command);
      return undefined;
    });
    expect(features.probe("write-user").verdict).toBe("yes");
    // The one load is the question whether BPF works at all.
    expect(loads).toEqual(["BPF_PROG_LOAD"]);
  });
});

describe("the machine", () => {
  const probe = (name: string, paths: Readonly<Record<string, string>>, options: Partial<FeatureContext> = {}) =>
    featuresOf((call) => (call.name === "fsopen" ? EPERM : undefined), { ...options, paths }).probe(name);

  it("hides its addresses by a setting, which is named", () => {
    const hidden = { "/proc/kallsyms": "0000000000000000 T _text\n", "/proc/sys/kernel/kptr_restrict": "2\n" };
    expect(probe("kernel-addresses", hidden)).toEqual({
      verdict: "no", reason: "/proc/kallsyms shows no addresses (kernel.kptr_restrict is 2)", wayOut: "set sysctl kernel.kptr_restrict=1",
    });
    expect(probe("kernel-addresses", hidden, { isPrivileged: () => false }).verdict).toBe("unknown");
    // Variables of each CPU come first, and count from 0 where addresses are shown, too.
    const shown = "0000000000000000 A fixed_percpu_data\n0000000000001000 A cpu_debug_store\nffffffff81000000 T _text\n";
    expect(probe("kernel-addresses", { "/proc/kallsyms": shown }).verdict).toBe("yes");
  });

  it("has file systems mounted, or mounts them, or refuses to", () => {
    expect(probe("debugfs", { "/sys/kernel/debug/x": "" }).verdict).toBe("yes");
    expect(probe("debugfs", {})).toMatchObject({ verdict: "no", wayOut: "run with CAP_SYS_ADMIN, or mount it at /sys/kernel/debug" });
    expect(probe("debugfs", {}, { isPrivileged: () => false })).toMatchObject({ verdict: "unknown", wayOut: "run as root" });
  });

  it("takes a device for FUSE, and users a helper", () => {
    const there = { "/proc/filesystems": "nodev\tfuse\n", "/dev/fuse": "" };
    const asUser = { isPrivileged: () => false, environment: () => "/usr/bin" };
    expect(probe("fuse", { "/proc/filesystems": "nodev\tproc\n\tfuseblk\n" }).reason).toBe("/proc/filesystems has no fuse");
    expect(probe("fuse", { "/proc/filesystems": "nodev\tfuse\n" }).reason).toBe("/dev/fuse is missing");
    expect(probe("fuse", there).verdict).toBe("yes");
    expect(probe("fuse", there, asUser).wayOut).toBe("run as root, or install fuse3");
    expect(probe("fuse", { ...there, "/usr/bin/fusermount3": "" }, asUser).verdict).toBe("yes");
  });

  it("knows debuginfod by the environment, and says what the system offers", () => {
    expect(probe("debuginfod", {}, { environment: () => "set" }).verdict).toBe("yes");
    expect(probe("debuginfod", { "/etc/debuginfod/distribution.urls": "" }).wayOut).toBe("set DEBUGINFOD_URLS to what /etc/debuginfod/distribution.urls names");
  });

  it("shows types of modules, unless it has none loaded", () => {
    expect(probe("module-types", {}).verdict).toBe("yes");
    expect(probe("module-types", { "/proc/modules": "xfs 1 0\n" }).verdict).toBe("no");
    expect(probe("module-types", { "/proc/modules": "xfs 1 0\n", "/sys/kernel/btf/xfs": "" }).verdict).toBe("yes");
  });
});

describe("settings", () => {
  it("are those the kernel has, judged by privilege", () => {
    const files = madeUpFiles({
      "/proc/sys/kernel/perf_event_paranoid": "3\n",
      "/proc/sys/kernel/kptr_restrict": "1\n",
      "/proc/sys/kernel/yama/ptrace_scope": "3\n",
      "/proc/self/limits": "Max cpu time  unlimited unlimited seconds\nMax locked memory         65536                65536                bytes\n",
    });
    const judged = (isPrivileged: boolean) => judgeSettings(files, isPrivileged).map(({ name, value, verdict }) => [name, value, verdict]);
    expect(judged(true)).toEqual([
      ["kernel.perf_event_paranoid", "3", "ok"],
      ["kernel.kptr_restrict", "1", "ok"],
      ["kernel.yama.ptrace_scope", "3", "hinders"],
      ["RLIMIT_MEMLOCK", "65536", "ok"],
    ]);
    expect(judged(false).map(([, , verdict]) => verdict)).toEqual(["hinders", "hinders", "hinders", "ok"]);
  });

  it("that hinder come with a way out", () => {
    const names = ["kernel/unprivileged_bpf_disabled", "kernel/perf_event_paranoid", "kernel/kptr_restrict", "kernel/ftrace_enabled", "kernel/yama/ptrace_scope", "net/core/bpf_jit_enable"];
    for (const value of ["0", "1", "2", "3"]) {
      for (const isPrivileged of [true, false]) {
        const files = madeUpFiles(Object.fromEntries(names.map((name) => [`/proc/sys/${name}`, `${value}\n`])));
        for (const setting of judgeSettings(files, isPrivileged)) expect([setting, setting.wayOut === undefined]).toEqual([setting, setting.verdict === "ok"]);
      }
    }
  });
});

describe("the table", () => {
  it("has a row for every name, and alternatives that are rows", () => {
    expect(featureDescriptions.map(({ name }) => name)).toEqual(featureNames);
    for (const { name, alternatives = [] } of featureDescriptions) {
      for (const alternative of alternatives) expect([name, featureNames]).toEqual([name, expect.arrayContaining([alternative])]);
    }
  });

  it("reads a process's privilege", () => {
    expect(privilegeOf("Uid:\t1000\t0\t0\t0\nCapEff:\t000000c000000000\n")).toEqual({ uid: 0, capabilities: ["CAP_PERFMON", "CAP_BPF"], canTrace: true });
  });
});
