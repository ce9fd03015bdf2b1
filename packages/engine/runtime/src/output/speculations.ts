import type { SpeculationLedger } from "../session/session-summary.js";

/** What one id holds, in order. */
interface Held {
  readonly texts: string[];
  bytes: number;
}

/** More undecided text than this isn't held: scripts that forget ids would fill the memory. */
const MOST_BYTES = 64 << 20;
const NOTHING: readonly string[] = [];

/** Texts that wait for the script to print them or throw them away. Beyond a limit the oldest id's are given up, and counted. */
export class Speculations {
  readonly #held = new Map<bigint, Held>();
  readonly #mostBytes: number;
  #bytes = 0;
  #texts = 0n;
  #committed = 0n;
  #discarded = 0n;
  #dropped = 0n;

  constructor(mostBytes = MOST_BYTES) {
    this.#mostBytes = mostBytes;
  }

  hold(id: bigint, text: string): void {
    let held = this.#held.get(id);
    if (held === undefined) {
      held = { texts: [], bytes: 0 };
      this.#held.set(id, held);
    }
    held.texts.push(text);
    held.bytes += text.length;
    this.#bytes += text.length;
    this.#texts += 1n;
    while (this.#bytes > this.#mostBytes) this.#dropped += BigInt(this.#takeOldest());
  }

  /** Takes an id's texts out; gives those to print. */
  decide(id: bigint, keep: boolean): readonly string[] {
    const texts = this.#take(id);
    if (keep) this.#committed += BigInt(texts.length);
    else this.#discarded += BigInt(texts.length);
    return keep ? texts : NOTHING;
  }

  counts(): SpeculationLedger {
    const decided = this.#committed + this.#discarded + this.#dropped;
    return { held: this.#texts, committed: this.#committed, discarded: this.#discarded, dropped: this.#dropped, undecided: this.#texts - decided };
  }

  #takeOldest(): number {
    const [oldest] = this.#held.keys();
    return oldest === undefined ? 0 : this.#take(oldest).length;
  }

  #take(id: bigint): readonly string[] {
    const held = this.#held.get(id);
    if (held === undefined) return NOTHING;
    this.#held.delete(id);
    this.#bytes -= held.bytes;
    return held.texts;
  }
}
