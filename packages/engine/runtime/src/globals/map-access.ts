import type { SessionValue } from "@tapset/compiler";
import type { Fd, Kernel, MapElements } from "@tapset/sys";
import { Errno, perCpuStride, SyscallError } from "@tapset/sys";
import type { LoadedMap } from "../load/load-maps.js";
import { createMap, FIRST_KEY } from "../load/load-maps.js";
import type { Element } from "./element-table.js";
import { KeyCodec, type MapLayout } from "./key-codec.js";

/** What reading a map needs to know. */
export interface MapAccessOptions {
  readonly kernel: Kernel;
  readonly layout: MapLayout;
  readonly map: LoadedMap;
  /** The queue of keys of a `%` array. */
  readonly queue: LoadedMap | undefined;
}

/** Where a value lies in the bytes of an element, and how many bytes of all CPUs there are. */
export interface ValueBytes {
  readonly bytes: Buffer;
  readonly offset: number;
}

/** A shared array's map by keys of the script. With two copies it's the one that kernel handlers use now. */
export class MapAccess {
  readonly layout: MapLayout;
  readonly codec: KeyCodec;
  /** Values in an element of the map: as many as CPUs, or one. */
  readonly cpus: number;
  /** Bytes from one CPU's value to the next. */
  readonly stride: number;
  readonly maxEntries: number;
  readonly #kernel: Kernel;
  readonly #map: LoadedMap;
  readonly #queue: LoadedMap | undefined;
  readonly #isArray: boolean;
  #active: Fd;
  #spare: Fd | undefined;

  constructor({ kernel, layout, map, queue }: MapAccessOptions) {
    const elements = map.spec.inner ?? map.spec;
    this.layout = layout;
    this.codec = new KeyCodec(layout.keys, elements.keySize);
    this.cpus = layout.perCpu ? kernel.cpus.possibleCount() : 1;
    this.stride = layout.perCpu ? perCpuStride(elements.valueSize) : elements.valueSize;
    this.maxEntries = elements.maxEntries;
    this.#kernel = kernel;
    this.#map = map;
    this.#queue = queue;
    this.#isArray = elements.type === "PERCPU_ARRAY" || elements.type === "ARRAY";
    this.#active = map.inner ?? map.fd;
  }

  /** The element's bytes, all CPUs' values; undefined when there is none. */
  read(keys: readonly SessionValue[]): Buffer | undefined {
    const key = this.codec.encode(keys);
    if (key === undefined) return undefined;
    const value = Buffer.alloc(this.cpus * this.stride);
    return this.#kernel.maps.lookup(this.#active, key, value) ? value : undefined;
  }

  /** Makes or replaces an element. False when `create` met one that's there. A full map throws (`E2BIG`). */
  write(key: Uint8Array, value: Uint8Array, mode: "any" | "create" = "any"): boolean {
    return this.#kernel.maps.update(this.#active, key, value, mode);
  }

  /** Makes an element, if there is none and there's room for it. */
  create(key: Uint8Array, value: Uint8Array): "made" | "there is one" | "full" {
    try {
      return this.write(key, value, "create") ? "made" : "there is one";
    } catch (error) {
      if (error instanceof SyscallError && error.errno === Errno.E2BIG) return "full";
      throw error;
    }
  }

  delete(keys: readonly SessionValue[]): void {
    const key = this.codec.encode(keys);
    if (key === undefined) return;
    if (this.#isArray) this.write(key, new Uint8Array(this.cpus * this.stride));
    else this.#kernel.maps.delete(this.#active, key);
  }

  /** All elements; `decode` makes a value of an element's bytes. */
  readAll<V>(decode: (value: ValueBytes) => V): Element<V>[] {
    return this.#decodeAll(this.#kernel.maps.readAll(this.#active, this.#elementLayout()), decode);
  }

  /** Empties the map. */
  clear(): void {
    this.#takeFrom(this.#active);
    if (this.#queue !== undefined) this.#clearQueue(this.#queue);
  }

  /** Reads and removes all elements, which kernel handlers must not be using. */
  take<V>(decode: (value: ValueBytes) => V): Element<V>[] {
    return this.#decodeAll(this.#takeFrom(this.#active), decode);
  }

  /**
   * Gives kernel handlers the other, empty copy, waits until none uses the old one any more, and empties that: its
   * elements are the caller's alone. Only for maps with two copies.
   */
  flip<V>(decode: (value: ValueBytes) => V): Element<V>[] {
    const old = this.#active;
    const { maps } = this.#kernel;
    this.#spare ??= this.#createCopy();
    // The kernel answers only when every program that may have looked up the old copy is done (since 4.20).
    maps.updateInnerMap(this.#map.fd, FIRST_KEY, this.#spare);
    this.#active = this.#spare;
    this.#spare = old;
    return this.#decodeAll(this.#takeFrom(old), decode);
  }

  /** Closes what it has made itself. */
  close(): void {
    for (const fd of [this.#active, this.#spare]) if (fd !== this.#map.inner && fd !== this.#map.fd) fd?.close();
  }

  #createCopy(): Fd {
    const { inner } = this.#map.spec;
    if (inner === undefined) throw new Error(`bug: map ${this.#map.spec.name} has no copies`);
    return createMap(this.#kernel, inner);
  }

  #elementLayout(): { keySize: number; valueSize: number; maxEntries: number } {
    return { keySize: this.codec.size, valueSize: this.cpus * this.stride, maxEntries: this.maxEntries };
  }

  /** Reads and removes all elements of a map. */
  #takeFrom(map: Fd): MapElements {
    const { maps } = this.#kernel;
    if (!this.#isArray) return maps.takeAll(map, this.#elementLayout());
    const elements = maps.readAll(map, this.#elementLayout());
    maps.update(map, FIRST_KEY, new Uint8Array(this.cpus * this.stride));
    return elements;
  }

  #decodeAll<V>({ count, keys, values }: MapElements, decode: (value: ValueBytes) => V): Element<V>[] {
    const keyBytes = Buffer.from(keys.buffer, keys.byteOffset, keys.byteLength);
    const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
    const valueSize = this.cpus * this.stride;
    return Array.from({ length: count }, (_, index) => ({
      keys: this.codec.decode(keyBytes, index * this.codec.size),
      value: decode({ bytes, offset: index * valueSize }),
    }));
  }

  #clearQueue({ fd, spec }: LoadedMap): void {
    const key = new Uint8Array(spec.valueSize);
    while (this.#kernel.maps.take(fd, new Uint8Array(0), key)) {
      // Each take removes one.
    }
  }
}
