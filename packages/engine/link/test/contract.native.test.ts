import { readdirSync, readFileSync } from "node:fs";
import { assemble, Assembler, r0, r1, r2, relocate } from "@tapset/asm";
import { Btf, tracepointTypeId } from "@tapset/btf";
import { BPF_F_MMAPABLE, bpfPid, createKernel } from "@tapset/sys";
import type { Fd, Kernel, ProgramSpec } from "@tapset/sys";
import { describe, expect } from "vitest";
import { needs } from "@tapset/testkit/needs";
import { attachKprobe, attachKprobeEvent, attachKprobeMulti, attachPerfEvent, attachPerfTracepoint, attachRawTracepoint, attachTestRun, attachTpBtf, attachTrampoline } from "../src/index.js";
import type { Attachment } from "../src/index.js";

/** One way of attaching, as the battery drives it. */
interface Subject {
  readonly name: string;
  /** What the kernel must allow. */
  readonly feature: string;
  readonly program: (kernel: Kernel) => Omit<ProgramSpec, "instructions">;
  readonly attach: (kernel: Kernel, program: Fd) => Attachment;
  /** Makes the program run, if it is attached. */
  readonly provoke: (kernel: Kernel, attachment: Attachment) => void;
  /** Whether the kernel counts what it missed. */
  readonly countsMisses: boolean;
}

const tracepoint = "sys_enter";
/** What gettid(2) calls. */
const calledFunction = "__task_pid_nr_ns";
/** What nothing here calls. */
const otherFunction = "vfs_rename";
const someCalls = (kernel: Kernel): void => {
  for (let i = 0; i < 50; i++) kernel.process.tid();
};

const subjects: readonly Subject[] = [
  {
    name: "tp-btf",
    feature: "tp-btf",
    program: () => {
      const attachBtfId = tracepointTypeId(Btf.parse(readFileSync("/sys/kernel/btf/vmlinux")), tracepoint);
      if (attachBtfId === undefined) throw new Error(`no type for ${tracepoint}`);
      return { type: "tracing", expectedAttachType: "trace_raw_tp", attachBtfId };
    },
    attach: (kernel, program) => attachTpBtf(kernel, program, { kind: "tp-btf", tracepoint }),
    provoke: someCalls,
    countsMisses: true,
  },
  {
    name: "raw-tracepoint",
    feature: "raw-tracepoint",
    program: () => ({ type: "raw_tracepoint" }),
    attach: (kernel, program) => attachRawTracepoint(kernel, program, { kind: "raw-tracepoint", tracepoint }),
    provoke: someCalls,
    countsMisses: true,
  },
  {
    name: "perf-tracepoint",
    feature: "perf-tracepoint",
    program: () => ({ type: "tracepoint" }),
    attach: (kernel, program) => {
      const tracefs = kernel.mounts.detached("tracefs");
      const id = Number(readFileSync(`/proc/self/fd/${tracefs.number}/events/raw_syscalls/${tracepoint}/id`, "latin1"));
      tracefs.close();
      return attachPerfTracepoint(kernel, program, { kind: "perf-tracepoint", tracepoint: `raw_syscalls:${tracepoint}`, id });
    },
    provoke: someCalls,
    countsMisses: false,
  },
  {
    name: "perf-event",
    feature: "perf-software",
    program: () => ({ type: "perf_event" }),
    attach: (kernel, program) =>
      attachPerfEvent(kernel, program, { kind: "perf-event", counter: "cpu_clock", sampling: { period: 1_000_000 } }),
    provoke: (kernel) => {
      const end = kernel.clocks.nowNs("monotonic") + 50_000_000n;
      while (kernel.clocks.nowNs("monotonic") < end);
    },
    countsMisses: false,
  },
  ...(["fentry", "fexit"] as const).map((kind): Subject => ({
    name: kind,
    feature: kind,
    program: () => {
      const attachBtfId = Btf.parse(readFileSync("/sys/kernel/btf/vmlinux")).byName("func", calledFunction)?.id;
      if (attachBtfId === undefined) throw new Error(`no type for ${calledFunction}`);
      return { type: "tracing", expectedAttachType: `trace_${kind}`, attachBtfId };
    },
    attach: (kernel, program) => attachTrampoline(kernel, program, { kind, function: calledFunction }),
    provoke: someCalls,
    countsMisses: true,
  })),
  ...(["kprobe", "kretprobe"] as const).map((kind): Subject => ({
    name: kind,
    feature: kind,
    program: () => ({ type: "kprobe" }),
    attach: (kernel, program) => attachKprobe(kernel, program, { kind, place: { function: calledFunction, offset: 0 } }),
    provoke: someCalls,
    countsMisses: false,
  })),
  ...(["kprobe", "kretprobe"] as const).map((kind): Subject => ({
    name: `${kind} event`,
    feature: kind,
    program: () => ({ type: "kprobe" }),
    attach: (kernel, program) => {
      const places = [calledFunction, "no_such_function", otherFunction].map((name) => ({ function: name, offset: 0 }));
      const attachment = attachKprobeEvent(kernel, program, { kind, places });
      if (attachment === undefined) throw new Error("tracefs can't be written");
      expect(attachment.refused.map(({ index, error }) => [index, error.message])).toEqual([[1, `define ${kind} no_such_function+0: write: no such file or directory (ENOENT)`]]);
      return attachment;
    },
    provoke: someCalls,
    countsMisses: false,
  })),
  ...(["kprobe-multi", "kretprobe-multi"] as const).map((kind): Subject => ({
    name: kind,
    feature: "kprobe-multi",
    program: () => ({ type: "kprobe", expectedAttachType: "trace_kprobe_multi" }),
    attach: (kernel, program) => attachKprobeMulti(kernel, program, { kind, functions: [calledFunction] }),
    provoke: someCalls,
    countsMisses: false,
  })),
  {
    name: "test-run",
    feature: "bpf",
    program: () => ({ type: "raw_tracepoint" }),
    attach: (kernel, program) => attachTestRun(kernel, program, { kind: "test-run" }),
    provoke: (_, attachment) => {
      if ("run" in attachment) (attachment as ReturnType<typeof attachTestRun>).run();
    },
    countsMisses: false,
  },
];

