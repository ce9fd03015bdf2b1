import type { CodePlace, Target } from "@tapset/core";
import type { Dwarf } from "@tapset/elf";
import { KernelSymbols } from "@tapset/target";
import { describe, expect, it } from "vitest";
import { kernelPlace } from "../src/kernel-symbol.js";
import { fittingLines, type Locate, stackLines, type SymbolStyle, symbolText } from "../src/symbol-text.js";
import { target as frozen } from "./workbench.js";

function targetWith(...rows: readonly string[]): Target {
  const symbols = new KernelSymbols(Buffer.from(rows.map((row) => `${row}\n`).join("")));
  return { ...frozen, symbols: () => symbols };
}

const inKernel = (target: Target): Locate => (address) => kernelPlace(target, address);
const told = (locate: Locate, address: bigint, ...styles: readonly SymbolStyle[]): readonly string[] => styles.map((style) => symbolText(locate, style, address));

const kernel = inKernel(targetWith(
  "ffffffff81000000 T _text",
  "ffffffff81000100 T vfs_read",
  "ffffffff81000290 t do_read",
  "ffffffff81002000 B _end",
  "ffffffffc0000000 t xfs_read\t[xfs]",
  "ffffffffc0000080 t xfs_write\t[xfs]",
  "ffffffffc0100000 t nf_hook\t[netfilter]",
));
const read = 0xffffffff8100011fn;

describe("an address", () => {
  it("is told by its symbol, offset, size and module", () => {
    expect(told(kernel, read, "name", "data", "caller", "brief")).toEqual(["vfs_read", "vfs_read+0x1f/0x190 [kernel]", "vfs_read 0xffffffff8100011f", "vfs_read+0x1f"]);
    expect(symbolText(kernel, "data", 0xffffffffc0000004n)).toBe("xfs_read+0x4/0x80 [xfs]");
  });

  it("is told by its line where debug information has it", () => {
    const dwarf = { file: { symbols: () => ({ find: () => [{ address: 0x8100_0000n }] }) }, unitAt: (address: bigint) => (address === 0x8100_011fn ? { lines: () => ({ at: () => ({ file: "fs/read_write.c", line: 450 }) }) } : undefined) };
    const debugInfo: Target["debugInfo"] = () => ({ found: true, dwarf: dwarf as unknown as Dwarf, path: "/vmlinux", program: undefined });
    const described = inKernel({ ...targetWith("ffffffff81000000 T _text", "ffffffff81000100 T vfs_read", "ffffffff81002000 B _end"), debugInfo });
    expect(told(described, read, "file", "line", "fileline")).toEqual(["fs/read_write.c", "450", "fs/read_write.c:450"]);
    expect(told(described, read + 1n, "fileline")).toEqual(["0xffffffff81000120"]);
    expect(told(kernel, read, "fileline")).toEqual(["0xffffffff8100011f"]);
  });

  it("may come as the signed number that scripts have", () => {
    expect(symbolText(kernel, "name", BigInt.asIntN(64, read))).toBe("vfs_read");
  });

  it("is a number behind the kernel's end and behind a module's last page, below them and in processes", () => {
    const addresses = [0xffffffff81002000n, 0xffffffff81001fffn, 0xffffffffc0000fffn, 0xffffffffc0001000n, 0xffffffff80ffffffn, 0x401000n, 0n];
    expect(addresses.map((address) => symbolText(kernel, "name", address))).toEqual(["0xffffffff81002000", "do_read", "xfs_write", "0xffffffffc0001000", "0xffffffff80ffffff", "0x401000", "0x0"]);
  });

  it("is a number where addresses are hidden, and where there are no symbols", () => {
    const hidden = inKernel(targetWith("0000000000000000 T _text", "0000000000000000 T vfs_read"));
    expect([...told(hidden, read, "name"), ...told(inKernel({ ...frozen, symbols: () => undefined }), read, "data")]).toEqual(["0xffffffff8100011f", "0xffffffff8100011f"]);
  });
});

