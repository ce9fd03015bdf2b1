import type { Target } from "@tapset/core";
import { KernelSymbols } from "@tapset/target";
import { describe, expect, it } from "vitest";
import { callerText, fittingLines, stackLines, symbolData, symbolName } from "../src/symbol-text.js";
import { target as frozen } from "./workbench.js";

function targetWith(...rows: readonly string[]): Target {
  const symbols = new KernelSymbols(Buffer.from(rows.map((row) => `${row}\n`).join("")));
  return { ...frozen, symbols: () => symbols };
}

const target = targetWith(
  "ffffffff81000000 T _text",
  "ffffffff81000100 T vfs_read",
  "ffffffff81000290 t do_read",
  "ffffffff81002000 B _end",
  "ffffffffc0000000 t xfs_read\t[xfs]",
  "ffffffffc0000080 t xfs_write\t[xfs]",
  "ffffffffc0100000 t nf_hook\t[netfilter]",
);
const read = 0xffffffff8100011fn;

describe("an address", () => {
  it("is told by its symbol, offset, size and module", () => {
    expect([symbolName(target, read), symbolData(target, read), callerText(target, read)]).toEqual(["vfs_read", "vfs_read+0x1f/0x190 [kernel]", "vfs_read 0xffffffff8100011f"]);
    expect(symbolData(target, 0xffffffffc0000004n)).toBe("xfs_read+0x4/0x80 [xfs]");
  });

  it("may come as the signed number that scripts have", () => {
    expect(symbolName(target, BigInt.asIntN(64, read))).toBe("vfs_read");
  });

  it("is a number behind the kernel's end and behind a module's last page, below them and in processes", () => {
    const addresses = [0xffffffff81002000n, 0xffffffff81001fffn, 0xffffffffc0000fffn, 0xffffffffc0001000n, 0xffffffff80ffffffn, 0x401000n, 0n];
    expect(addresses.map((address) => symbolName(target, address))).toEqual(["0xffffffff81002000", "do_read", "xfs_write", "0xffffffffc0001000", "0xffffffff80ffffff", "0x401000", "0x0"]);
  });

  it("is a number where addresses are hidden, and where there are no symbols", () => {
    const hidden = targetWith("0000000000000000 T _text", "0000000000000000 T vfs_read");
    expect([symbolName(hidden, read), symbolData({ ...frozen, symbols: () => undefined }, read)]).toEqual(["0xffffffff8100011f", "0xffffffff8100011f"]);
  });
});

describe("a list of addresses", () => {
  const list = "0xffffffff8100011f ffffffffc0000004 nonsense 0x401000";

  it("is a line for each, as the function that was called has it", () => {
    expect(stackLines(target, "full", list)).toEqual([" 0xffffffff8100011f : vfs_read+0x1f/0x190 [kernel]\n", " 0xffffffffc0000004 : xfs_read+0x4/0x80 [xfs]\n", " 0x401000\n"]);
    expect(stackLines(target, "simple", list)).toEqual(["vfs_read+0x1f [kernel]\n", "xfs_read+0x4 [xfs]\n", "0x401000\n"]);
    expect(stackLines(target, "data", list)).toEqual(["vfs_read+0x1f/0x190 [kernel]\n", "xfs_read+0x4/0x80 [xfs]\n", "0x401000\n"]);
    expect(stackLines(target, "full", "")).toEqual([]);
  });

  it("has whole lines only where it's to fit into a string", () => {
    const whole = "vfs_read+0x1f [kernel]\nxfs_read+0x4 [xfs]\n0x401000\n";
    expect([whole.length, whole.length - 1, 22].map((limit) => fittingLines(target, "simple", list, limit))).toEqual([whole, "vfs_read+0x1f [kernel]\nxfs_read+0x4 [xfs]\n", ""]);
  });
});
