import type { FeatureName } from "@tapset/core";
import { describe, expect, it } from "vitest";
import { liveTarget, type LiveTargetOptions } from "../src/index.js";
import { madeUpFiles, madeUpKernel, refuse, someFd } from "./made-up-machine.js";

function machine(changes?: Parameters<typeof madeUpFiles>[0], options?: LiveTargetOptions) {
  return liveTarget(madeUpKernel(), { files: madeUpFiles(changes), machine: "aarch64", ...options });
}

/** The names written out in the contract, without the door it leaves open for any other. */
type NamedFeature = FeatureName extends infer Name ? (Name extends string ? (string extends Name ? never : Name) : never) : never;

/** Every file unreadable. */
const bare = liveTarget(madeUpKernel(), { files: { read: () => undefined, list: () => [] }, machine: "x86_64" });

describe("a live target", () => {
  it("reads nothing before it is asked", () => {
    const fail = (): never => {
      throw new Error("read too early");
    };
    const target = liveTarget(madeUpKernel(), { files: { read: fail, list: fail } });
    expect(() => target.release).toThrow("read too early");
  });

  it("knows the machine", () => {
    const { release, version, arch, hz, cpus, lockdown } = machine();
    expect({ release, version, arch, hz, cpus, lockdown }).toEqual({
      ...{ release: "6.1.0-21-amd64", version: "6.1.0", arch: "arm64", hz: 1000 },
      ...{ cpus: { possible: 5, online: 2 }, lockdown: "integrity" },
    });
  });

  it("has defaults, or nothing, where the kernel shows nothing", () => {
    const { release, version, arch, hz, cpus, lockdown, btf } = bare;
    expect({ release, version, arch, hz, cpus, lockdown, btf }).toEqual({
      ...{ release: "", version: "", arch: "x86_64", hz: 250 },
      ...{ cpus: { possible: 1, online: 1 }, lockdown: undefined, btf: undefined },
    });
    expect([bare.traceEvents(), bare.traceEvent("sched", "sched_switch"), bare.config("CONFIG_HZ")]).toEqual([undefined, undefined, undefined]);
    expect([bare.symbols(), bare.moduleBtf("xfs"), bare.moduleNames()]).toEqual([undefined, undefined, []]);
  });

  it("reads the configuration, from /boot too", () => {
    const target = machine();
    const names = ["CONFIG_SMP", "CONFIG_XFS_FS", "CONFIG_NAME", "CONFIG_KPROBES"];
    expect(names.map((name) => target.config(name))).toEqual(["y", "m", 'a "b"', undefined]);
    const boot = machine({ "/proc/config.gz": undefined, "/boot/config-6.1.0-21-amd64": "CONFIG_HZ=100\n" });
    expect(boot.hz).toBe(100);
  });

  it("finds types in the kernel and its modules", () => {
    const target = machine();
    expect(target.btf?.byName("struct", "task_struct")?.size).toBe(16);
    expect(target.btf).toBe(target.btf);
    expect(target.moduleNames()).toEqual(["xfs"]);
    expect(target.moduleBtf("xfs")?.base).toBe(target.btf);
    expect(target.moduleBtf("nonesuch")).toBeUndefined();
    expect(machine({ "/sys/kernel/btf/vmlinux": "not BTF" }).btf).toBeUndefined();
  });

  it("reads trace events", () => {
    const target = machine();
    expect(target.traceEvents()).toEqual([
      ["sched", "sched_switch"],
      ["sched", "broken"],
    ]);
    expect(target.traceEvent("sched", "sched_switch")?.id).toBe(372);
    expect(target.traceEvent("sched", "broken")).toBeUndefined();
    expect(target.traceEvent("..", "x/y")).toBeUndefined();
  });

  it("mounts tracefs for itself where it isn't mounted, and lets go of it", () => {
    const mounted: string[] = [];
    let closed = 0;
    const detached = (fileSystem: string) => {
      mounted.push(fileSystem);
      return { ...someFd, number: 77, close: () => closed++ } as unknown as typeof someFd;
    };
    const files = madeUpFiles({
      "/sys/kernel/tracing/available_events": undefined,
      "/sys/kernel/tracing/events/sched/sched_switch/format": undefined,
      "/proc/self/fd/77/available_events": "vm:fault\n",
    });
    const target = liveTarget(madeUpKernel({ mounts: { detached } }), { files });
    expect(mounted).toEqual([]);
    expect(target.traceEvents()).toEqual([["vm", "fault"]]);
    expect(target.traceEvent("vm", "fault")).toBeUndefined();
    expect(mounted).toEqual(["tracefs"]);
    target.close();
    target.close();
    expect(closed).toBe(1);
    expect(target.traceEvents()).toEqual([["vm", "fault"]]);
  });
});

