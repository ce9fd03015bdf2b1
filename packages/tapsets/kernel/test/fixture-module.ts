import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { KernelSymbol, Target } from "@tapset/core";
import { bytesSource, Dwarf, ElfFile } from "@tapset/elf";
import { frozenTarget } from "@tapset/target";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const FIXTURES = "../../../engine/elf/test/fixtures/";

/** How much farther in memory the program lies than its file says. */
export const BIAS = 0xffff_ffff_c040_0000n;

const file = ElfFile.open(bytesSource(readFileSync(here(`${FIXTURES}built/o2-dwarf5-pie`))));
/** Debug information of a program that an optimising compiler made. */
export const dwarf = Dwarf.open(file);
const source = readFileSync(here(`${FIXTURES}program.c`), "utf8").split("\n");

/** The line that a text is in. */
export function lineOf(text: string): number {
  const index = source.findIndex((line) => line.includes(text));
  if (index < 0) throw new Error(`program.c has no '${text}'`);
  return index + 1;
}

/** A program as if it were a module of a kernel, with kprobes and without types, whose code lies `BIAS` farther than in the file. */
export function targetWithModule(overrides: Partial<Target> = {}): Target {
  const rows = [...(file.symbols()?.list() ?? [])].filter(({ type, isDefined }) => type === "function" && isDefined);
  const symbols = rows.map(({ name, address }): KernelSymbol => ({ address: address + BIAS, type: "t", name, module: "program" }));
  return {
    ...frozenTarget(here("../../../engine/target/frozen/linux-6.1-x86_64")),
    moduleNames: () => ["program"],
    moduleBtf: () => undefined,
    symbols: () => ({ list: () => symbols, find: (name) => symbols.find((each) => each.name === name), at: (address) => symbolAt(symbols, address) }),
    debugInfo: (subject) => (subject.kind === "module" ? { found: true, dwarf, path: "/program.debug", program: undefined } : { found: false, reason: "no debug information", wayOut: [] }),
    feature: () => ({ verdict: "yes", reason: "" }),
    ...overrides,
  };
}

function symbolAt(symbols: readonly KernelSymbol[], address: bigint): { readonly symbol: KernelSymbol; readonly offset: number; readonly size: number } | undefined {
  const [symbol] = symbols.filter((each) => each.address <= address).sort((a, b) => (a.address > b.address ? -1 : 1));
  return symbol && { symbol, offset: Number(address - symbol.address), size: 0 };
}
