import { describe, expect, it } from "vitest";
import { createFeatures, createKernel, featureNames, UnsupportedError } from "../src/index.js";
import { FakeSyscall } from "./fake-syscall.js";

const EPERM = -1;
const ENOMEM = -12;

function featuresWith(answer: () => number | undefined) {
  const fake = new FakeSyscall((call) => (call.name === "close" ? 0 : answer()));
  return { fake, features: createFeatures(createKernel({ syscall: fake.syscall })) };
}

describe("a feature", () => {
  it("is there when the thing itself worked, and nothing is left open", () => {
    const { fake, features } = featuresWith(() => undefined);
    expect(features.probe("ring-buffer")).toEqual({ verdict: "yes", reason: "" });
    expect(fake.names).toEqual(["BPF_MAP_CREATE", "close"]);
    expect(() => features.need("ring-buffer")).not.toThrow();
  });

  it("is asked for once when the answer is conclusive", () => {
    const { fake, features } = featuresWith(() => EPERM);
    expect(features.probe("ring-buffer")).toEqual({
      verdict: "no", reason: "create map probe: bpf(BPF_MAP_CREATE): operation not permitted (EPERM)",
    });
    features.probe("ring-buffer");
    expect(fake.calls).toHaveLength(1);
  });

  it("is asked for again when it could not be found out", () => {
    let answer: number | undefined = ENOMEM;
    const { features } = featuresWith(() => answer);
    expect(features.probe("bpf").verdict).toBe("unknown");
    expect(() => features.need("bpf")).not.toThrow();
    answer = undefined;
    expect(features.probe("bpf").verdict).toBe("yes");
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
