import { describe, expect, it } from "vitest";
import { constantNames, type ConstantTable } from "../src/constant-names.js";
import { constantTables, constantWords } from "../src/kinds/constant-kinds.js";

const words = (table: string, value: bigint | number, arch = "x86_64") => constantWords(table, arch, BigInt(value));

describe("choices", () => {
  it("are named, others written as numbers", () => {
    expect(words("whence", 0)).toBe("SEEK_SET");
    expect(words("whence", 99)).toBe("99");
    expect(words("whence", -1)).toBe("-1");
    expect(words("dfd", -100)).toBe("AT_FDCWD");
    expect(words("ptrace_request", 0x9999)).toBe("0x9999");
  });
  it("of part of the bits are joined with the rest", () => {
    expect(words("open_flags", 1)).toBe("O_WRONLY");
    expect(words("open_flags", 3)).toBe("0x3");
    expect(words("socket_type", 0o4001)).toBe("SOCK_STREAM|SOCK_NONBLOCK");
    expect(words("socket_type", 0o4000)).toBe("SOCK_NONBLOCK");
    expect(words("sched_policy", 0x40000001)).toBe("SCHED_FIFO|SCHED_RESET_ON_FORK");
  });
  it("may come last", () => {
    expect(words("clone_flags", 0x111)).toBe("CLONE_VM|SIGCHLD");
    expect(words("clone_flags", 0x100)).toBe("CLONE_VM");
  });
});

describe("bits", () => {
  it("are joined, what has no name at the end", () => {
    expect(words("mmap_prot", 5)).toBe("PROT_READ|PROT_EXEC");
    expect(words("mmap_prot", 0x100001)).toBe("PROT_READ|0x100000");
  });
  it("that hold others are asked first", () => {
    expect(words("open_flags", 0o4010000)).toBe("O_RDONLY|O_SYNC");
    expect(words("open_flags", 0o10000)).toBe("O_RDONLY|O_DSYNC");
    expect(words("statx_mask", 0xfff)).toBe("STATX_BASIC_STATS|STATX_BTIME");
  });
  it("have a word for none where there is one", () => {
    expect(words("mmap_prot", 0)).toBe("PROT_NONE");
    expect(words("splice_flags", 0)).toBe("0x0");
    expect(words("ipc_flags", 0o1600)).toBe("IPC_CREAT|0600");
    expect(words("ipc_flags", 0)).toBe("0");
  });
  it("are those of 32 bits, or of 64", () => {
    expect(words("wait_options", -0x80000000)).toBe("__WCLONE");
    expect(words("clone3_flags", 0x300000000n)).toBe("CLONE_CLEAR_SIGHAND|CLONE_INTO_CGROUP");
    expect(words("clone3_flags", -1n)).toContain("|0x");
  });
  it("differ on some architectures", () => {
    expect(words("open_flags", 0x4000, "x86_64")).toBe("O_RDONLY|O_DIRECT");
    expect(words("open_flags", 0x4000, "arm64")).toBe("O_RDONLY|O_DIRECTORY");
  });
});

it("different numbers have different words, as the facts claim", () => {
  for (const table of constantTables.values()) {
    const render = constantNames(table, "x86_64");
    const bits = Object.values(table.bits ?? {});
    const numbers = new Set([0, ...Object.values(table.choices ?? {}), ...bits, ...bits.map((bit) => bit | 1), 0x55, 0x1000, 0x7ffffffe].map((value) => BigInt.asUintN(32, BigInt(value))));
    expect(new Set([...numbers].map(render)).size, table.name).toBe(numbers.size);
  }
});

it("forgets words rather than fill memory, and finds them again", () => {
  const table: ConstantTable = { name: "t", bits: { A: 1 }, rest: "decimal" };
  const render = constantNames(table, "x86_64");
  for (let value = 0n; value < 2000n; value += 2n) expect(render(value + 1n)).toBe(value === 0n ? "A" : `A|${value}`);
  expect(render(1n)).toBe("A");
});
