import { describe, expect, test } from "vitest";
import type { AssembleOptions } from "../src/index.js";
import { Assembler, assemble, AssemblyError, helperFunctions, r0, r1, r10, r2, r3, r4 } from "../src/index.js";

function bytesOf(write: (a: Assembler) => unknown, options?: AssembleOptions): string {
  const a = new Assembler("main");
  write(a);
  const { bytes } = assemble({ main: a.exit().finish(), subprograms: [] }, options);
  return bytes.subarray(0, -8).toString("hex").replace(/(.{16})(?=.)/g, "$1 ");
}

function errorOf(write: (a: Assembler) => unknown, options?: AssembleOptions): string {
  try {
    return `no error: ${bytesOf(write, options)}`;
  } catch (error) {
    expect(error).toBeInstanceOf(AssemblyError);
    return (error as AssemblyError).message;
  }
}

// Bytes as LLVM's assembler gives them for the text on the left.
const known: [text: string, write: (a: Assembler) => unknown, bytes: string][] = [
  ["r1 = r2", (a) => a.mov(r1, r2), "bf21000000000000"],
  ["r1 = -5", (a) => a.mov(r1, -5), "b7010000fbffffff"],
  ["w3 = w4", (a) => a.mov32(r3, r4), "bc43000000000000"],
  ["w3 += 7", (a) => a.alu32("add", r3, 7), "0403000007000000"],
  ["r1 s>>= 3", (a) => a.arsh(r1, 3), "c701000003000000"],
  ["r1 = -r1", (a) => a.neg(r1), "8701000000000000"],
  ["w1 = -w1", (a) => a.neg(r1, 32), "8401000000000000"],
  ["r1 = be16 r1", (a) => a.endian("be", 16, r1), "dc01000010000000"],
  ["r1 = le64 r1", (a) => a.endian("le", 64, r1), "d401000040000000"],
  ["r1 = *(u8 *)(r2 + 3)", (a) => a.ldx(1, r1, r2, 3), "7121030000000000"],
  ["r1 = *(u16 *)(r2 + 3)", (a) => a.ldx(2, r1, r2, 3), "6921030000000000"],
  ["r1 = *(u32 *)(r2 - 4)", (a) => a.ldx(4, r1, r2, -4), "6121fcff00000000"],
  ["r1 = *(u64 *)(r10 - 8)", (a) => a.ldx(8, r1, r10, -8), "79a1f8ff00000000"],
  ["*(u64 *)(r10 - 8) = r1", (a) => a.store(8, r10, -8, r1), "7b1af8ff00000000"],
  ["*(u8 *)(r10 - 1) = r1", (a) => a.store(1, r10, -1, r1), "731affff00000000"],
  ["*(u32 *)(r10 - 8) = 5", (a) => a.store(4, r10, -8, 5), "620af8ff05000000"],
  ["lock *(u64 *)(r1 + 8) += r2", (a) => a.atomic("add", 8, r1, 8, r2), "db21080000000000"],
  ["lock *(u32 *)(r1 + 8) ^= w2", (a) => a.atomic("xor", 4, r1, 8, r2), "c3210800a0000000"],
  ["r2 = atomic_fetch_or((u64 *)(r1 + 0), r2)", (a) => a.atomic("fetch_or", 8, r1, 0, r2), "db21000041000000"],
  ["r2 = xchg_64(r1 + 0, r2)", (a) => a.atomic("xchg", 8, r1, 0, r2), "db210000e1000000"],
  ["w0 = cmpxchg32_32(r1 + 0, w0, w2)", (a) => a.atomic("cmpxchg", 4, r1, 0, r2), "c3210000f1000000"],
  ["r1 = 0x123456789abcdef0 ll", (a) => a.loadImm64(r1, 0x123456789abcdef0n), "18010000f0debc9a 0000000078563412"],
  ["call 1", (a) => a.call("map_lookup_elem"), "8500000001000000"],
  ["call 10 (kfunc)", (a) => a.callKfunc("bpf_example", 10), "852000000a000000"],
  ["r1 = variable ll", (a) => a.loadBtfVariable(r1, "runqueues", 0x1234), "1831000034120000 0000000000000000"],
];

test.each(known)("%s", (_text, write, bytes) => {
  expect(bytesOf(write)).toBe(bytes);
});

const knownInSet4: typeof known = [
  ["r1 s/= r2", (a) => a.sdiv(r1, r2), "3f21010000000000"],
  ["w1 s%= 3", (a) => a.alu32("smod", r1, 3), "9401010003000000"],
  ["r1 = (s8)r2", (a) => a.movsx(8, r1, r2), "bf21080000000000"],
  ["w1 = (s16)w2", (a) => a.movsx(16, r1, r2, 32), "bc21100000000000"],
  ["r1 = *(s32 *)(r2 + 4)", (a) => a.ldxs(4, r1, r2, 4), "8121040000000000"],
  ["r1 = *(s8 *)(r2 + 4)", (a) => a.ldxs(1, r1, r2, 4), "9121040000000000"],
  ["r1 = bswap32 r1", (a) => a.endian("swap", 32, r1), "d701000020000000"],
];

