import type { AluOperation, Condition, Label, MemorySize, Operand, Register } from "@tapset/asm";
import { Assembler, r0, r1, r10, r2, r6, r7, r8, r9 } from "@tapset/asm";
import type { Span } from "@tapset/language";
import { LEDGER } from "../../module.js";
import { type Image, SCRATCH_LIMIT, type ScratchWord } from "./image.js";
import { EmitRefusal } from "./refusal.js";
import type { HandlerRun } from "../program/handler-run.js";
import type { SpaceState } from "./space.js";

/** Offset from the frame pointer of the word that holds the pointer to the scratch value. */
export const SCRATCH_POINTER = -8;

/** Instructions after which code that was put off is placed on the way: far less than a jump reaches. */
const COLD_STRIDE = 4096;

/** A value that survives calls: in a callee-saved register, in a word of the main frame, or known. */
export type Temp =
  | { readonly kind: "register"; readonly register: Register }
  | { readonly kind: "frame"; readonly offset: number }
  | { readonly kind: "constant"; readonly value: bigint };

/** A place to jump to, perhaps out of callbacks. */
export interface Target {
  /** The function it's in. */
  readonly code: Code;
  readonly label: Label;
}

/** Code to be placed after the function's hot path, and what was in use where it branches off. */
interface Cold {
  readonly label: Label;
  readonly emit: () => void;
  readonly frame: SpaceState;
  readonly scratch: SpaceState;
  readonly free: readonly Register[];
  readonly catcher: HandlerRun["catcher"];
  readonly span: Span | undefined;
}

/**
 * One function being written: the program itself or a callback.
 *
 * Conventions: `r0`–`r5` are free for whoever emits an expression, except the destination it was given; what must
 * outlive another expression is kept in a {@link Temp}. `frame` is the main frame: `r10`, or `r9` in callbacks.
 */
export class Code {
  readonly asm: Assembler;
  readonly frame: Register;
  /** The program itself, not a callback of it. */
  readonly isMain: boolean;
  /** Targets outside this function that it unwinds to. */
  readonly crossings = new Set<Target>();
  #free: Register[];
  #cold: Cold[] = [];
  /** How much had been written when they were last placed. */
  #placedAt = 0;
  #span: Span | undefined;
  #run: HandlerRun | undefined;

  constructor(
    readonly image: Image,
    readonly name: string,
    kind: "main" | "callback",
  ) {
    this.asm = new Assembler(name);
    this.isMain = kind === "main";
    this.frame = this.isMain ? r10 : r9;
    this.#free = this.isMain ? [r9, r8, r7, r6] : [r8, r7, r6];
  }

