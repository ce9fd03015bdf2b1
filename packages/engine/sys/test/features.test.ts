import { describe, expect, it } from "vitest";
import { canTrace, createFeatures, createKernel, featureNames, UnsupportedError } from "../src/index.js";
import { FakeSyscall } from "./fake-syscall.js";

const EPERM = -1;
const ENOMEM = -12;

function featuresWith(answer: () => number | undefined, isPrivileged = true) {
  const fake = new FakeSyscall((call) => (call.name === "close" ? 0 : answer()));
  return { fake, features: createFeatures(createKernel({ syscall: fake.syscall }), { isPrivileged: () => isPrivileged }) };
}

describe("a feature", () => {
  it("is there when the thing itself worked, and nothing is left open", () => {
    const { fake, features } = featuresWith(() => undefined);
    expect(features.probe("ring-buffer")).toEqual({ verdict: "yes", reason: "" });
    expect(fake.names).toEqual(["BPF_PROG_LOAD", "close", "BPF_MAP_CREATE", "close"]);
    expect(() => features.need("ring-buffer")).not.toThrow();
  });

  it("is asked for once when the answer is conclusive", () => {
    const { fake, features } = featuresWith(() => EPERM);
    expect(features.probe("bpf")).toEqual({
      verdict: "no",
      reason: "load program probe: bpf(BPF_PROG_LOAD): operation not permitted (EPERM)",
      wayOut: "see whether a capability is missing, or a security module or a container's seccomp filter forbids it",
    });
    const { length } = fake.calls;
    features.probe("bpf");
    expect(fake.calls).toHaveLength(length);
  });

  it("is asked for again when it could not be found out", () => {
    let answer: number | undefined = ENOMEM;
    const { features } = featuresWith(() => answer);
    expect(features.probe("bpf").verdict).toBe("unknown");
    expect(() => features.need("bpf")).not.toThrow();
    answer = undefined;
    expect(features.probe("bpf").verdict).toBe("yes");
  });

  it("is unknown to a process that may not trace, and the answer says what would help", () => {
    const { features } = featuresWith(() => EPERM, false);
    expect(features.probe("bpf")).toEqual({
      verdict: "unknown",
      reason: "load program probe: bpf(BPF_PROG_LOAD): operation not permitted (EPERM)",
      wayOut: "run as root, or with CAP_BPF and CAP_PERFMON",
    });
    const withoutBpf = ["kernel-types", "module-types", "kernel-addresses", "debugfs", "fuse", "debuginfod", "tracefs"];
    for (const name of featureNames.filter((each) => !withoutBpf.includes(each))) expect(features.probe(name)).toEqual(features.probe("bpf"));
  });

  it("nobody has a probe for is unknown", () => {
    expect(featuresWith(() => undefined).features.probe("time-travel").verdict).toBe("unknown");
    expect(featuresWith(() => undefined).features.probe("constructor").verdict).toBe("unknown");
  });

  it("that is needed and missing is an error that says so", () => {
    const { features } = featuresWith(() => EPERM);
    expect(() => features.need("raw-tracepoint")).toThrow(UnsupportedError);
    expect(() => features.need("raw-tracepoint")).toThrow(/^raw tracepoint attachment: load program probe: /);
  });

  it("can't be found out without BTF when it attaches by BTF", () => {
    const { features } = featuresWith(() => undefined);
    expect(features.probe("tp-btf").verdict).toBe("unknown");
  });

  it("about perf tracepoints takes the number of a trace event", () => {
    const { syscall } = new FakeSyscall();
    const withEvent = (id: number | undefined) => createFeatures(createKernel({ syscall }), { traceEventId: () => id });
    expect(withEvent(7).probe("perf-tracepoint")).toEqual({ verdict: "yes", reason: "" });
    expect(withEvent(undefined).probe("perf-tracepoint")).toEqual({
      verdict: "no", reason: "trace events can't be read: tracefs shows no sched:sched_process_exec",
    });
  });

  it.each([
    ["everything", "000001ffffffffff", true],
    ["CAP_SYS_ADMIN", "0000000000200000", true],
    ["CAP_BPF and CAP_PERFMON", "000000c000000000", true],
    ["CAP_BPF alone", "0000008000000000", false],
    ["nothing", "0000000000000000", false],
  ])("may be found out with %s among the capabilities: %s, %s", (_what, mask, expected) => {
    expect(canTrace(`Name:\tnode\nCapEff:\t${mask}\nCapBnd:\t000001ffffffffff\n`)).toBe(expected);
  });

  it("never keeps its descriptors, whatever is refused and when", () => {
    for (const name of featureNames) {
      // Refuse the first call, then the second, and so on, until nothing is refused any more.
      for (let refused = 0, done = false; !done; refused++) {
        let nth = 0;
        const open = new Set<unknown>();
        const syscall = (): number => (nth++ === refused ? EPERM : 100 + nth);
        const tracer = { opened: (fd: unknown) => void open.add(fd), closed: (fd: unknown) => void open.delete(fd) };
        const kernel = createKernel({ syscall: (call) => (call.name === "close" ? 0 : syscall()), tracer });
        try {
          createFeatures(kernel, { btfTypedefId: () => 5 }).probe(name);
        } catch {
          // A fake mmap has no memory to give; what counts here is what stays open.
        }
        expect([name, refused, open.size]).toEqual([name, refused, 0]);
        done = nth <= refused;
      }
    }
  });
});
