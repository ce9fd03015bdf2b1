import { wholeWords } from "../../layout/string-size.js";

const WORD_BYTES = 8;

/** What is in use at one moment; opaque. */
export type SpaceState = bigint;

/**
 * Bytes handed out in whole 8-byte words, lowest first, and given back: a stack frame or the temporaries of a scratch
 * value.
 */
export class Space {
  /** One bit a word. */
  #used = 0n;
  #highest = 0;
  /** What was taken since {@link keep} began. */
  #touched = 0n;

  constructor(
    /** Bytes there are. */
    readonly limit: number,
  ) {}

  /** The most bytes that were ever in use, from the start. */
  get highest(): number {
    return this.#highest;
  }

  /** Offset of `size` free bytes, or undefined when there is no such stretch below `limit`. */
  take(size: number, limit = this.limit): number | undefined {
    const words = Math.max(1, wholeWords(size) / WORD_BYTES);
    const mask = (1n << BigInt(words)) - 1n;
    for (let word = 0; (word + words) * WORD_BYTES <= limit; word++) {
      const wanted = mask << BigInt(word);
      if ((this.#used & wanted) !== 0n) continue;
      this.#used |= wanted;
      this.#touched |= wanted;
      this.#highest = Math.max(this.#highest, (word + words) * WORD_BYTES);
      return word * WORD_BYTES;
    }
    return undefined;
  }

  /** Gives back what `take` gave. */
  give(offset: number, size: number): void {
    const words = Math.max(1, wholeWords(size) / WORD_BYTES);
    this.#used &= ~(((1n << BigInt(words)) - 1n) << BigInt(offset / WORD_BYTES));
  }

  /** Runs `use`; whatever it took, be it for a moment, stays taken. */
  keep(use: () => void): void {
    this.#used |= this.#touchedBy(use);
  }

  /** Runs `use`, and gives the offset of each word that it took, be it for a moment. */
  watch(use: () => void): readonly number[] {
    const touched = this.#touchedBy(use);
    const offsets: number[] = [];
    for (let word = 0; touched >> BigInt(word) !== 0n; word++) if ((touched >> BigInt(word)) & 1n) offsets.push(word * WORD_BYTES);
    return offsets;
  }

  #touchedBy(use: () => void): bigint {
    const outer = this.#touched;
    this.#touched = 0n;
    use();
    const touched = this.#touched;
    this.#touched |= outer;
    return touched;
  }

  /** What is in use now, for {@link restore}. */
  save(): SpaceState {
    return this.#used;
  }

  /** Goes back to what was in use at `save`. */
  restore(state: SpaceState): void {
    this.#used = state;
  }
}
