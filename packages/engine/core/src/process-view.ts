/** What lies at an address, of a process or of the kernel. */
export interface CodePlace {
  /** The mapped file by its path, or what the kernel calls the memory (`[vdso]`); in the kernel the module, or `kernel`. */
  readonly module: string;
  /** Bytes from where the file begins in memory, and how many it takes there; undefined of what is no file, or none that can be read. */
  readonly inModule: { readonly offset: number; readonly size: number } | undefined;
  /** The function or object around it, and the bytes from its beginning. `size` is 0 where nobody says. */
  readonly symbol: { readonly name: string; readonly offset: number; readonly size: number } | undefined;
  /** The line it was made of, where there is debug information. */
  readonly source: { readonly file: string; readonly line: number } | undefined;
}

/** The memory of one machine's processes, as far as their addresses are to be told. */
export interface ProcessView {
  /** What lies at an address of a process, or lay there when that was last seen; undefined where nothing did. */
  placeOf(pid: number, address: bigint): CodePlace | undefined;
  /**
   * What lies at an address of one of the processes, nobody knows which: of `likely` if anything does there, else what all that have
   * something there agree in.
   */
  placeAnywhere(likely: number, address: bigint): CodePlace | undefined;
  /** Keeps what processes map from now on, so that those are told of that have ended. Where the kernel doesn't allow it only living ones are. */
  readonly watch: () => { close(): void };
}

/** A machine without processes. */
export const noProcesses: ProcessView = { placeOf: () => undefined, placeAnywhere: () => undefined, watch: () => ({ close: () => undefined }) };