test.each(knownInSet4)("%s, in instruction set v4 only", (_text, write, bytes) => {
  expect(bytesOf(write, { instructionSet: 4 })).toBe(bytes);
  expect(errorOf(write)).toMatch(/^assemble main: .*: needs instruction set v4$/);
});

describe("constants take the shortest form", () => {
  const forms: [value: number | bigint, bytes: string][] = [
    [0, "b701000000000000"],
    [-1n, "b7010000ffffffff"],
    [0xffff_ffff_ffff_ffffn, "b7010000ffffffff"],
    [0x7fff_ffff, "b7010000ffffff7f"],
    [0x8000_0000, "b401000000000080"],
    [0xffff_ffff, "b4010000ffffffff"],
    [0x1_0000_0000, "1801000000000000 0000000001000000"],
    [-0x8000_0001, "18010000ffffff7f 00000000ffffffff"],
  ];
  test.each(forms)("%s", (value, bytes) => {
    expect(bytesOf((a) => a.loadConstant(r1, value))).toBe(bytes);
  });
});

describe("what doesn't fit is refused by name", () => {
  const refused: [write: (a: Assembler) => unknown, message: string][] = [
    [(a) => a.mov(r1, 0x8000_0000), "mov: immediate 2147483648 does not fit in 32 signed bits"],
    [(a) => a.mov(r1, 0.5), "mov: immediate 0.5 does not fit in 32 signed bits"],
    [(a) => a.mov32(r1, 0x1_0000_0000), "mov: immediate 4294967296 does not fit in 32 bits"],
    [(a) => a.ldx(8, r1, r2, 0x8000), "load: offset 32768 does not fit in 16 signed bits"],
    [(a) => a.store(8, r10, -0x8001, r1), "store: offset -32769 does not fit in 16 signed bits"],
    [(a) => a.store(1, r10, -1, 256), "store: immediate 256 does not fit in 8 bits"],
    [(a) => a.store(8, r10, -8, 0xffff_ffff), "store: immediate 4294967295 does not fit in 32 signed bits"],
    [(a) => a.loadImm64(r1, 1n << 64n), "load: 18446744073709551616 does not fit in 64 bits"],
    [(a) => a.loadMapValue(r1, "globals", -1), "load map value: offset -1 is not an unsigned 32-bit number"],
    [(a) => a.lsh(r1, 64), "lsh: shift by 64 of 64 bits"],
    [(a) => a.alu32("arsh", r1, 32), "arsh: shift by 32 of 32 bits"],
    [(a) => a.div(r1, 0), "div: immediate is zero"],
  ];
  test.each(refused)("%#: %s", (write, message) => {
    expect(errorOf(write)).toBe(`assemble main: ${message}`);
  });

  test("with the place in the source", () => {
    const main = new Assembler("main").at(7).mov(r1, 2 ** 40).exit().finish();
    expect(() => assemble({ main, subprograms: [] })).toThrow(expect.objectContaining({ function: "main", tag: 7 }) as Error);
  });
});

test("32-bit operations take unsigned spellings", () => {
  expect(bytesOf((a) => a.alu32("and", r1, 0xffff_fff0))).toBe("54010000f0ffffff");
  expect(bytesOf((a) => a.store(2, r10, -2, 0xffff))).toBe("6a0afeffffff0000");
});

test("helper numbers are the kernel's", () => {
  const facts = {
    map_lookup_elem: 1, probe_read: 4, ktime_get_ns: 5, get_current_comm: 16, perf_event_output: 25, get_stackid: 27,
    get_current_task: 35, probe_read_user: 112, probe_read_kernel_str: 115, jiffies64: 118, get_ns_current_pid_tgid: 120,
    ktime_get_boot_ns: 125, ringbuf_output: 130, ringbuf_query: 134, get_current_task_btf: 158, for_each_map_elem: 164,
    snprintf: 165, loop: 181, strncmp: 182, map_lookup_percpu_elem: 195, user_ringbuf_drain: 209, cgrp_storage_delete: 211,
  } as const;
  for (const [name, id] of Object.entries(facts)) {
    expect(helperFunctions[name as keyof typeof facts].id, name).toBe(id);
  }
  const ids = Object.values(helperFunctions).map(({ id }) => id);
  expect(ids).toEqual(Array.from({ length: 211 }, (_, index) => index + 1));
  expect(Object.values(helperFunctions).every(({ args }) => args >= 0 && args <= 5)).toBe(true);
});

test("r0 is an operand, not the number 0", () => {
  expect(bytesOf((a) => a.mov(r1, r0))).not.toBe(bytesOf((a) => a.mov(r1, 0)));
});
