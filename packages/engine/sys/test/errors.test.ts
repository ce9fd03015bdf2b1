import { describe, expect, it } from "vitest";
import { createKernel, SyscallError, UnsupportedError, VerifierError } from "../src/index.js";
import { FakeSyscall } from "./fake-syscall.js";

const map = { type: "hash", name: "counts", keySize: 4, valueSize: 8, maxEntries: 1 } as const;

function refusedWith(errno: number): SyscallError {
  const kernel = createKernel({ syscall: new FakeSyscall(() => -errno).syscall });
  try {
    kernel.maps.create(map);
  } catch (error) {
    if (error instanceof SyscallError) return error;
    throw error;
  }
  throw new Error("the call was not refused");
}

describe("a refused system call", () => {
  it("says what was attempted, by which call, and why it failed", () => {
    const error = refusedWith(22);
    expect(error.message).toBe("create map counts: bpf(BPF_MAP_CREATE): invalid argument (EINVAL)");
    expect(error).toMatchObject({ call: "bpf(BPF_MAP_CREATE)", errno: 22, code: "EINVAL", attempt: "create map counts" });
    expect(error.hint).toBeUndefined();
  });

  it("has a hint where the user can do something", () => {
    expect(refusedWith(1).hint).toBe("run as root, or give the command CAP_BPF and CAP_PERFMON");
    expect(refusedWith(24).hint).toBe("raise the limit of open files (ulimit -n)");
  });

  it("has a hint for a kprobe within an instruction", () => {
    const { perf } = createKernel({ syscall: () => -84 });
    const open = () => perf.open({ counter: { kind: "dynamic", type: 6, config: 0n, config1: "vfs_write", config2: 3n }, scope: { cpu: 0 } });
    expect(open).toThrow(expect.objectContaining({ code: "EILSEQ", hint: "name the first byte of an instruction: others can't be probed" }));
  });

  it("names errors the C library doesn't know", () => {
    expect(refusedWith(524)).toMatchObject({ code: "ENOTSUPP" });
    expect(refusedWith(133)).toMatchObject({ code: "errno 133" });
  });
});

describe("a rejected program", () => {
  const log = [
    "func#0 @0",
    "0: R1=ctx() R10=fp0",
    "; reads far below the stack @ probe.stp:3",
    "0: (bf) r2 = r10                      ; R2_w=fp0 R10=fp0",
    "1: (79) r0 = *(u64 *)(r2 -600)",
    "invalid read from stack R2 off=-600 size=8",
    "processed 2 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0",
  ].join("\n");

  it("is summed up in the verifier's own complaint, with the instruction", () => {
    const error = new VerifierError("load program p", 13, log);
    expect(error.message).toBe("load program p: invalid read from stack R2 off=-600 size=8 (EACCES)");
    expect(error).toMatchObject({ instruction: 1, code: "EACCES", log });
  });

  it("has no instruction when the log names none", () => {
    const error = new VerifierError("load program p", 22, "last insn is not an exit or jmp\nprocessed 0 insns (limit 1)");
    expect(error.summary).toBe("last insn is not an exit or jmp");
    expect(error.instruction).toBeUndefined();
  });

  it("falls back to the error number for an empty log", () => {
    expect(new VerifierError("load BTF", 22, "").message).toBe("load BTF: invalid argument (EINVAL)");
  });
});

describe("an unsupported feature", () => {
  it("says what, why, and what would work", () => {
    const error = new UnsupportedError("kprobe attachment", "this kernel has no kprobe facility", {
      alternative: "use kernel.trace",
    });
    expect(error.message).toBe("kprobe attachment: this kernel has no kprobe facility");
    expect(error.alternative).toBe("use kernel.trace");
  });
});

describe("an error of another copy of the package", () => {
  it.each([SyscallError, UnsupportedError])("is known by its name: %o", (Kind) => {
    expect(Object.assign(new Error("attach"), { name: Kind.name }) instanceof Kind).toBe(true);
    expect(new Error("attach") instanceof Kind).toBe(false);
    expect({ name: Kind.name } instanceof Kind).toBe(false);
  });
});
