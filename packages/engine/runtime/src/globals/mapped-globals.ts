import { CONTROL, GLOBALS_MAP } from "@tapset/compiler";
import type { Kernel, Mapping } from "@tapset/sys";
import { type LoadedMaps, mapNamed } from "../load/load-maps.js";

const WORD_BYTES = 8;

/** The control words and the script's long scalars, in memory shared with the programs. */
export class MappedGlobals {
  readonly words: BigInt64Array;
  readonly #mapping: Mapping;

  constructor(kernel: Kernel, maps: LoadedMaps) {
    const { fd, spec } = mapNamed(maps, GLOBALS_MAP);
    const { pageSize } = kernel.memory;
    const lengthBytes = Math.ceil(spec.valueSize / pageSize) * pageSize;
    this.#mapping = kernel.memory.map(fd, { lengthBytes, isWritable: true });
    this.words = new BigInt64Array(this.#mapping.buffer, 0, spec.valueSize / WORD_BYTES);
  }

  /** Sets a control word; programs see it at once. */
  set(word: keyof typeof CONTROL, value: bigint): void {
    Atomics.store(this.words, CONTROL[word] / WORD_BYTES, value);
  }

  get(word: keyof typeof CONTROL): bigint {
    return Atomics.load(this.words, CONTROL[word] / WORD_BYTES);
  }

  close(): void {
    this.#mapping.close();
  }
}
