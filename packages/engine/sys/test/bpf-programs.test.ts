import { describe, expect, it } from "vitest";
import { createKernel, SyscallError, VerifierError } from "../src/index.js";
import type { SystemCall } from "../src/index.js";
import { FakeSyscall } from "./fake-syscall.js";

const EPERM = -1;
const EAGAIN = -11;
const EACCES = -13;
const E2BIG = -7;
const ENOSPC = -28;
const spec = { type: "tracing", name: "probe", expectedAttachType: "trace_raw_tp", attachBtfId: 77 } as const;
const instructions = new Uint8Array(16);

function loadWith(answer: (attr: { log_buf?: Uint8Array | string | undefined; log_size?: number | undefined }, nth: number) => number | undefined) {
  let nth = 0;
  const fake = new FakeSyscall((call: SystemCall) =>
    call.name === "bpf" && call.command === "BPF_PROG_LOAD" ? answer(call.attr, nth++) : undefined);
  const kernel = createKernel({ syscall: fake.syscall });
  return { fake, load: () => kernel.programs.load({ ...spec, instructions }) };
}

const writeLog = (into: Uint8Array | string | undefined, text: string): void => {
  if (into instanceof Uint8Array) into.set(Buffer.from(`${text}\0`));
};

describe("loading a program", () => {
  it("asks for no log at first", () => {
    const { fake, load } = loadWith(() => undefined);
    expect(load().number).toBe(100);
    expect(fake.calls).toHaveLength(1);
    expect(fake.calls[0]).toMatchObject({
      attr: { prog_type: 26, expected_attach_type: 23, attach_btf_id: 77, license: "GPL", prog_name: "probe", insn_cnt: 2 },
    });
    expect(fake.calls[0]).not.toHaveProperty("attr.log_level");
  });

  it("asks again with a log when the verifier refuses", () => {
    const { fake, load } = loadWith((attr) => {
      writeLog(attr.log_buf, "0: (95) exit\nR0 !read_ok\nprocessed 1 insns (limit 1000000)");
      return EACCES;
    });
    expect(load).toThrow(new VerifierError("load program probe", 13, "0: (95) exit\nR0 !read_ok\nprocessed 1 insns (limit 1000000)"));
    expect(fake.calls).toHaveLength(2);
  });

  it("gives the log more room when it does not fit", () => {
    const sizes: (number | undefined)[] = [];
    const { load } = loadWith((attr, nth) => {
      sizes.push(attr.log_size);
      if (nth === 0) return EACCES;
      writeLog(attr.log_buf, "R0 !read_ok");
      return nth < 3 ? ENOSPC : EACCES;
    });
    expect(load).toThrow("load program probe: R0 !read_ok (EACCES)");
    expect(sizes).toEqual([undefined, 1 << 18, 1 << 19, 1 << 20]);
  });

  it("asks only for what is wrong where no log has room for all that was followed", () => {
    const logs: (readonly [level: number | undefined, size: number | undefined])[] = [];
    const { load } = loadWith((attr, nth) => {
      logs.push([attr.log_level, attr.log_size]);
      if (nth === 0) return E2BIG;
      writeLog(attr.log_buf, nth === 1 ? "0: (95) exit" : "BPF program is too large. Processed 1000001 insn");
      return nth === 1 ? ENOSPC : E2BIG;
    });
    expect(load).toThrow("load program probe: BPF program is too large. Processed 1000001 insn (E2BIG)");
    expect(logs).toEqual([[undefined, undefined], [1, 1 << 18], [4, 1 << 19]]);
  });

  it("reports a refusal without a log as what it is", () => {
    const { load } = loadWith(() => EPERM);
    expect(load).toThrow(SyscallError);
    expect(load).toThrow("load program probe: bpf(BPF_PROG_LOAD): operation not permitted (EPERM)");
  });

  it("tries again when a signal interrupted the verifier", () => {
    const { fake, load } = loadWith((_, nth) => (nth < 2 ? EAGAIN : undefined));
    expect(load().number).toBe(100);
    expect(fake.calls).toHaveLength(3);
  });

  it("says so when signals interrupted the verifier time and again, whatever it had to say till then", () => {
    const { load } = loadWith((attr) => {
      writeLog(attr.log_buf, "0: (b7) r0 = 0");
      return EAGAIN;
    });
    expect(load).toThrow(/^load program probe: bpf\(BPF_PROG_LOAD\): .* \(EAGAIN\)$/);
  });
});

describe("running a program", () => {
  it("answers what the program returned", () => {
    const fake = new FakeSyscall((call) => {
      if (call.name === "bpf" && call.command === "BPF_PROG_TEST_RUN") {
        call.attr.retval = 42;
        return 0;
      }
      return undefined;
    });
    const { programs } = createKernel({ syscall: fake.syscall });
    const program = programs.load({ type: "raw_tracepoint", instructions });
    expect(programs.testRun(program, { cpu: 3 })).toBe(42);
    expect(fake.calls[1]).toMatchObject({ attr: { cpu: 3, flags: 1 } });
    programs.testRun(program, { context: new Uint8Array(24) });
    expect(fake.calls[2]).toMatchObject({ attr: { ctx_size_in: 24, flags: undefined } });
  });
});
