import { type ReadPart, READ_PLAN_WORDS, readParts, type ReadStep } from "@tapset/core";
import type { Recorded } from "./argument-kind.js";

/** A number that a plan knows: an argument's register, or one that a step reads. */
export interface PlannedWord {
  readonly word: number;
  /** The step that reads it; undefined for registers. */
  readonly step: number | undefined;
}

/** What is read of memory by a step: which one of the plan it is. */
export type PlannedMemory = number;

type Count = NonNullable<ReadStep["count"]>;
interface Options extends Pick<ReadStep, "count"> {
  readonly offset?: number;
}

/** Makes the plan by which the kernel's side reads what a call's arguments lead to (see ReadStep of core). */
export class ReadPlanner {
  readonly #steps: ReadStep[] = [];
  #next: number;

  constructor(
    /** Registers it begins with. */
    readonly registers: number,
    /** The longest a string may be. */
    readonly maxString: number,
  ) {
    this.#next = registers;
  }

  get steps(): readonly ReadStep[] {
    return this.#steps;
  }

  register(index: number): PlannedWord {
    return { word: index, step: undefined };
  }

  /** A count of so many bytes each: nothing is read unless it's more than `above`. */
  count({ word }: PlannedWord, unit: number, bits: 32 | 64, above = 0): Count {
    return { word, bits, unit, above };
  }

  word(at: PlannedWord, size: 4 | 8, options: Options = {}): PlannedWord {
    if (this.#next === READ_PLAN_WORDS) throw new Error("a plan reads more words than it can know");
    const to = this.#next++;
    return { word: to, step: this.#add({ kind: "word", at: at.word, size, to }, options) };
  }

  text(kind: "string" | "beginning" | "bytes", at: PlannedWord, size: number, options: Options = {}): PlannedMemory {
    return this.#add({ kind, at: at.word, size }, options);
  }

  /** Words read meanwhile make room for others afterwards. */
  within<T>(use: () => T): T {
    const next = this.#next;
    const made = use();
    this.#next = next;
    return made;
  }

  /** Where such a step has nothing to read, no step that came after it up to now has. */
  skip(steps: readonly PlannedMemory[]): void {
    for (const step of steps) this.#steps[step] = { ...this.#steps[step]!, skip: this.#steps.length - step - 1 };
  }

  #add(step: Omit<ReadStep, "offset" | "count">, { offset = 0, count }: Options): PlannedMemory {
    return this.#steps.push({ ...step, offset, ...(count && { count }) }) - 1;
  }
}

/** What a plan has read, in the session. */
export class ReadMemory {
  readonly #words: readonly bigint[];
  readonly #parts: readonly ReadPart[];

  constructor(memory: string, { registers, steps }: Pick<ReadPlanner, "registers" | "steps">) {
    const { words, parts } = readParts(memory, registers, steps);
    this.#words = words;
    this.#parts = parts;
  }

  /** Signed, as all recorded numbers are. */
  word({ word, step }: PlannedWord): bigint {
    return BigInt.asIntN(64, step === undefined ? (this.#words[word] ?? 0n) : this.#part(step).value);
  }

  /** The bytes; none where they couldn't be read. */
  bytes(memory: PlannedMemory): string {
    return this.#part(memory).bytes;
  }

  /** A text, or what prints as its address where it couldn't be read. */
  marked(memory: PlannedMemory): string {
    const { state, bytes, address } = this.#part(memory);
    return state === "read" ? bytes : `\x010x${BigInt.asUintN(64, address).toString(16)}`;
  }

  isAbsent(memory: PlannedMemory): boolean {
    return this.#part(memory).state === "absent";
  }

  /** 0 where there is memory that couldn't be read. */
  isReadable(memory: PlannedMemory): Recorded {
    return this.#part(memory).state === "failed" ? 0n : 1n;
  }

  #part(step: number): ReadPart {
    const part = this.#parts[step];
    if (part === undefined) throw new Error(`a plan of ${this.#parts.length} steps has no step ${step}`);
    return part;
  }
}