/** Adds one to `counter` whenever process `pid` passes. */
function countingProgram(counter: Fd, pid: number): Uint8Array {
  const main = new Assembler("main")
    .call("get_current_pid_tgid").rsh(r0, 32).jump("ne", r0, pid, "out")
    .loadMapValue(r1, "counter").mov(r2, 1).atomic("add", 8, r1, 0, r2)
    .label("out").mov(r0, 0).exit()
    .finish();
  const { bytes, relocations } = assemble({ main, subprograms: [] });
  return relocate(bytes, relocations, () => counter.number);
}

/** What tracefs has of kprobes that are ours. */
function definedKprobes(kernel: Kernel): readonly string[] {
  const tracefs = kernel.mounts.detached("tracefs");
  try {
    return readFileSync(`/proc/self/fd/${tracefs.number}/kprobe_events`, "latin1").split("\n").filter((line) => line.includes(`kprobes_${process.pid}_`));
  } finally {
    tracefs.close();
  }
}

needs("kprobe").describe("the event of many kprobes", () => {
  const load = (kernel: Kernel) => kernel.programs.load({ type: "kprobe", name: "idle", instructions: assemble({ main: new Assembler("main").mov(r0, 0).exit().finish(), subprograms: [] }).bytes });
  const placed = (...names: readonly string[]) => names.map((name) => ({ function: name, offset: 0 }));

  needs("kprobe").it("is there while it's attached, one for each attachment, and gone after", () => {
    const kernel = createKernel();
    const program = load(kernel);
    const attach = () => attachKprobeEvent(kernel, program, { kind: "kprobe", places: placed(calledFunction, otherFunction) });
    const [first, second] = [attach(), attach()];
    const defined = definedKprobes(kernel);
    expect(defined.map((line) => line.split(" ")[1])).toEqual([calledFunction, otherFunction, calledFunction, otherFunction]);
    expect(new Set(defined.map((line) => line.split(" ")[0])).size).toBe(2);
    first?.close();
    expect(definedKprobes(kernel)).toEqual(defined.slice(2));
    second?.close();
    expect(definedKprobes(kernel)).toEqual([]);
    program.close();
  });

  needs("kprobe").it("isn't there where the kernel takes none of its places", () => {
    const kernel = createKernel();
    const program = load(kernel);
    const attachment = attachKprobeEvent(kernel, program, { kind: "kprobe", places: placed("no_such_function", "nor_this_one") });
    expect(attachment?.refused.map(({ index }) => index)).toEqual([0, 1]);
    expect(definedKprobes(kernel)).toEqual([]);
    attachment?.close();
    program.close();
  });
});

const descriptors = (): string[] => readdirSync("/proc/self/fd");

/** The kernel lets go of a detached program only after a grace period or two. */
async function eventually(isSo: () => boolean): Promise<boolean> {
  for (let tries = 0; tries < 100 && !isSo(); tries++) await new Promise((resolve) => setTimeout(resolve, 50));
  return isSo();
}

describe.each(subjects)("the link $name", (subject) => {
  needs(subject.feature).it("runs its program while it is there, and leaves nothing behind", async () => {
    const open = new Set<Fd>();
    const kernel = createKernel({ tracer: { opened: (fd) => open.add(fd), closed: (fd) => open.delete(fd) } });
    kernel.process.tid();
    const before = descriptors();

    const map = kernel.maps.create({
      type: "array", name: "counter", keySize: 4, valueSize: 8, maxEntries: 1, flags: BPF_F_MMAPABLE,
    });
    const mapping = kernel.memory.map(map, { lengthBytes: kernel.memory.pageSize });
    const counter = new BigInt64Array(mapping.buffer, 0, 1);
    const count = (): bigint => Atomics.load(counter, 0);
    const program = kernel.programs.load({
      name: "contract", instructions: countingProgram(map, bpfPid(kernel)), ...subject.program(kernel),
    });
    const ids = { map: kernel.maps.info(map).id, program: kernel.programs.info(program).id };
    const linksBefore = new Set(kernel.links.ids());

    const attachment = subject.attach(kernel, program);
    const links = kernel.links.ids().filter((id) => !linksBefore.has(id));
    subject.provoke(kernel, attachment);
    expect(count(), "moves while attached").toBeGreaterThan(0n);
    expect(typeof attachment.missed?.()).toBe(subject.countsMisses ? "bigint" : "undefined");

    attachment.close();
    const counted = count();
    try {
      subject.provoke(kernel, attachment);
    } catch {
      // What can't be provoked any more doesn't move the counter either.
    }
    expect(count(), "stands still after close").toBe(counted);
    expect(() => attachment.close()).not.toThrow();

    program.close();
    mapping.close();
    map.close();
    expect([...open].map((fd) => fd.what)).toEqual([]);
    expect(descriptors()).toEqual(before);
    expect(await eventually(() => !kernel.programs.ids().includes(ids.program)), "program gone").toBe(true);
    expect(await eventually(() => !kernel.maps.ids().includes(ids.map)), "map gone").toBe(true);
    expect(await eventually(() => !links.some((id) => kernel.links.ids().includes(id))), "link gone").toBe(true);
  });
});
