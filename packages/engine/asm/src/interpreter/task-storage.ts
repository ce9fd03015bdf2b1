import { ENOENT } from "./errno.js";
import type { Memory, Region } from "./memory.js";

/** `BPF_MAP_TYPE_TASK_STORAGE`: one value a task, by the task's address. */
export class TaskStorage {
  readonly name: string;
  readonly valueSize: number;
  readonly #memory: Memory;
  readonly #values = new Map<bigint, Region>();

  constructor(memory: Memory, size: { name: string; valueSize: number }) {
    this.#memory = memory;
    this.name = size.name;
    this.valueSize = size.valueSize;
  }

  /** Address of the task's value; 0 if there is none and none is to be made. */
  find(task: bigint, create: boolean, initial: Uint8Array | undefined): bigint {
    const old = this.#values.get(task);
    if (old !== undefined || !create) return old?.base ?? 0n;
    const bytes = new Uint8Array(this.valueSize);
    if (initial !== undefined) bytes.set(initial);
    const region = this.#memory.allocate(`${this.name} of task 0x${task.toString(16)}`, bytes);
    this.#values.set(task, region);
    return region.base;
  }

  /** 0, or a negative error number. */
  delete(task: bigint): number {
    return this.#values.delete(task) ? 0 : -ENOENT;
  }

  /** For tests: a live view of the task's value, or `undefined`. */
  get(task: bigint): Uint8Array | undefined {
    return this.#values.get(task)?.bytes;
  }
}
