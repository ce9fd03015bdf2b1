import { debugImage, type CodePlace, type KernelSymbol, type KernelSymbolTable, type Target } from "@tapset/core";

/** A module's memory, and the kernel's, ends with a page. */
const PAGE_BYTES = 4096;
/** Behind the kernel; one that keeps the names of functions only has no `_end`. */
const ENDS = ["_end", "_einittext", "_etext"];

const ends = new WeakMap<Target, bigint>();

/** The symbol around an address of the kernel; undefined where there is none, and where the kernel hides its addresses (kernel.kptr_restrict). */
export function kernelPlace(target: Target, address: bigint): CodePlace | undefined {
  const symbols = target.symbols();
  const unsigned = BigInt.asUintN(64, address);
  const found = symbols?.at(unsigned);
  if (symbols === undefined || found === undefined) return undefined;
  const { symbol, offset } = found;
  const size = sizeIn(target, symbols, symbol, found.size);
  if (offset >= size) return undefined;
  return {
    ...{ module: symbol.module ?? "kernel", inModule: undefined, symbol: { name: symbol.name, offset, size } },
    // Debug information is read for those who ask.
    get source() {
      const image = debugImage(target, symbol.module);
      return image.found ? image.sourceAt(unsigned) : undefined;
    },
  };
}

/** The last symbol of the kernel or of a module goes on to the end of its page, not to where the next module begins. */
function sizeIn(target: Target, symbols: KernelSymbolTable, { address, module }: KernelSymbol, toNext: number): number {
  const next = toNext === 0 ? undefined : symbols.at(address + BigInt(toNext))?.symbol;
  const size = next !== undefined && next.module === module ? toNext : PAGE_BYTES - Number(address % BigInt(PAGE_BYTES));
  return module === undefined ? Math.min(size, Number(kernelEnd(target, symbols) - address)) : size;
}

/** The address behind the kernel; above them all where it isn't known. */
function kernelEnd(target: Target, symbols: KernelSymbolTable): bigint {
  const known = ends.get(target);
  if (known !== undefined) return known;
  const end = ENDS.map((name) => symbols.find(name)?.address ?? 0n).find((each) => each !== 0n) ?? 1n << 64n;
  ends.set(target, end);
  return end;
}
