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
      if (call.name === "ioctl") return 0;
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
      "ProgramStarts", "attachKprobe", "attachKprobeMulti", "attachNetfilter", "attachPerfEvent", "attachPerfTracepoint", "attachRawTracepoint", "attachTestRun", "attachTpBtf", "attachTrampoline", "programFile", "threadsOf",
    ]);
  });
});
