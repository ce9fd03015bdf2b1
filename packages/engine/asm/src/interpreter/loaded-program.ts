import type { AssembledProgram } from "../assembled-program.js";
import type { DecodedInstruction } from "../decode.js";
import { decode } from "../decode.js";
import type { Tag } from "../instruction.js";
import { readSlots } from "../slot.js";
import type { Memory } from "./memory.js";

/** A program ready to run: decoded, with addresses for its functions. */
export class LoadedProgram {
  /** Address of slot 0; callbacks are addresses from here on. */
  readonly base: bigint;
  readonly #assembled: AssembledProgram;
  readonly #bySlot: (DecodedInstruction | undefined)[] = [];

  constructor(assembled: AssembledProgram, memory: Memory) {
    this.#assembled = assembled;
    const maps = new Map(assembled.relocations.map(({ insn, name }) => [insn, name]));
    const decoded = decode(readSlots(assembled.bytes), {
      label: (insn) => `L${String(insn)}`,
      function: (insn) => this.functionName(insn),
      map: (insn, fd) => maps.get(insn) ?? `fd_${String(fd)}`,
    });
    for (const instruction of decoded) this.#bySlot[instruction.insn] = instruction;
    // No bytes: code can be pointed to, but not read.
    this.base = memory.allocate(`code of ${this.functionName(0)}`, new Uint8Array(0), { writable: false }).base;
  }

  /** The instruction that starts at slot `insn`. */
  at(insn: number): DecodedInstruction | undefined {
    return this.#bySlot[insn];
  }

  /** Name of the function that slot `insn` is in. */
  functionName(insn: number): string {
    return this.#assembled.functions.findLast((candidate) => candidate.insn <= insn)?.name ?? "main";
  }

  /** Whether a function starts at slot `insn`. */
  isFunctionStart(insn: number): boolean {
    return this.#assembled.functions.some((candidate) => candidate.insn === insn);
  }

  /** Place in the source that slot `insn` comes from. */
  tag(insn: number): Tag | undefined {
    return this.#assembled.lines.findLast((line) => line.insn <= insn)?.tag;
  }
}
