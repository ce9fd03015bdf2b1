import type { LedgerBlock } from "@tapset/compiler";
import type { Kernel } from "@tapset/sys";
import { blockAt, readCpus } from "./kernel-ledger.js";
import type { LoadedMaps } from "./load-maps.js";

/** What is known of one handler on one CPU. */
interface Seen {
  readonly runs: number;
  readonly timed: number;
  readonly elapsedNs: number;
}

const UNSEEN: Seen = { runs: 0, timed: 0, elapsedNs: 0 };

/** Tells what kernel handlers take of each CPU, by the runs that were timed. */
export class HandlerLoad {
  readonly #kernel: Kernel;
  readonly #maps: LoadedMaps;
  readonly #blocks: readonly LedgerBlock[];
  readonly #seen = new Map<string, Seen>();

  constructor(kernel: Kernel, maps: LoadedMaps, blocks: readonly LedgerBlock[]) {
    this.#kernel = kernel;
    this.#maps = maps;
    this.#blocks = blocks;
  }

  /** Time spent in handlers since it was last asked, by CPU; ns. */
  spentNs(): number[] {
    const values = new Map<string, readonly Buffer[]>();
    const spent: number[] = [];
    for (const [index, { map, offset }] of this.#blocks.entries()) {
      const cpus = values.get(map) ?? readCpus(this.#kernel, this.#maps, map);
      values.set(map, cpus);
      for (const [cpu, bytes] of cpus.entries()) {
        const { entered, filtered, timed, elapsedNs } = blockAt(bytes, offset);
        const now: Seen = { runs: Number(entered - filtered), timed: Number(timed), elapsedNs: Number(elapsedNs) };
        const key = `${index} ${cpu}`;
        spent[cpu] = (spent[cpu] ?? 0) + between(this.#seen.get(key) ?? UNSEEN, now);
        this.#seen.set(key, now);
      }
    }
    return spent;
  }
}

/** What the runs in between took: as long as those of them that were timed, or else as all before. */
function between(before: Seen, now: Seen): number {
  const timed = now.timed - before.timed;
  const average = timed > 0 ? (now.elapsedNs - before.elapsedNs) / timed : now.elapsedNs / Math.max(1, now.timed);
  return average * (now.runs - before.runs);
}
