/**
 * One step of a plan by which a kernel handler reads a process's memory. Steps know memory by words: numbers that the handler
 * begins with (arguments of a call), and those that steps have read. An address that is 0 leads to nothing.
 */
export interface ReadStep {
  /**
   * - `word`: a number of `size` bytes (4 or 8), which later steps know as the word `to`
   * - `string`: up to its NUL; that it's cut at `size` is counted
   * - `beginning`: the same, where the beginning is all that's asked for
   * - `bytes`: as many as there are, whatever they are
   */
  readonly kind: "word" | "string" | "beginning" | "bytes";
  /** The word that is the address, and how many bytes behind it. */
  readonly at: number;
  readonly offset: number;
  /** Most bytes that are read. */
  readonly size: number;
  /** The memory has `unit` bytes as often as a word says (or its lower 32 bits); nothing is read unless that's more than `above`. */
  readonly count?: { readonly word: number; readonly bits: 32 | 64; readonly unit: number; readonly above: number };
  readonly to?: number;
  /** How many of the next steps are left out where there's nothing to read. */
  readonly skip?: number;
}

/** What is read for each value of a program's selector; nothing for others. */
export type ReadPlans = ReadonlyMap<bigint, readonly ReadStep[]>;

/** Words a plan can use, those it begins with among them: a power of two. */
export const READ_PLAN_WORDS = 32;

/** In place of a text's length: the memory couldn't be read, or there was nothing to read. */
const FAILED = 0xffff;
const ABSENT = 0xfffe;
export const READ_MARKS = { failed: FAILED, absent: ABSENT } as const;

/** Bytes that stand before a text: its length. */
export const READ_LENGTH_BYTES = 2;
const WORD_BYTES = 8;

/** Most bytes that a step gives. */
export function readBytes({ kind, size }: ReadStep): number {
  return kind === "word" ? WORD_BYTES : READ_LENGTH_BYTES + size;
}

/** What a step gave. */
export interface ReadPart {
  readonly state: "read" | "failed" | "absent";
  /** Where it was read from. */
  readonly address: bigint;
  /** Of a word its value, unsigned; 0 where it wasn't read. */
  readonly value: bigint;
  /** What was read otherwise, a latin1 character for each byte. */
  readonly bytes: string;
}

/** The words a plan began with, and what each of its steps gave: what a handler recorded, read in the session. */
export function readParts(memory: string, count: number, steps: readonly ReadStep[]): { readonly words: readonly bigint[]; readonly parts: readonly ReadPart[] } {
  const bytes = Buffer.from(memory, "latin1");
  const numberAt = (offset: number): bigint => (offset + WORD_BYTES <= bytes.length ? bytes.readBigUInt64LE(offset) : 0n);
  const words = Array.from({ length: count }, (_, index) => numberAt(WORD_BYTES * index));
  const known = [...words];
  const parts: ReadPart[] = [];
  let at = WORD_BYTES * count;
  for (let index = 0; index < steps.length; index++) {
    const step = steps[index]!;
    const base = known[step.at] ?? 0n;
    const address = base + BigInt(step.offset);
    let part: ReadPart;
    if (step.kind === "word") {
      const value = numberAt(at);
      at += WORD_BYTES;
      part = { state: hasAny(step, base, known) ? "read" : "absent", address, value, bytes: "" };
      if (step.to !== undefined) known[step.to] = value;
    } else {
      const length = at + READ_LENGTH_BYTES <= bytes.length ? bytes.readUInt16LE(at) : ABSENT;
      at += READ_LENGTH_BYTES;
      const state = length === FAILED ? "failed" : length === ABSENT ? "absent" : "read";
      part = { state, address: base === 0n ? 0n : address, value: 0n, bytes: state === "read" ? memory.slice(at, at + length) : "" };
      at += part.bytes.length;
    }
    parts.push(part);
    if (part.state !== "absent") continue;
    for (let skipped = 0; skipped < (step.skip ?? 0); skipped++) parts.push({ ...part, value: 0n });
    index += step.skip ?? 0;
  }
  return { words, parts };
}

/** Whether a step has something to read, as the handler saw it. */
function hasAny({ count }: ReadStep, base: bigint, words: readonly bigint[]): boolean {
  if (base === 0n) return false;
  return count === undefined || BigInt.asUintN(count.bits, words[count.word] ?? 0n) > BigInt(count.above);
}