describe("a list of addresses", () => {
  const list = "0xffffffff8100011f ffffffffc0000004 nonsense 0x401000";

  it("is a line for each, as the function that was called has it", () => {
    expect(stackLines(kernel, "full", list)).toEqual([" 0xffffffff8100011f : vfs_read+0x1f/0x190 [kernel]\n", " 0xffffffffc0000004 : xfs_read+0x4/0x80 [xfs]\n", " 0x401000\n"]);
    expect(stackLines(kernel, "simple", list)).toEqual(["vfs_read+0x1f [kernel]\n", "xfs_read+0x4 [xfs]\n", "0x401000\n"]);
    expect(stackLines(kernel, "data", list)).toEqual(["vfs_read+0x1f/0x190 [kernel]\n", "xfs_read+0x4/0x80 [xfs]\n", "0x401000\n"]);
    expect(stackLines(kernel, "full", "")).toEqual([]);
  });

  it("has whole lines only where it's to fit into a string", () => {
    const whole = "vfs_read+0x1f [kernel]\nxfs_read+0x4 [xfs]\n0x401000\n";
    expect([whole.length, whole.length - 1, 22].map((limit) => fittingLines(kernel, "simple", list, limit))).toEqual([whole, "vfs_read+0x1f [kernel]\nxfs_read+0x4 [xfs]\n", ""]);
  });
});

describe("an address of a process", () => {
  const library = "/usr/lib/libshape.so.1";
  const inModule = { offset: 0x120, size: 0x4000 };
  const places: Readonly<Record<string, CodePlace>> = {
    0x7f01: { module: library, inModule, symbol: { name: "area", offset: 1, size: 0x40 }, source: { file: "/src/shape.c", line: 12 } },
    0x7f02: { module: library, inModule, symbol: { name: "unsized", offset: 2, size: 0 }, source: undefined },
    0x7f03: { module: library, inModule, symbol: undefined, source: undefined },
    0x7f04: { module: "[vdso]", inModule: undefined, symbol: undefined, source: undefined },
  };
  const process: Locate = (address) => places[Number(address)];
  const all = [0x7f01n, 0x7f02n, 0x7f03n, 0x7f04n, 0x7f05n];
  const list = all.map((address) => address.toString(16)).join(" ");

  it("is told by what is known of it: a symbol, a place in a file, or where it is", () => {
    expect(all.map((address) => symbolText(process, "data", address))).toEqual([`area+0x1/0x40 [${library}]`, `unsized+0x2 [${library}]`, `0x7f03 [${library}+0x120/0x4000]`, "0x7f04 [[vdso]]", "0x7f05"]);
    expect(stackLines(process, "full", list)).toEqual([` 0x7f01 : area+0x1/0x40 [${library}]\n`, ` 0x7f02 : unsized+0x2 [${library}]\n`, ` 0x7f03 [${library}+0x120/0x4000]\n`, " 0x7f04 [[vdso]]\n", " 0x7f05\n"]);
    expect(stackLines(process, "simple", list).slice(0, 3)).toEqual([`area+0x1 [${library}]\n`, `unsized+0x2 [${library}]\n`, `0x7f03 [${library}+0x120]\n`]);
    expect(stackLines(process, "brief", list)).toEqual(["area+0x1\n", "unsized+0x2\n", "0x7f03\n", "0x7f04\n", "0x7f05\n"]);
  });

  it("has a line where debugging information says so", () => {
    expect(told(process, 0x7f01n, "file", "line", "fileline", "sourced")).toEqual(["/src/shape.c", "12", "/src/shape.c:12", ` 0x7f01 : area+0x1/0x40 at /src/shape.c:12 [${library}]`]);
    expect(told(process, 0x7f02n, "file", "line", "fileline", "sourced")).toEqual(["0x7f02", "0x7f02", "0x7f02", ` 0x7f02 : unsized+0x2 [${library}]`]);
    expect(told(process, 0x7f05n, "file", "line", "fileline", "sourced")).toEqual(["0x7f05", "0x7f05", "0x7f05", " 0x7f05"]);
  });

  it("is in a file that is told without its folders", () => {
    expect(all.map((address) => symbolText(process, "module", address))).toEqual(["libshape.so.1", "libshape.so.1", "libshape.so.1", "[vdso]", "<unknown>"]);
  });
});
