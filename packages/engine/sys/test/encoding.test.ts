import { describe, expect, it } from "vitest";
import { CallMemory } from "../src/call-memory.js";
import { syscallTable } from "../src/syscall-table.js";

/** A machine whose buffers lie at invented addresses above 4 GiB. */
function machine(architecture: "x64" | "arm64" = "x64") {
  const addresses = new Map<Uint8Array, bigint>();
  const memory = new CallMemory((buffer) => {
    const address = addresses.get(buffer) ?? 0x1_2345_0000n + 0x1000n * BigInt(addresses.size);
    addresses.set(buffer, address);
    return address;
  });
  return { architecture, memory, viewMemory: (_: number, length: number) => new ArrayBuffer(length), addresses };
}

describe("a bpf command", () => {
  it("lays its attributes out where the kernel reads them", () => {
    const m = machine();
    const key = new Uint8Array(4);
    const value = new Uint8Array(8);
    const attr = { map_fd: 0xfedc_ba98, key, value, flags: 0x1_0000_0002n };
    const [command, address, size] = syscallTable.bpf.encode({ name: "bpf", command: "BPF_MAP_UPDATE_ELEM", attr }, m);
    expect(command).toBe(2);
    expect(address).toBe(m.memory.addressAt(0));
    expect(size).toBe(152);
    expect(m.memory.view.getUint32(0, true)).toBe(0xfedc_ba98);
    expect(m.memory.view.getBigUint64(8, true)).toBe(m.addresses.get(key));
    expect(m.memory.view.getBigUint64(16, true)).toBe(m.addresses.get(value));
    expect(m.memory.view.getBigUint64(24, true)).toBe(0x1_0000_0002n);
  });

  it("leaves what is not given at zero, whatever the call before left there", () => {
    const m = machine();
    m.memory.view.setBigUint64(24, 99n, true);
    syscallTable.bpf.encode({ name: "bpf", command: "BPF_MAP_FREEZE", attr: { map_fd: 3 } }, m);
    expect(m.memory.view.getBigUint64(24, true)).toBe(0n);
  });

  it("cuts names and ends text with a NUL", () => {
    const m = machine();
    const attr = { map_name: "a_name_that_is_too_long" };
    syscallTable.bpf.encode({ name: "bpf", command: "BPF_MAP_CREATE", attr }, m);
    expect(Buffer.from(m.memory.view.buffer, 28, 16).toString("latin1")).toBe("a_name_that_is_\0");
    m.memory.release();
    syscallTable.bpf.encode({ name: "bpf", command: "BPF_PROG_LOAD", attr: { license: "GPL" } }, m);
    expect([...m.addresses.keys()].map((bytes) => Buffer.from(bytes).toString("latin1"))).toContain("GPL\0");
  });

  it("takes an empty buffer for none", () => {
    const m = machine();
    const attr = { map_fd: 3, key: new Uint8Array(0), value: new Uint8Array(8) };
    syscallTable.bpf.encode({ name: "bpf", command: "BPF_MAP_LOOKUP_AND_DELETE_ELEM", attr }, m);
    expect(m.memory.view.getBigUint64(8, true)).toBe(0n);
  });

  it("reads back what the kernel wrote, even when it failed", () => {
    const m = machine();
    const call = { name: "bpf", command: "BPF_MAP_LOOKUP_BATCH", attr: { map_fd: 3, count: 100 } } as const;
    syscallTable.bpf.encode(call, m);
    m.memory.view.setUint32(32, 17, true);
    syscallTable.bpf.decode?.(call, -2, m);
    expect(call.attr).toEqual({ map_fd: 3, count: 17 });
  });
});

describe("other calls", () => {
  it("pack epoll events as the architecture does", () => {
    for (const [architecture, dataOffset] of [["x64", 4], ["arm64", 8]] as const) {
      const m = machine(architecture);
      syscallTable.epoll_ctl.encode({ name: "epoll_ctl", epoll: 3, operation: 1, fd: 4, events: 1, tag: 77 }, m);
      expect(m.memory.view.getUint32(dataOffset, true)).toBe(77);
      m.memory.release();
      const call = { name: "epoll_pwait", epoll: 3, timeoutMs: 0, tags: [] as number[] } as const;
      syscallTable.epoll_pwait.encode(call, m);
      m.memory.view.setUint32(dataOffset, 5, true);
      m.memory.view.setUint32(dataOffset + (architecture === "x64" ? 12 : 16), 6, true);
      syscallTable.epoll_pwait.decode?.(call, 2, m);
      expect(call.tags).toEqual([5, 6]);
    }
  });

  it("split nanoseconds into seconds and the rest", () => {
    const m = machine();
    syscallTable.timerfd_settime.encode({ name: "timerfd_settime", fd: 3, startNs: 1_000_000_007n, periodNs: 5n }, m);
    expect([0, 8, 16, 24].map((offset) => m.memory.view.getBigInt64(offset, true))).toEqual([0n, 5n, 1n, 7n]);
  });
});
