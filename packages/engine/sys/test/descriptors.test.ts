import { describe, expect, it } from "vitest";
import { createKernel, SyscallError } from "../src/index.js";
import { FakeSyscall } from "./fake-syscall.js";

const EINTR = -4;
const EBADF = -9;
const EAGAIN = -11;

describe("a timer", () => {
  it("counts expirations, none of which is no error", () => {
    const pending = [3n, undefined];
    const fake = new FakeSyscall((call) => {
      if (call.name !== "read") return undefined;
      const next = pending.shift();
      if (next === undefined) return EAGAIN;
      new BigUint64Array(call.buffer.buffer)[0] = next;
      return 8;
    });
    const timer = createKernel({ syscall: fake.syscall }).events.timer("boottime");
    timer.arm(1n, 2n);
    expect([timer.ticks(), timer.ticks()]).toEqual([3, 0]);
    expect(fake.calls.slice(0, 2)).toEqual([
      { name: "timerfd_create", clock: 7, flags: 0o2004000 },
      { name: "timerfd_settime", fd: 100, startNs: 1n, periodNs: 2n },
    ]);
  });
});

describe("epoll", () => {
  it("answers the tags of what is readable, and nothing when interrupted", () => {
    const answers = [2, EINTR, EBADF];
    const fake = new FakeSyscall((call) => {
      if (call.name !== "epoll_pwait") return undefined;
      const answer = answers.shift() ?? 0;
      if (answer > 0) call.tags.push(7, 9);
      return answer;
    });
    const epoll = createKernel({ syscall: fake.syscall }).events.epoll();
    expect(epoll.wait(0)).toEqual([7, 9]);
    expect(epoll.wait(0)).toEqual([]);
    expect(() => epoll.wait(0)).toThrow(SyscallError);
  });
});

describe("a watch", () => {
  it("is closed once and ignores what is asked of it afterwards", () => {
    const did: string[] = [];
    const kernel = createKernel({
      syscall: new FakeSyscall().syscall,
      poll: () => ({ ref: () => did.push("ref"), unref: () => did.push("unref"), close: () => did.push("close") }),
    });
    const watch = kernel.events.watch(kernel.events.eventfd(), () => undefined);
    watch.keepAlive(false);
    watch.keepAlive(true);
    watch.close();
    watch.close();
    watch.keepAlive(true);
    expect(did).toEqual(["unref", "ref", "close"]);
  });
});

describe("a mapping", () => {
  it("is replaced by anonymous memory when closed, once", () => {
    const fake = new FakeSyscall((call) => {
      if (call.name !== "mmap") return undefined;
      if (call.fixedAddress === undefined) call.memory = new ArrayBuffer(call.length);
      return 0x7000;
    });
    const kernel = createKernel({ syscall: fake.syscall });
    const mapping = kernel.memory.map(kernel.events.eventfd(), { lengthBytes: 8192, isWritable: true });
    expect(mapping.buffer.byteLength).toBe(8192);
    mapping.close();
    mapping.close();
    const mmaps = fake.calls.filter((call) => call.name === "mmap");
    expect(mmaps).toHaveLength(2);
    expect(mmaps[0]).toMatchObject({ protection: 3, flags: 1, fd: 100 });
    expect(mmaps[1]).toMatchObject({ fixedAddress: 0x7000, length: 8192, flags: 0x4032, fd: -1 });
  });
});

describe("reads and writes", () => {
  it("that would block are not errors", () => {
    const fake = new FakeSyscall((call) => (call.name === "read" || call.name === "write" ? EAGAIN : undefined));
    const kernel = createKernel({ syscall: fake.syscall });
    const fd = kernel.events.eventfd();
    expect(kernel.files.read(fd, new Uint8Array(8))).toBeUndefined();
    expect(kernel.files.write(fd, new Uint8Array(8))).toBeUndefined();
  });
});

describe("files", () => {
  it("are opened to be read, or added to at their end, and never created", () => {
    const fake = new FakeSyscall();
    const { files } = createKernel({ syscall: fake.syscall });
    files.open("/made/up", "read");
    files.open("/made/up", "append");
    expect(fake.calls).toEqual([{ name: "openat", path: "/made/up", flags: 0o2000000 }, { name: "openat", path: "/made/up", flags: 0o2002001 }]);
  });

  it("say what was tried, in the caller's words", () => {
    const fake = new FakeSyscall((call) => (call.name === "write" || (call.name === "openat" && call.path === "/forbidden") ? -1 : undefined));
    const { files } = createKernel({ syscall: fake.syscall });
    const file = files.open("/made/up", "append", "made-up file");
    expect(() => files.write(file, new Uint8Array(1))).toThrow("write made-up file: write: operation not permitted (EPERM)");
    expect(() => files.write(file, new Uint8Array(1), "define it")).toThrow("define it: write: operation not permitted (EPERM)");
    expect(() => files.open("/forbidden", "read")).toThrow("open /forbidden: openat: operation not permitted (EPERM)");
  });
});

describe("perf events", () => {
  it("say what they count, how often, and where, and start disabled", () => {
    const fake = new FakeSyscall();
    const { perf } = createKernel({ syscall: fake.syscall });
    perf.open({ counter: { kind: "software", counter: "cpu_clock" }, scope: { cpu: 3 }, sampling: { frequencyHz: 99 } });
    perf.open({ counter: { kind: "tracepoint", id: 372 }, scope: { pid: 0 }, sampling: { period: 1n } });
    perf.open({
      counter: { kind: "breakpoint", address: 0xffff_8000_0000_1000n, sizeBytes: 8, access: "write" },
      scope: { cpu: 1, pid: 5 }, excludeKernel: true, inherit: true,
    });
    perf.open({ counter: { kind: "dynamic", type: 9, config: 1n, config1: "/bin/sh", config2: 0x10n }, scope: { cpu: 0 } });
    expect(fake.calls).toMatchObject([
      { attr: { type: 1, config: 0n, sample_period: 99n, flags: 0x401n, size: 112 }, pid: -1, cpu: 3, flags: 8 },
      { attr: { type: 2, config: 372n, sample_period: 1n, flags: 1n }, pid: 0, cpu: -1 },
      { attr: { type: 5, bp_type: 2, config1: 0xffff_8000_0000_1000n, config2: 8n, flags: 0x23n }, pid: 5, cpu: 1 },
      { attr: { type: 9, config: 1n, config1_path: "/bin/sh", config2: 0x10n } },
    ]);
  });
});