  /** The handler run being emitted. */
  get run(): HandlerRun {
    if (this.#run === undefined) throw new Error(`function ${this.name}: outside a handler`);
    return this.#run;
  }
  set run(run: HandlerRun) {
    this.#run = run;
  }

  // ---- places in the source ----

  /** The place in the script that what's being emitted comes from. */
  get span(): Span | undefined {
    return this.#span;
  }
  /** Emits with the instructions tagged as coming from `span`, if there is one. */
  at(span: Span | undefined, emit: () => void): void {
    const outer = this.#span;
    if (span !== undefined) this.#setSpan(span);
    emit();
    this.#setSpan(outer);
  }
  #setSpan(span: Span | undefined): void {
    if (span === this.#span) return;
    this.#span = span;
    this.asm.at(this.image.module.tag(span));
  }

  // ---- temporaries ----

  takeTemp(): Temp {
    const register = this.#free.pop();
    return register ? { kind: "register", register } : { kind: "frame", offset: this.takeFrame(8) };
  }
  giveTemp(temp: Temp): void {
    if (temp.kind === "register") this.#free.push(temp.register);
    else if (temp.kind === "frame") this.giveFrame(temp.offset, 8);
  }
  load(dst: Register, temp: Temp): void {
    if (temp.kind === "frame") this.asm.ldx(8, dst, this.frame, temp.offset);
    else if (temp.kind === "constant") this.asm.loadConstant(dst, temp.value);
    else if (temp.register !== dst) this.asm.mov(dst, temp.register);
  }
  save(temp: Temp, src: Register): void {
    if (temp.kind === "frame") this.asm.store(8, this.frame, temp.offset, src);
    else if (temp.kind === "constant") throw new Error("a constant can't be assigned");
    else if (temp.register !== src) this.asm.mov(temp.register, src);
  }
  /** The register of a temporary, or `spare` after loading it there. */
  inRegister(temp: Temp, spare: Register): Register {
    if (temp.kind === "register") return temp.register;
    this.load(spare, temp);
    return spare;
  }

  // ---- the main frame ----

  /** Offset from the frame pointer of `size` bytes, or undefined when there is no room for them below `limit`. */
  tryFrame(size: number, limit?: number): number | undefined {
    const offset = this.image.frame.take(size, limit);
    return offset === undefined ? undefined : frameOffset(offset, size);
  }
  takeFrame(size: number): number {
    const offset = this.tryFrame(size);
    if (offset !== undefined) return offset;
    throw new EmitRefusal("handler-too-large", "this needs more than the stack of a BPF program", this.span, ["assign parts of it to variables first"]);
  }
  giveFrame(offset: number, size: number): void {
    this.image.frame.give(-offset - ((size + 7) & ~7), size);
  }

  // ---- the scratch value ----

  /** Offset in the scratch value of `size` bytes of temporaries. */
  takeScratch(size: number): number {
    const offset = this.image.takeScratch(size);
    if (offset !== undefined) return offset;
    const message = `the strings of this handler need more than the ${SCRATCH_LIMIT} bytes a BPF program has for them`;
    throw new EmitRefusal("handler-too-large", message, this.span, ["lower -D MAXSTRINGLEN, or split the handler"]);
  }

  /** `dst` = the program's scratch value on this CPU. */
  scratch(dst: Register): void {
    this.asm.ldx(8, dst, this.frame, SCRATCH_POINTER);
  }
  /** Reads a scratch word; the verifier takes it for any number. */
  loadWord(dst: Register, word: ScratchWord): void {
    this.scratch(dst);
    this.asm.ldx(8, dst, dst, this.image.wordOffset(word));
  }
  /** Writes a scratch word by way of `via`. */
  storeWord(word: ScratchWord, value: Operand, via: Register): void {
    this.scratch(via);
    this.asm.store(8, via, this.image.wordOffset(word), value);
  }
  /** `register += value`, of any size. */
  offset(register: Register, value: number): void {
    if (value !== 0) this.asm.add(register, value);
  }
  /** Adds 1 to a word of the running handler's ledger: `r1` is then the scratch value, `r2` the word. */
  count(word: Exclude<keyof typeof LEDGER, "words">): void {
    const offset = this.run.blockOffset + LEDGER[word] * 8;
    this.scratch(r1);
    this.asm.ldx(8, r2, r1, offset).add(r2, 1).store(8, r1, offset, r2);
  }
  /** Turns a pointer into a number the verifier lets us calculate with. Uses `spare`. */
  launder(register: Register, spare: Register): void {
    const offset = this.image.wordOffset("laundry");
    this.scratch(spare);
    this.asm.store(8, spare, offset, register).ldx(8, register, spare, offset);
  }

  // ---- control flow ----

  /** Jumps to `target`, out of as many callbacks as needed. */
  leave(target: Target): void {
    if (target.code === this) {
      this.asm.goto(target.label);
      return;
    }
    this.crossings.add(target);
    this.storeWord("unwinding", this.image.unwindingNumber(target), r1);
    this.asm.mov(r0, 1).exit();
  }

  /** Branches to code placed later when `dst condition src`. */
  cold(condition: Condition, dst: Register, src: Operand, emit: () => void): void {
    this.asm.jump(condition, dst, src, this.later("cold", emit));
  }
  /** The label of code placed after the hot path, emitted with what is in use now still in use. */
  later(hint: string, emit: () => void): Label {
    const label = this.asm.newLabel(hint);
    const { frame, scratch } = this.image;
    const catcher = this.#run?.catcher;
    this.#cold.push({ label, emit, frame: frame.save(), scratch: scratch.save(), free: [...this.#free], catcher, span: this.#span });
    return label;
  }
  /** Places the code put off so far. */
  placeCold(): void {
    const { frame, scratch } = this.image;
    const state = { frame: frame.save(), scratch: scratch.save(), free: this.#free, catcher: this.#run?.catcher, span: this.#span };
    for (let next = this.#cold.shift(); next !== undefined; next = this.#cold.shift()) {
      frame.restore(next.frame);
      scratch.restore(next.scratch);
      this.#free = [...next.free];
      if (this.#run) this.#run.catcher = next.catcher;
      this.#setSpan(next.span);
      this.asm.label(next.label);
      next.emit();
    }
    frame.restore(state.frame);
    scratch.restore(state.scratch);
    this.#free = state.free;
    if (this.#run) this.#run.catcher = state.catcher;
    this.#setSpan(state.span);
    this.#placedAt = this.asm.length;
  }
  /** Between statements: places the code put off so far where much has been written since, so that jumps to it and back stay short. */
  placeColdOnTheWay(): void {
    if (this.#cold.length === 0 || this.asm.length - this.#placedAt < COLD_STRIDE) return;
    const past = this.asm.newLabel("past");
    this.asm.goto(past);
    this.placeCold();
    this.asm.label(past);
  }

  /** `dst = dst operation src`; immediates that don't fit 32 bits go through `spare`. */
  alu(operation: AluOperation, dst: Register, src: Register | bigint, spare: Register): void {
    if (typeof src !== "bigint") this.asm.alu(operation, dst, src);
    else if (isImmediate(src)) this.asm.alu(operation, dst, Number(src));
    else this.asm.loadConstant(spare, src).alu(operation, dst, spare);
  }
  /** Loads from memory; narrow signed values are extended without the instructions that only newer kernels have. */
  loadSized(size: MemorySize, signed: boolean, dst: Register, base: Register, offset: number): void {
    this.asm.ldx(size, dst, base, offset);
    if (signed && size < 8) this.asm.lsh(dst, 64 - 8 * size).arsh(dst, 64 - 8 * size);
  }
}

/** Offset from the frame pointer of `size` bytes that lie `offset` from the start of the frame's space: it grows downwards. */
export function frameOffset(offset: number, size: number): number {
  return -(offset + ((size + 7) & ~7));
}

/** Whether an instruction can hold the value: signed 32 bits. */
export function isImmediate(value: bigint): boolean {
  return value === BigInt.asIntN(32, value);
}
