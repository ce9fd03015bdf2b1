import type { KernelProgram } from "@tapset/core";
import type { SymbolicFunction } from "@tapset/asm";
import { assemble, MAX_BPF_STACK } from "@tapset/asm";
import { LEDGER, type MapSpec, type ProgramImage } from "../../module.js";
import type { ModuleWriter } from "./module-writer.js";
import { Space } from "./space.js";

/** Most bytes a scratch value can have: PCPU_MIN_UNIT_SIZE, as any value of a per-CPU map. */
export const SCRATCH_LIMIT = 32 * 1024;
/** What the verifier counts at least for each function on the way to a callback. */
const CALLBACK_FRAME_BYTES = 32;

/** Words of a program's scratch value after its ledger blocks. */
const WORDS = ["unwinding", "actions", "cursor", "unannounced", "laundry", "startedNs"] as const;
/**
 * - `unwinding`: where a jump out of a callback goes, 0 for none
 * - `actions`: of MAXACTION, spent by this run
 * - `cursor`: bytes in the out buffer
 * - `unannounced`: bytes sent since the session was last woken
 * - `laundry`: a pointer stored and loaded again comes back as a number
 * - `startedNs`: when the run that is being timed began
 */
export type ScratchWord = (typeof WORDS)[number];

/**
 * One BPF program being made: its stack frame, its scratch value (one for each CPU) and its callbacks.
 *
 * ```text
 * scratch: ledger blocks | words | out buffer | temporaries and what the stack has no room for
 * stack:   r10 - 8 scratch pointer | context, cached values | locals, keys, spilled values
 * ```
 * Callbacks get the frame pointer and keep everything in the main frame.
 */
export class Image {
  readonly frame: Space;
  readonly scratch: Space;
  readonly scratchMap: string;
  readonly callbacks: SymbolicFunction[] = [];
  /** The same callbacks for a program whose paths are too many for the verifier: see {@link ProgramImage.forgetful}. */
  readonly forgetfulCallbacks: SymbolicFunction[] = [];
  /** Frame words of values that are kept for the whole program. */
  readonly slots: { context?: number; pidTgid?: number; selector?: number; answer?: number } = {};
  readonly #unwindings: object[] = [];
  readonly #wordsOffset: number;
  readonly #outOffset: number;
  readonly #temporariesOffset: number;
  #names = 0;

  constructor(
    readonly module: ModuleWriter,
    readonly program: KernelProgram | undefined,
    readonly name: string,
    /** Ledger blocks, deepest nesting of callbacks, and bytes of the out buffer. */
    shape: { readonly blocks: number; readonly depth: number; readonly outBytes: number },
  ) {
    this.scratchMap = `${name}.scratch`;
    this.frame = new Space(MAX_BPF_STACK - CALLBACK_FRAME_BYTES * shape.depth);
    this.#wordsOffset = shape.blocks * LEDGER.words * 8;
    this.#outOffset = this.#wordsOffset + WORDS.length * 8;
    this.#temporariesOffset = this.#outOffset + shape.outBytes;
    this.scratch = new Space(Math.max(0, SCRATCH_LIMIT - this.#temporariesOffset));
  }

  /** Offset of a ledger block in the scratch value. */
  blockOffset(block: number): number {
    return block * LEDGER.words * 8;
  }
  wordOffset(word: ScratchWord): number {
    return this.#wordsOffset + WORDS.indexOf(word) * 8;
  }
  get outOffset(): number {
    return this.#outOffset;
  }

  /** Offset in the scratch value of `size` bytes of temporaries, or undefined when there's no room left. */
  takeScratch(size: number): number | undefined {
    const offset = this.scratch.take(size);
    return offset === undefined ? undefined : this.#temporariesOffset + offset;
  }
  giveScratch(offset: number, size: number): void {
    this.scratch.give(offset - this.#temporariesOffset, size);
  }

  /** The program's code, with a way to make it forgetful where that makes a difference. */
  assemble(main: SymbolicFunction): Pick<ProgramImage, "code" | "forgetful" | "needsFuncInfo"> {
    const { callbacks, forgetfulCallbacks } = this;
    const needsFuncInfo = callbacks.length > 0;
    return {
      code: assemble({ main, subprograms: callbacks }),
      needsFuncInfo,
      ...(needsFuncInfo && { forgetful: () => assemble({ main, subprograms: forgetfulCallbacks }) }),
    };
  }

  scratchSpec(): MapSpec {
    return {
      name: this.scratchMap,
      type: "PERCPU_ARRAY",
      keySize: 4,
      valueSize: this.#temporariesOffset + this.scratch.highest,
      maxEntries: 1,
      mmapable: false,
    };
  }

  /** A name no other function of this program has. */
  functionName(hint: string): string {
    this.#names += 1;
    return `${hint}_${this.#names}`;
  }

  /** The number that stands for a place jumped to out of callbacks: never 0. */
  unwindingNumber(target: object): number {
    const known = this.#unwindings.indexOf(target);
    return known >= 0 ? known + 1 : this.#unwindings.push(target);
  }
}
