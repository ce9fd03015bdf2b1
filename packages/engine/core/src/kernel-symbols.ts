/** One row of /proc/kallsyms. */
export interface KernelSymbol {
  /** 0 for those who may not know (`kernel.kptr_restrict`). */
  readonly address: bigint;
  /** As nm(1) prints it: `T` and `t` are functions, `D`, `d`, `B`, `b` variables; capitals are global. */
  readonly type: string;
  readonly name: string;
  /** undefined for the kernel proper; `bpf` for loaded programs. */
  readonly module: string | undefined;
}

/** An address as people read it. */
export interface SymbolizedAddress {
  readonly symbol: KernelSymbol;
  /** Bytes from the symbol. */
  readonly offset: number;
  /** Bytes from the symbol to the next one; 0 where there is none. */
  readonly size: number;
}

/** The symbols of a kernel and its modules (/proc/kallsyms). */
export interface KernelSymbolTable {
  /** Every symbol, or those whose names hold a text, in the kernel's order. Where they are few, asking for them is far cheaper than for all. */
  list(part?: string): Iterable<KernelSymbol>;
  /** The first symbol of a name. */
  find(name: string): KernelSymbol | undefined;
  /**
   * The symbol at or next below an address; of several there the first, as the kernel has it. undefined below them all, for
   * addresses that are not the kernel's, and when addresses are hidden.
   */
  at(address: bigint): SymbolizedAddress | undefined;
}
