import { E2BIG, EINVAL, ENOENT } from "./errno.js";

const BPF_EXIST = 2n;

/** `BPF_MAP_TYPE_QUEUE`: values first in, first out. */
export class QueueMap {
  readonly name: string;
  readonly valueSize: number;
  readonly maxEntries: number;
  /** For tests: oldest first. */
  readonly values: Uint8Array[] = [];

  constructor(size: { name: string; valueSize: number; maxEntries: number }) {
    this.name = size.name;
    this.valueSize = size.valueSize;
    this.maxEntries = size.maxEntries;
  }

  /** 0, or a negative error number; with flag `BPF_EXIST` a full queue drops its oldest value. */
  push(value: Uint8Array, flags: bigint): number {
    if (flags !== 0n && flags !== BPF_EXIST) return -EINVAL;
    if (this.values.length >= this.maxEntries) {
      if (flags !== BPF_EXIST) return -E2BIG;
      this.values.shift();
    }
    this.values.push(value.slice());
    return 0;
  }

  /** Copies the oldest value to `into`, zeros if there is none; 0, or a negative error number. */
  peek(into: Uint8Array): number {
    const [oldest] = this.values;
    into.fill(0);
    if (oldest === undefined) return -ENOENT;
    into.set(oldest);
    return 0;
  }

  /** As `peek`, and takes it out. */
  pop(into: Uint8Array): number {
    const result = this.peek(into);
    this.values.shift();
    return result;
  }
}
