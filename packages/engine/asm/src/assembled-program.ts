import type { Tag } from "./instruction.js";

/** A place where a map's file descriptor goes, once there is one. */
export interface Relocation {
  /** Index of the instruction, in 8-byte slots. */
  readonly insn: number;
  /** `map`: the map itself; `map-value`: an address in the single element of an array map. */
  readonly kind: "map" | "map-value";
  /** Name of the map. */
  readonly name: string;
  /** Bytes into the value; 0 for `map`. */
  readonly offset: number;
}

/** Where a function starts: one row of the kernel's `func_info`. */
export interface FunctionStart {
  readonly name: string;
  /** Index of its first instruction, in 8-byte slots (`insn_off`). */
  readonly insn: number;
}

/** From this instruction on, up to the next row, the code comes from `tag`: one row of the kernel's `line_info`. */
export interface LineStart {
  /** Index of the instruction, in 8-byte slots (`insn_off`). */
  readonly insn: number;
  /** `undefined` where untagged code follows tagged code of the same function. */
  readonly tag: Tag | undefined;
}

/** A program as the kernel takes it, but for the map descriptors. */
export interface AssembledProgram {
  /** 8 bytes an instruction, little-endian. */
  readonly bytes: Buffer<ArrayBuffer>;
  readonly relocations: readonly Relocation[];
  /** `main` first, then the subprograms that are used. */
  readonly functions: readonly FunctionStart[];
  readonly lines: readonly LineStart[];
}
