import { Fault } from "./fault.js";

/** Which half of the address space: programs touch kernel memory directly, user memory only through helpers. */
export type Space = "kernel" | "user";

/** A run of bytes at an address. */
export interface Region {
  /** For error messages. */
  readonly name: string;
  readonly base: bigint;
  /** The memory itself: what the program writes shows here, and the other way round. */
  readonly bytes: Uint8Array;
  readonly writable: boolean;
}

// Regions lie in pages of their own, away from the page's start, so that no small offset leads from one to another.
const PAGE_BITS = 24n;
const GUARD_BYTES = 0x10000n;
const FIRST_ADDRESS: Readonly<Record<Space, bigint>> = { kernel: 0xffff_a000_0000_0000n, user: 0x7000_0000_0000n };

interface Mapping {
  readonly region: Region;
  readonly view: DataView;
}

/** The address space that fake maps, programs and tests share. Addresses are unsigned 64-bit numbers. */
export class Memory {
  readonly #pages = new Map<bigint, Mapping[]>();
  readonly #next: Record<Space, bigint> = { ...FIRST_ADDRESS };

  /** Puts `bytes` at a free address. They aren't copied. */
  allocate(name: string, bytes: Uint8Array, options: { space?: Space; writable?: boolean } = {}): Region {
    const space = options.space ?? "kernel";
    const base = this.#next[space] + GUARD_BYTES;
    this.#next[space] = (pageOf(base + BigInt(bytes.length) + GUARD_BYTES) + 1n) << PAGE_BITS;
    return this.place(name, base, bytes, options.writable ?? true);
  }

  /** Puts `bytes` at `base`, for structures that hold their own addresses. They aren't copied, and must not overlap another region. */
  place(name: string, base: bigint, bytes: Uint8Array, writable = true): Region {
    const region: Region = { name, base, bytes, writable };
    const mapping: Mapping = { region, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
    for (const page of pagesOf(region)) {
      const mappings = this.#pages.get(page);
      if (mappings === undefined) this.#pages.set(page, [mapping]);
      else mappings.push(mapping);
    }
    return region;
  }

  /** Makes the addresses of `region` invalid again. */
  release(region: Region): void {
    for (const page of pagesOf(region)) {
      const rest = this.#pages.get(page)?.filter((mapping) => mapping.region !== region) ?? [];
      if (rest.length === 0) this.#pages.delete(page);
      else this.#pages.set(page, rest);
    }
  }

  /** Whether `size` bytes at `address` lie in one region. */
  isReadable(address: bigint, size: number): boolean {
    return this.#find(address, size) !== undefined;
  }

  /**
   * A live view of `size` bytes at `address`.
   *
   * @throws Fault
   */
  bytes(address: bigint, size: number, access: "read" | "write" = "read"): Uint8Array {
    const { region } = this.#mapping(address, size, access);
    const offset = Number(address - region.base);
    return region.bytes.subarray(offset, offset + size);
  }

  /**
   * `size` bytes as an unsigned number.
   *
   * @throws Fault
   */
  load(size: 1 | 2 | 4 | 8, address: bigint): bigint {
    const { region, view } = this.#mapping(address, size, "read");
    const offset = Number(address - region.base);
    if (size === 8) return view.getBigUint64(offset, true);
    if (size === 4) return BigInt(view.getUint32(offset, true));
    return BigInt(size === 2 ? view.getUint16(offset, true) : view.getUint8(offset));
  }

  /**
   * Writes the low `size` bytes of `value`.
   *
   * @throws Fault
   */
  store(size: 1 | 2 | 4 | 8, address: bigint, value: bigint): void {
    const { region, view } = this.#mapping(address, size, "write");
    const offset = Number(address - region.base);
    if (size === 8) view.setBigUint64(offset, BigInt.asUintN(64, value), true);
    else if (size === 4) view.setUint32(offset, Number(BigInt.asUintN(32, value)), true);
    else if (size === 2) view.setUint16(offset, Number(BigInt.asUintN(16, value)), true);
    else view.setUint8(offset, Number(BigInt.asUintN(8, value)));
  }

  #mapping(address: bigint, size: number, access: "read" | "write"): Mapping {
    const mapping = this.#find(address, size);
    if (mapping === undefined) throw new Fault(`${access} of ${String(size)} bytes at ${this.describe(address)}`);
    if (access === "write" && !mapping.region.writable) {
      throw new Fault(`write of ${String(size)} bytes at ${this.describe(address)}, which is read-only`);
    }
    return mapping;
  }

  #find(address: bigint, size: number): Mapping | undefined {
    return this.#pages.get(pageOf(address))?.find(({ region }) => {
      const offset = address - region.base;
      return offset >= 0n && offset + BigInt(size) <= BigInt(region.bytes.length);
    });
  }

  /** An address in words: the region it is in or near, and how far. */
  describe(address: bigint): string {
    const near = this.#pages.get(pageOf(address))?.[0]?.region;
    if (near === undefined) return `0x${address.toString(16)}, where there is no memory`;
    return `${near.name} + ${String(address - near.base)} (of ${String(near.bytes.length)} bytes)`;
  }
}

function pageOf(address: bigint): bigint {
  return address >> PAGE_BITS;
}

function* pagesOf({ base, bytes }: Region): Generator<bigint> {
  const last = pageOf(base + BigInt(Math.max(bytes.length, 1)) - 1n);
  for (let page = pageOf(base); page <= last; page += 1n) yield page;
}
