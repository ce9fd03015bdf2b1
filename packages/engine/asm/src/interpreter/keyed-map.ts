import { E2BIG, EEXIST, EINVAL, ENOENT } from "./errno.js";
import type { Memory, Region } from "./memory.js";

/** What map helpers and tests see of maps that have keys. Each value is a region of its own, on each CPU if per-CPU. */
export abstract class KeyedMap {
  readonly name: string;
  readonly keySize: number;
  readonly valueSize: number;
  readonly maxEntries: number;
  protected readonly memory: Memory;
  readonly #copies: number;

  constructor(memory: Memory, size: { name: string; keySize: number; valueSize: number; maxEntries: number }, copies: number) {
    this.memory = memory;
    this.name = size.name;
    this.keySize = size.keySize;
    this.valueSize = size.valueSize;
    this.maxEntries = size.maxEntries;
    this.#copies = copies;
  }

  /** The values under `key`, one a CPU (or just one), or `undefined`. */
  protected abstract find(key: Uint8Array): readonly Region[] | undefined;

  /** Keys present, in order. */
  abstract keys(): Uint8Array[];

  /** 0, or a negative error number; `flags` is `BPF_ANY`, `BPF_NOEXIST` or `BPF_EXIST`. A new per-CPU element is zero elsewhere. */
  abstract update(key: Uint8Array, value: Uint8Array, flags: bigint, cpu: number): number;

  /** 0, or a negative error number. */
  abstract delete(key: Uint8Array): number;

  /** Address of the value under `key` as CPU `cpu` sees it; 0 if there is none. */
  lookup(key: Uint8Array, cpu: number): bigint {
    const regions = this.find(key);
    return (regions?.[this.#copies === 1 ? 0 : cpu])?.base ?? 0n;
  }

  /** For tests: a live view of the value under `key` (on `cpu`), or `undefined`. */
  get(key: Uint8Array, cpu = 0): Uint8Array | undefined {
    return this.find(key)?.[cpu]?.bytes;
  }

  protected newValues(label: string): Region[] {
    return Array.from({ length: this.#copies }, (_, cpu) => {
      const name = `${this.name}[${label}]${this.#copies > 1 ? ` on cpu ${String(cpu)}` : ""}`;
      return this.memory.allocate(name, new Uint8Array(this.valueSize));
    });
  }

  protected write(regions: readonly Region[], value: Uint8Array, cpu: number): void {
    regions[this.#copies === 1 ? 0 : cpu]?.bytes.set(value.subarray(0, this.valueSize));
  }
}

const BPF_NOEXIST = 1n;
const BPF_EXIST = 2n;

/** `BPF_MAP_TYPE_ARRAY` and, with a copy for each CPU, `BPF_MAP_TYPE_PERCPU_ARRAY`: all elements are there from the start. */
export class ArrayMap extends KeyedMap {
  readonly #elements: (readonly Region[] | undefined)[] = [];

  protected find(key: Uint8Array): readonly Region[] | undefined {
    const index = indexOf(key);
    if (index >= this.maxEntries) return undefined;
    return (this.#elements[index] ??= this.newValues(String(index)));
  }

  keys(): Uint8Array[] {
    return Array.from({ length: this.maxEntries }, (_, index) => new Uint8Array(Uint32Array.of(index).buffer));
  }

  update(key: Uint8Array, value: Uint8Array, flags: bigint, cpu: number): number {
    if (flags > BPF_EXIST) return -EINVAL;
    const regions = this.find(key);
    if (regions === undefined) return -E2BIG;
    if (flags === BPF_NOEXIST) return -EEXIST;
    this.write(regions, value, cpu);
    return 0;
  }

  delete(): number {
    return -EINVAL;
  }
}

/** `BPF_MAP_TYPE_HASH` and, with a copy for each CPU, `BPF_MAP_TYPE_PERCPU_HASH`. Keys are in order of insertion. */
export class HashMap extends KeyedMap {
  readonly #elements = new Map<string, { readonly key: Uint8Array; readonly regions: readonly Region[] }>();

  /** Elements present. */
  get size(): number {
    return this.#elements.size;
  }

  protected find(key: Uint8Array): readonly Region[] | undefined {
    return this.#elements.get(hex(key))?.regions;
  }

  keys(): Uint8Array[] {
    return Array.from(this.#elements.values(), ({ key }) => key);
  }

  update(key: Uint8Array, value: Uint8Array, flags: bigint, cpu: number): number {
    if (flags > BPF_EXIST) return -EINVAL;
    const id = hex(key);
    const old = this.#elements.get(id);
    if (old !== undefined && flags === BPF_NOEXIST) return -EEXIST;
    if (old === undefined && flags === BPF_EXIST) return -ENOENT;
    if (old === undefined && this.#elements.size >= this.maxEntries) return -E2BIG;
    const element = old ?? { key: key.slice(), regions: this.newValues(id) };
    this.#elements.set(id, element);
    this.write(element.regions, value, cpu);
    return 0;
  }

  /** The value stays readable: programs may still hold its address, as they may in the kernel until they end. */
  delete(key: Uint8Array): number {
    return this.#elements.delete(hex(key)) ? 0 : -ENOENT;
  }
}

function indexOf(key: Uint8Array): number {
  return new DataView(key.buffer, key.byteOffset, key.byteLength).getUint32(0, true);
}

function hex(key: Uint8Array): string {
  return Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString("hex");
}
