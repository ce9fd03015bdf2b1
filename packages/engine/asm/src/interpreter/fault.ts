import type { Tag } from "../instruction.js";

/** Something a program did that the kernel would have refused, or died of. */
export class Fault extends Error {
  override readonly name: string = "Fault";
}

/** A fault, with the instruction that caused it. */
export class ProgramFault extends Fault {
  override readonly name = "ProgramFault";
  /** Index of the instruction, in 8-byte slots. */
  readonly insn: number;
  /** Place in the source, where the instruction has one. */
  readonly tag: Tag | undefined;

  constructor(place: { insn: number; function: string; text: string; tag: Tag | undefined }, cause: Error) {
    super(`${place.function}: instruction ${String(place.insn)} (${place.text}): ${cause.message}`, { cause });
    this.insn = place.insn;
    this.tag = place.tag;
  }
}