describe("features", () => {
  const allowing = { programs: { load: () => someFd } } as never;

  it("are yes when the kernel does it", () => {
    const target = liveTarget(madeUpKernel({ ...(allowing as object) }), { files: madeUpFiles() });
    expect(target.feature("bpf")).toEqual({ verdict: "yes", reason: "" });
    expect(target.feature("read-kernel")).toEqual({ verdict: "yes", reason: "" });
  });

  it("are no when it refuses a process that may trace, and say why", () => {
    const target = liveTarget(madeUpKernel({ ...(allowing as object) }), { files: madeUpFiles() });
    expect(target.feature("ring-buffer")).toMatchObject({ verdict: "no", reason: expect.stringContaining("create") as string });
    expect(target.feature("tp-btf")).toMatchObject({ verdict: "no", reason: expect.stringContaining("the kernel's types know no btf_trace_") as string });
  });

  it("are unknown to a process that may not trace, all for the same reason", () => {
    const target = machine({ "/proc/self/status": "CapEff:\t0000000000000000\n" });
    expect(target.feature("bpf").verdict).toBe("unknown");
    expect(target.feature("bpf").wayOut).toBe("run as root, or with CAP_BPF and CAP_PERFMON");
    expect(target.feature("ring-buffer")).toEqual(target.feature("bpf"));
  });

  it("are no even to such a process where the kernel was built without them, or is locked down", () => {
    const target = machine({ "/proc/self/status": "CapEff:\t0000000000000000\n" });
    expect(target.feature("kprobe")).toEqual({
      verdict: "no",
      reason: "this kernel was built without CONFIG_KPROBES and CONFIG_KPROBE_EVENTS",
      wayOut: "use a kernel built with CONFIG_KPROBES and CONFIG_KPROBE_EVENTS",
    });
    expect(target.feature("write-user")).toMatchObject({ verdict: "no", reason: "forbidden by lockdown=integrity" });
  });

  it("are unknown when the refusal is of the moment, or nobody knows how to ask", () => {
    const EMFILE = 24;
    const busy = { load: () => refuse("load", EMFILE) } as never;
    expect(liveTarget(madeUpKernel({ programs: busy }), { files: madeUpFiles() }).feature("bpf").verdict).toBe("unknown");
    expect(machine().feature("time-travel").verdict).toBe("unknown");
  });

  it("are asked for when they are asked about, once", () => {
    let asked = 0;
    const load = () => {
      asked++;
      return someFd;
    };
    const target = liveTarget(madeUpKernel({ programs: { load } as never }), { files: madeUpFiles() });
    expect([asked, target.feature("bpf").verdict, target.feature("bpf").verdict, asked]).toEqual([0, "yes", "yes", 1]);
  });

  it("have answers for every name the contract knows", () => {
    const contract: Record<NamedFeature, true> = {
      ...{ "bpf": true, "kernel-types": true, "module-types": true, "kernel-addresses": true },
      ...{ "tracefs": true, "debugfs": true, "fuse": true, "debuginfod": true },
      ...{ "tp-btf": true, "raw-tracepoint": true, "perf-tracepoint": true, "kprobe": true },
      ...{ "kretprobe": true, "kprobe-multi": true, "fentry": true, "fexit": true },
      ...{ "uprobe": true, "uretprobe": true, "uprobe-multi": true, "sdt-mark": true },
      ...{ "perf-software": true, "perf-hardware": true, "watch-user": true, "watch-kernel": true },
      ...{ "netfilter": true, "ring-buffer": true, "mmapable-array": true, "percpu-array": true },
      ...{ "map-in-map": true, "tail-call": true, "task-storage": true, "read-kernel": true },
      ...{ "read-user": true, "write-user": true, "loop": true, "for-each-map": true },
      ...{ "snprintf": true, "syscall-program": true, "task-iterator": true },
    };
    expect(machine().featureNames).toEqual(expect.arrayContaining(Object.keys(contract)));
  });
});
