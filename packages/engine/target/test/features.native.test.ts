import { existsSync, readdirSync, readFileSync } from "node:fs";
import { assemble, Assembler, r0, r1, r2, relocate } from "@tapset/asm";
import { BPF_F_MMAPABLE, bpfPid, createKernel, SyscallError, VerifierError, type Fd, type PerfCounter, type ProgramSpec } from "@tapset/sys";
import koffi from "koffi";
import { afterEach, expect, it } from "vitest";
import { needs } from "@tapset/testkit/needs";
import { liveTarget } from "../src/index.js";
import { fileOffsetOf } from "./elf-symbol.js";

const fds = new Set<Fd>();
const kernel = createKernel({ tracer: { opened: (fd) => void fds.add(fd), closed: (fd) => void fds.delete(fd) } });
const target = liveTarget(kernel);

afterEach(() => {
  target.close();
  expect([...fds].map(({ what }) => what), "descriptors left open").toEqual([]);
});

const libcPath = /^\S+ r-xp .* (\/\S*libc\.so\.6)$/m.exec(readFileSync("/proc/self/maps", "latin1"))?.[1] ?? "";
const getppid = koffi.load("libc.so.6").func("int getppid()") as () => number;
const calls = 10;

/** A program that counts its runs in this process. */
function counting(counter: Fd, result = 0): Uint8Array {
  const main = new Assembler("main").call("get_current_pid_tgid").rsh(r0, 32).jump("ne", r0, bpfPid(kernel), "out")
    .loadMapValue(r1, "counter").mov(r2, 1).atomic("add", 8, r1, 0, r2)
    .label("out").mov(r0, result).exit();
  const { bytes, relocations } = assemble({ main: main.finish(), subprograms: [] });
  return relocate(bytes, relocations, () => counter.number);
}

/**
 * Does what a feature promises: attaches a program that counts, does the work ten times, detaches and does it again. Whether
 * it could be attached; where it could, it must have counted ten, and none after.
 */
function fires(spec: Omit<ProgramSpec, "instructions">, attach: (program: Fd) => Fd, work: () => void): boolean {
  const counter = kernel.maps.create({ type: "array", keySize: 4, valueSize: 8, maxEntries: 1, flags: BPF_F_MMAPABLE });
  const own: Fd[] = [counter];
  const counted = (): bigint => {
    const value = new BigInt64Array(1);
    kernel.maps.lookup(counter, new Uint8Array(4), new Uint8Array(value.buffer));
    return value[0] ?? 0n;
  };
  try {
    own.push(kernel.programs.load({ name: "counting", instructions: counting(counter), ...spec }));
    const attached = attach(own[1]!);
    try {
      for (let i = 0; i < calls; i++) work();
    } finally {
      attached.close();
    }
    // What attaches and never fires isn't there: some virtual machines accept watchpoints and never trip them.
    if (counted() === 0n) return false;
    expect(counted()).toBe(BigInt(calls));
    for (let i = 0; i < calls; i++) work();
    expect(counted(), "after it is detached").toBe(BigInt(calls));
    return true;
  } catch (error) {
    if (error instanceof SyscallError || error instanceof VerifierError) return false;
    throw error;
  } finally {
    for (const fd of own) fd.close();
  }
}

function perf(counter: PerfCounter, period?: bigint): (program: Fd) => Fd {
  return (program) => {
    const event = kernel.perf.open({ counter, scope: { pid: 0 }, ...(period !== undefined && { sampling: { period } }) });
    try {
      kernel.perf.setProgram(event, program);
      kernel.perf.enable(event);
      return event;
    } catch (error) {
      event.close();
      throw error;
    }
  };
}

/** Events of a dynamic PMU; without the PMU they are refused as the kernel would. */
function dynamic(pmu: string, rest: { readonly config: bigint; readonly config1: string; readonly config2?: bigint }): (program: Fd) => Fd {
  const path = `/sys/bus/event_source/devices/${pmu}/type`;
  const type = existsSync(path) ? Number(readFileSync(path, "latin1")) : 0x7fff_ffff;
  return perf({ kind: "dynamic", type, ...rest });
}

