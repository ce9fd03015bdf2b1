import { type Dwarf, ElfError, type ElfSection, type ElfSymbol, type SourceLine } from "@tapset/elf";
import type { DebugInfoAnswer } from "./debug-info.js";
import type { KernelSymbolTable } from "./kernel-symbols.js";
import type { Target } from "./target.js";

/** What the kernel's code begins with, in its debug information as in its own symbols. */
const KERNEL_START = "_text";

const images = new WeakMap<Target, Map<string, DebugImage>>();

/**
 * The debug information of the kernel, or of one of its modules, and where what it describes lies in memory.
 *
 * @param module as lsmod prints it; the kernel proper when it's left out
 */
export function debugImage(target: Target, module: string | undefined): DebugImage | Extract<DebugInfoAnswer, { found: false }> {
  const answer = target.debugInfo(module === undefined ? { kind: "kernel" } : { kind: "module", name: module });
  if (!answer.found) return answer;
  const kept = images.get(target) ?? new Map<string, DebugImage>();
  images.set(target, kept);
  const known = kept.get(module ?? "");
  // It may have been found anew, in another file or more complete.
  const image = known?.dwarf === answer.dwarf ? known : new DebugImage(answer.dwarf, answer.path, module, target.symbols());
  kept.set(module ?? "", image);
  return image;
}

/** How much farther a part of a file lies in memory than its own addresses say. */
interface Placed {
  readonly low: bigint;
  readonly high: bigint;
  /** undefined where that can't be told. */
  readonly bias: bigint | undefined;
}

/** Debug information of code that is in the kernel's memory. */
export class DebugImage {
  readonly found = true;
  readonly dwarf: Dwarf;
  /** The file that has it. */
  readonly path: string;
  readonly module: string | undefined;
  readonly #symbols: KernelSymbolTable | undefined;
  #parts: readonly Placed[] | undefined;

  constructor(dwarf: Dwarf, path: string, module: string | undefined, symbols: KernelSymbolTable | undefined) {
    this.dwarf = dwarf;
    this.path = path;
    this.module = module;
    this.#symbols = symbols;
  }

  /** Where an address of the file lies in memory; undefined where the kernel hides that, or has let go of it. */
  inMemory(address: bigint): bigint | undefined {
    const part = this.#placed().find(({ low, high }) => address >= low && address < high);
    return part?.bias === undefined ? undefined : BigInt.asUintN(64, address + part.bias);
  }

  /** The address of the file that lies at one of memory. */
  inFile(address: bigint): bigint | undefined {
    for (const { low, high, bias } of this.#placed()) {
      const own = bias === undefined ? -1n : address - bias;
      if (own >= low && own < high) return own;
    }
    return undefined;
  }

  /** The line that the code at an address of memory comes from. */
  sourceAt(address: bigint): SourceLine | undefined {
    const own = this.inFile(address);
    try {
      const row = own === undefined ? undefined : this.dwarf.unitAt(own)?.lines()?.at(own);
      return row === undefined || row.line === 0 ? undefined : { file: row.file, line: row.line };
    } catch (error) {
      // What is malformed tells nothing.
      if (error instanceof ElfError) return undefined;
      throw error;
    }
  }

  #placed(): readonly Placed[] {
    return (this.#parts ??= this.module === undefined ? this.#kernelParts() : this.#moduleParts(this.module));
  }

  /** The kernel is moved as a whole. */
  #kernelParts(): readonly Placed[] {
    const [own] = this.dwarf.file.symbols()?.find(KERNEL_START) ?? [];
    const theirs = this.#symbols?.find(KERNEL_START)?.address ?? 0n;
    return own === undefined || theirs === 0n ? [] : [{ low: own.address, high: 1n << 64n, bias: theirs - own.address }];
  }

  /** Each section of a module is put somewhere by itself: where a symbol of it is tells where. */
  #moduleParts(module: string): readonly Placed[] {
    const addresses = addressesOf(this.#symbols, module);
    const biases = new Map<ElfSection, bigint>();
    for (const symbol of this.dwarf.file.symbols()?.list() ?? []) {
      const address = isPlain(symbol) ? addresses.get(symbol.name) : undefined;
      const section = address === undefined ? undefined : this.dwarf.file.sectionAt(symbol.address)?.section;
      if (address !== undefined && section !== undefined && !biases.has(section)) biases.set(section, address - symbol.address);
    }
    return [...biases].map(([{ address, size }, bias]) => ({ low: address, high: address + BigInt(size), bias }));
  }
}

function isPlain({ type, isDefined }: ElfSymbol): boolean {
  return isDefined && (type === "function" || type === "object");
}

/** The addresses of a module's symbols, of those whose names are their own. */
function addressesOf(symbols: KernelSymbolTable | undefined, module: string): ReadonlyMap<string, bigint> {
  const addresses = new Map<string, bigint>();
  const several = new Set<string>();
  for (const symbol of symbols?.list() ?? []) {
    if (symbol.module !== module || symbol.address === 0n) continue;
    if (addresses.has(symbol.name)) several.add(symbol.name);
    addresses.set(symbol.name, symbol.address);
  }
  for (const name of several) addresses.delete(name);
  return addresses;
}
