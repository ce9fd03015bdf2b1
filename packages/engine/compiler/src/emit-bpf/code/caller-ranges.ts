import type { KernelSymbolTable } from "@tapset/core";

/** Where some of the kernel's code lies. */
export interface AddressRange {
  readonly start: bigint;
  /** Bytes. */
  readonly size: number;
}

/** Functions closer than this to each other count as one piece: there is padding between them, and the kernel's own names for it. */
const MOST_PADDING = 64n;

/** The pieces that functions of the kernel take up, as far as they are known. */
export function callerRanges(symbols: KernelSymbolTable | undefined, functions: readonly string[]): readonly AddressRange[] {
  const found = functions.flatMap((name): AddressRange[] => {
    const address = symbols?.find(name)?.address;
    const size = address === undefined ? 0 : (symbols?.at(address)?.size ?? 0);
    return address === undefined || size === 0 ? [] : [{ start: address, size }];
  });
  found.sort((a, b) => (a.start < b.start ? -1 : 1));
  const pieces: AddressRange[] = [];
  for (const range of found) {
    const last = pieces.at(-1);
    if (last !== undefined && range.start - last.start - BigInt(last.size) <= MOST_PADDING) {
      pieces[pieces.length - 1] = { start: last.start, size: Number(range.start - last.start) + range.size };
    } else pieces.push(range);
  }
  return pieces;
}

/** The piece that a function of the kernel or of a module takes up; undefined where it isn't known. */
export function functionRange(symbols: KernelSymbolTable | undefined, name: string, module: string | undefined): AddressRange | undefined {
  if (symbols === undefined) return undefined;
  for (const symbol of module === undefined ? [symbols.find(name)] : symbols.list(name)) {
    if (symbol?.name !== name || symbol.module !== module || symbol.address === 0n) continue;
    const size = symbols.at(symbol.address)?.size ?? 0;
    return size === 0 ? undefined : { start: symbol.address, size };
  }
  return undefined;
}
