import { describe, expect, it } from "vitest";
import { KernelSymbols } from "../src/index.js";

const symbols = new KernelSymbols(
  Buffer.from(
    [
      "0000000000000000 A fixed_percpu_data",
      "ffffffff81000000 T _text",
      "ffffffff81000000 T _stext",
      "ffffffff81000100 t helper",
      "ffffffffc0000000 t helper\t[xfs]",
      "ffffffff81000200 T after",
      "not a row",
      "",
    ].join("\n"),
  ),
);

const at = (address: bigint): string | undefined => {
  const found = symbols.at(address);
  return found && `${found.symbol.name}+${found.offset}`;
};

describe("KernelSymbols", () => {
  it("finds the first symbol of a name, whole names only", () => {
    expect(symbols.find("helper")).toEqual({ address: 0xffffffff81000100n, type: "t", name: "helper", module: undefined });
    expect([symbols.find("help"), symbols.find("elper"), symbols.find("row")]).toEqual([undefined, undefined, undefined]);
  });

  it("finds the symbol an address is in", () => {
    const addresses = [0xffffffff81000000n, 0xffffffff81000123n, 0xffffffff8100ffffn, 0xffffffffc0000008n, 0xffffffff80000000n, 0n];
    expect(addresses.map(at)).toEqual(["_text+0", "helper+35", `after+${0xfdff}`, "helper+8", undefined, undefined]);
    expect(symbols.at(0xffffffffc0000008n)?.symbol.module).toBe("xfs");
  });

  it("tells how far the next symbol is, of another address", () => {
    expect([0xffffffff81000000n, 0xffffffff81000123n, 0xffffffffc0000008n].map((address) => symbols.at(address)?.size)).toEqual([0x100, 0x100, 0]);
  });

  it("lists all of them in the kernel's order", () => {
    expect([...symbols.list()].map(({ name }) => name)).toEqual(["fixed_percpu_data", "_text", "_stext", "helper", "helper", "after"]);
  });

  it("lists those that hold a text in their names, and nowhere else", () => {
    expect([...symbols.list("text")].map(({ name }) => name)).toEqual(["_text", "_stext"]);
    expect([...symbols.list("helper")].map(({ module }) => module)).toEqual([undefined, "xfs"]);
    expect([...symbols.list("a")].map(({ name }) => name)).toEqual(["fixed_percpu_data", "after"]);
    expect(["xfs", "0100", "row", "helper\t"].flatMap((part) => [...symbols.list(part)])).toEqual([]);
  });
});