// Of calls without arguments the kernel's types know another name.
const systemCall = "__x64_sys_sched_getaffinity";
const callSystem = (): void => void kernel.process.affinity();
const functionType = (): number => target.btf?.byName("func", systemCall)?.id ?? 0;
const tracing = (expectedAttachType: "trace_fentry" | "trace_fexit") => ({ type: "tracing", expectedAttachType, attachBtfId: functionType() }) as const;
const linked = (program: Fd): Fd => kernel.links.openRawTracepoint(program);
// A page of its own: smaller arrays lie on V8's heap, which moves.
const watched = new Int32Array(1024);

/** What each feature promises, done. */
const deeds: Readonly<Record<string, () => boolean>> = {
  kprobe: () => fires({ type: "kprobe" }, dynamic("kprobe", { config: 0n, config1: systemCall }), callSystem),
  kretprobe: () => fires({ type: "kprobe" }, dynamic("kprobe", { config: 1n, config1: systemCall }), callSystem),
  "kprobe-multi": () => fires({ type: "kprobe", expectedAttachType: "trace_kprobe_multi" }, (program) =>
    kernel.links.create({ program, attachType: "trace_kprobe_multi", kprobeMulti: { symbols: [systemCall] } }), callSystem),
  fentry: () => fires(tracing("trace_fentry"), linked, callSystem),
  fexit: () => fires(tracing("trace_fexit"), linked, callSystem),
  uprobe: () => fires({ type: "kprobe" }, dynamic("uprobe", { config: 0n, config1: libcPath, config2: fileOffsetOf(libcPath, "getppid") }), getppid),
  uretprobe: () => fires({ type: "kprobe" }, dynamic("uprobe", { config: 1n, config1: libcPath, config2: fileOffsetOf(libcPath, "getppid") }), getppid),
  "uprobe-multi": () => fires({ type: "kprobe", expectedAttachType: "trace_uprobe_multi" }, (program) =>
    kernel.links.create({
      program, attachType: "trace_uprobe_multi", uprobeMulti: { path: libcPath, offsets: [fileOffsetOf(libcPath, "getppid")], pid: process.pid },
    }), getppid),
  "watch-user": () => fires({ type: "perf_event" }, perf({ kind: "breakpoint", address: BigInt(koffi.address(watched)), sizeBytes: 4, access: "write" }, 1n),
    () => void Atomics.add(watched, 0, 1)),
  "perf-hardware": () => opens({ kind: "hardware", counter: "instructions" }),
};

function opens(counter: PerfCounter): boolean {
  try {
    kernel.perf.open({ counter, scope: { pid: 0 }, sampling: { period: 1n } }).close();
    return true;
  } catch (error) {
    if (error instanceof SyscallError) return false;
    throw error;
  }
}

needs("bpf", "kernel-types").describe("what a feature's answer says", () => {
  it.each(Object.entries(deeds))("of %s is so", (name, deed) => {
    const { verdict, reason } = target.feature(name);
    expect([verdict, reason]).toEqual(deed() ? ["yes", ""] : ["no", expect.stringMatching(/./) as string]);
  });

  it("comes without a trace: no descriptor stays open, no filesystem mounted", () => {
    const openFiles = (): number => readdirSync("/proc/self/fd").length;
    const mounts = (): string => readFileSync("/proc/self/mounts", "latin1");
    const before = { files: openFiles(), mounts: mounts() };
    const fresh = liveTarget(kernel);
    for (const name of fresh.featureNames) fresh.feature(name);
    fresh.close();
    expect({ files: openFiles(), mounts: mounts() }).toEqual(before);
  });

  it("is never unknown to those who may trace", () => {
    for (const name of target.featureNames) expect([name, target.feature(name).verdict]).toEqual([name, expect.stringMatching(/^(yes|no)$/) as string]);
  });
});
