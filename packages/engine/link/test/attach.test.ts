import { createKernel } from "@tapset/sys";
import type { Kernel, SystemCall } from "@tapset/sys";
import { describe, expect, it } from "vitest";
import * as link from "../src/index.js";

const EBUSY = -16;

/** A kernel that refuses what `refuse` says, and what stays open on it. */
function fakeKernel(refuse: (call: SystemCall) => boolean) {
  let next = 100;
  const calls: SystemCall[] = [];
  const open = new Set<number>();
  const kernel = createKernel({
    syscall: (call) => {
      calls.push(call);
      if (call.name === "close") return open.delete(call.fd) ? 0 : -9;
      if (refuse(call)) return EBUSY;
      if (call.name === "ioctl" || call.name === "read" || call.name === "write" || call.name === "fsconfig") return 0;
      open.add(next);
      return next++;
    },
  });
  return { kernel: { ...kernel, cpus: { possibleCount: () => 4, online: () => [1, 3] } } satisfies Kernel, calls, open };
}

const loaded = (kernel: Kernel) => kernel.programs.load({ type: "tracepoint", name: "p", instructions: new Uint8Array(16) });

describe("a perf tracepoint", () => {
  const spec = { kind: "perf-tracepoint", tracepoint: "sched:sched_switch", id: 372 } as const;

  it("takes one perf event, on a CPU that runs", () => {
    const { kernel, calls } = fakeKernel(() => false);
    link.attachPerfTracepoint(kernel, loaded(kernel), spec);
    expect(calls.slice(1)).toMatchObject([
      { name: "perf_event_open", attr: { type: 2, config: 372n }, cpu: 1, pid: -1 },
      { name: "ioctl", fd: 101, request: 0x4004_2408, argument: 100 },
    ]);
  });

  it("leaves no perf event when the program does not fit", () => {
    const { kernel, open } = fakeKernel((call) => call.name === "ioctl");
    const program = loaded(kernel);
    expect(() => link.attachPerfTracepoint(kernel, program, spec))
      .toThrow("attach program p to perf event tracepoint 372: ioctl: resource busy or locked (EBUSY)");
    expect(open).toEqual(new Set([program.number]));
  });
});

describe("an event of many kprobes", () => {
  const spec = { kind: "kprobe", places: [{ function: "_stext", offset: 16 }, { function: "forbidden", offset: 0 }, { function: "vfs_read", offset: 0 }] } as const;
  const written = (calls: readonly SystemCall[]) => calls.flatMap((call) => (call.name === "write" ? [Buffer.from(call.buffer).toString()] : []));
  const isOf = (call: SystemCall, text: string) => call.name === "write" && Buffer.from(call.buffer).includes(text);

  it("takes one perf event, says what the kernel refuses, and is taken away", () => {
    const { kernel, calls, open } = fakeKernel((call) => isOf(call, "forbidden"));
    const program = loaded(kernel);
    const attachment = link.attachKprobeEvent(kernel, program, spec);
    expect(attachment?.refused.map(({ index, error }) => [index, error.message])).toEqual([[1, "define kprobe forbidden+0: write: resource busy or locked (EBUSY)"]]);
    expect(calls.filter(({ name }) => name === "perf_event_open")).toMatchObject([{ attr: { type: 2 }, cpu: 1, pid: -1 }]);
    attachment?.close();
    attachment?.close();
    const name = /^p:(\S+) /.exec(written(calls)[0] ?? "")?.[1];
    expect(written(calls)).toEqual([`p:${name} _stext+16\n`, `p:${name} forbidden+0\n`, `p:${name} vfs_read+0\n`, `-:${name}\n`]);
    expect(open).toEqual(new Set([program.number]));
  });

  it("leaves nothing when the program does not fit", () => {
    const { kernel, calls, open } = fakeKernel((call) => call.name === "ioctl");
    const program = loaded(kernel);
    expect(() => link.attachKprobeEvent(kernel, program, spec)).toThrow("attach program p to perf event tracepoint");
    expect(written(calls).at(-1)).toMatch(/^-:/);
    expect(open).toEqual(new Set([program.number]));
  });

  it("is none where tracefs can't be written", () => {
    const { kernel, open } = fakeKernel((call) => call.name === "openat");
    const program = loaded(kernel);
    expect(link.attachKprobeEvent(kernel, program, spec)).toBeUndefined();
    expect(open).toEqual(new Set([program.number]));
  });
});

describe("a perf event", () => {
  const spec = { kind: "perf-event", counter: "cpu_clock", sampling: { frequencyHz: 1000 } } as const;

  it("takes one perf event a CPU, and enables them last", () => {
    const { kernel, calls } = fakeKernel(() => false);
    link.attachPerfEvent(kernel, loaded(kernel), spec);
    expect(calls.slice(1).map((call) => [call.name, "cpu" in call ? call.cpu : "request" in call ? call.request : undefined]))
      .toEqual([
        ["perf_event_open", 1], ["ioctl", 0x4004_2408], ["perf_event_open", 3], ["ioctl", 0x4004_2408],
        ["ioctl", 0x2400], ["ioctl", 0x2400],
      ]);
  });

  it("leaves no perf event when one CPU refuses", () => {
    const { kernel, open } = fakeKernel((call) => call.name === "perf_event_open" && call.cpu === 3);
    const program = loaded(kernel);
    expect(() => link.attachPerfEvent(kernel, program, spec)).toThrow("open perf event cpu_clock");
    expect(open).toEqual(new Set([program.number]));
  });
});

describe("a program run by hand", () => {
  it("does not run any more once it is closed", () => {
    const { kernel } = fakeKernel(() => false);
    const attachment = link.attachTestRun(kernel, loaded(kernel), { kind: "test-run", cpu: 1 });
    attachment.run();
    attachment.close();
    expect(() => attachment.run()).toThrow("run program p: it is detached");
  });
});

describe("the package", () => {
  it("exports these values and no others", () => {
    expect(Object.keys(link).sort()).toEqual([
      "ProgramStarts", "attachKprobe", "attachKprobeEvent", "attachKprobeMulti", "attachNetfilter", "attachPerfEvent", "attachPerfTracepoint", "attachRawTracepoint", "attachTestRun", "attachTpBtf", "attachTrampoline", "programFile", "threadsOf",
    ]);
  });
});
