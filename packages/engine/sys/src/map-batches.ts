import type { BpfMaps, ElementLayout, MapElements } from "./bpf-maps.js";
import { Errno } from "./errno.js";
import type { Fd } from "./fd.js";
import type { SystemCaller } from "./system-caller.js";
import type { SystemCall } from "./system-calls.js";

type BatchCommand = "BPF_MAP_LOOKUP_BATCH" | "BPF_MAP_LOOKUP_AND_DELETE_BATCH";

const firstBatch = 256;

/** Elements as they are collected: room doubles when it runs out. */
class ElementBuffer {
  readonly #layout: ElementLayout;
  #capacity: number;
  count = 0;
  keys: Uint8Array;
  values: Uint8Array;

  constructor(layout: ElementLayout) {
    this.#layout = layout;
    this.#capacity = Math.max(1, Math.min(layout.maxEntries, firstBatch));
    this.keys = new Uint8Array(this.#capacity * layout.keySize);
    this.values = new Uint8Array(this.#capacity * layout.valueSize);
  }

  /** Elements there is room for. */
  get room(): number {
    return this.#capacity - this.count;
  }

  /** Where the next key goes. */
  get freeKeys(): Uint8Array {
    return this.keys.subarray(this.count * this.#layout.keySize);
  }

  get freeValues(): Uint8Array {
    return this.values.subarray(this.count * this.#layout.valueSize);
  }

  grow(): void {
    this.#capacity *= 2;
    this.keys = enlarged(this.keys, this.#capacity * this.#layout.keySize);
    this.values = enlarged(this.values, this.#capacity * this.#layout.valueSize);
  }

  finish(): MapElements {
    const { keySize, valueSize } = this.#layout;
    return {
      count: this.count,
      keys: this.keys.subarray(0, this.count * keySize),
      values: this.values.subarray(0, this.count * valueSize),
    };
  }
}

function enlarged(bytes: Uint8Array, sizeBytes: number): Uint8Array {
  const larger = new Uint8Array(sizeBytes);
  larger.set(bytes);
  return larger;
}

/** All elements by batch commands; undefined where the map's type has none. */
export function batchElements(
  caller: SystemCaller, command: BatchCommand, map: Fd, layout: ElementLayout,
): MapElements | undefined {
  const buffer = new ElementBuffer(layout);
  // The kernel's bookmark: a bucket number for hashes, a key for others.
  const bookmark = new Uint8Array(Math.max(4, layout.keySize));
  let isFirst = true;
  for (;;) {
    const attr = {
      in_batch: isFirst ? undefined : bookmark,
      out_batch: bookmark,
      keys: buffer.freeKeys,
      values: buffer.freeValues,
      count: buffer.room,
      map_fd: map.number,
    };
    const call: SystemCall = { name: "bpf", command, attr };
    const result = caller.syscall(call);
    if (result === -Errno.ENOTSUPP && isFirst) return undefined;
    if (result === -Errno.ENOSPC) {
      // Not one whole bucket fitted; the bookmark has not moved.
      buffer.grow();
      continue;
    }
    if (result < 0 && result !== -Errno.ENOENT) throw caller.error(call, result, `read ${map.what}`);
    buffer.count += attr.count;
    if (result === -Errno.ENOENT) return buffer.finish();
    isFirst = false;
    if (buffer.room === 0) buffer.grow();
  }
}

/** All elements one by one, for maps without batch commands; `fetch` fills the value and is false when the key is gone. */
export function eachElement(
  maps: BpfMaps, map: Fd, layout: ElementLayout, fetch: (key: Uint8Array, value: Uint8Array) => boolean,
): MapElements {
  const buffer = new ElementBuffer(layout);
  const next = new Uint8Array(layout.keySize);
  let previous: Uint8Array | undefined;
  // An element that another writer removes makes the kernel start over; the bound keeps that from going on for ever.
  for (let steps = 0; steps < 2 * layout.maxEntries && maps.nextKey(map, previous, next); steps++) {
    if (buffer.room === 0) buffer.grow();
    const key = buffer.freeKeys.subarray(0, layout.keySize);
    key.set(next);
    if (fetch(key, buffer.freeValues.subarray(0, layout.valueSize))) buffer.count++;
    previous = next.slice();
  }
  return buffer.finish();
}
