import { Fault, type HelperCall, type HelperRows, type Memory, type Region } from "@tapset/asm/interpreter";

const HEADER_BYTES = 8;
const BUSY_BIT = 0x8000_0000;
const DISCARD_BIT = 0x4000_0000;
const BPF_RB_NO_WAKEUP = 1n;
const BPF_RB_FORCE_WAKEUP = 2n;
const E2BIG = -7;
const EAGAIN = -11;

/** A record that a program is writing. */
interface Reservation {
  readonly region: Region;
  /** Of its header, in the data area. */
  readonly offset: number;
  readonly sizeBytes: number;
}

/**
 * A ring buffer in memory laid out as the kernel maps it, so that the session's own reader drains it: a page with the
 * consumer's position, a page with the producer's, and the data twice in a row.
 */
export class SharedRing {
  readonly consumerPage: ArrayBuffer;
  /** The producer's page and the data. */
  readonly producerPages: ArrayBuffer;
  readonly #sizeBytes: number;
  readonly #memory: Memory;
  readonly #wake: () => void;
  readonly #consumed: BigInt64Array;
  readonly #produced: BigInt64Array;
  readonly #data: Uint8Array;
  readonly #headers: DataView;
  readonly #open = new Map<bigint, Reservation>();

  /** `wake` is called as epoll would tell a reader. */
  constructor(memory: Memory, sizeBytes: number, pageSize: number, wake: () => void) {
    this.consumerPage = new ArrayBuffer(pageSize);
    this.producerPages = new ArrayBuffer(pageSize + 2 * sizeBytes);
    this.#memory = memory;
    this.#sizeBytes = sizeBytes;
    this.#wake = wake;
    this.#consumed = new BigInt64Array(this.consumerPage, 0, 1);
    this.#produced = new BigInt64Array(this.producerPages, 0, 1);
    this.#data = new Uint8Array(this.producerPages, pageSize);
    this.#headers = new DataView(this.producerPages, pageSize);
  }

  /** Bytes nobody has read yet, headers and open records included. */
  get pendingBytes(): number {
    return Number(this.#produced[0]! - this.#consumed[0]!);
  }

  /** Reservations neither submitted nor discarded. */
  get open(): number {
    return this.#open.size;
  }

  /** Address of a new record's bytes; 0 when there is no room. */
  reserve(sizeBytes: number): bigint {
    const space = HEADER_BYTES + Math.ceil(sizeBytes / 8) * 8;
    if (this.pendingBytes + space > this.#sizeBytes) return 0n;
    const offset = Number(this.#produced[0]! % BigInt(this.#sizeBytes));
    this.#headers.setUint32(offset, (sizeBytes | BUSY_BIT) >>> 0, true);
    this.#produced[0]! += BigInt(space);
    const bytes = this.#data.subarray(offset + HEADER_BYTES, offset + HEADER_BYTES + sizeBytes);
    const region = this.#memory.allocate("ring record", bytes);
    this.#open.set(region.base, { region, offset, sizeBytes });
    return region.base;
  }

  /** Whether a record is reserved at `address`. */
  has(address: bigint): boolean {
    return this.#open.has(address);
  }

  /** Ends the reservation at `address`. */
  finish(address: bigint, isDiscarded: boolean, flags: bigint): void {
    const { region, offset, sizeBytes } = this.#open.get(address)!;
    this.#open.delete(address);
    this.#memory.release(region);
    this.#headers.setUint32(offset, isDiscarded ? sizeBytes | DISCARD_BIT : sizeBytes, true);
    this.#mirror(offset, HEADER_BYTES + sizeBytes);
    const isCaughtUp = Number(this.#consumed[0]! % BigInt(this.#sizeBytes)) === offset;
    if ((flags & BPF_RB_FORCE_WAKEUP) !== 0n || (isCaughtUp && (flags & BPF_RB_NO_WAKEUP) === 0n)) this.#wake();
  }

  /** `BPF_RB_AVAIL_DATA`, `BPF_RB_RING_SIZE`, `BPF_RB_CONS_POS`, `BPF_RB_PROD_POS`; 0 for other flags. */
  query(flag: bigint): bigint {
    return [BigInt(this.pendingBytes), BigInt(this.#sizeBytes), this.#consumed[0]!, this.#produced[0]!][Number(flag)] ?? 0n;
  }

  /** What was written to one copy of the data shows in the other. */
  #mirror(offset: number, lengthBytes: number): void {
    const size = this.#sizeBytes;
    const end = offset + lengthBytes;
    this.#data.copyWithin(offset + size, offset, Math.min(end, size));
    if (end > size) this.#data.copyWithin(0, size, end);
  }
}

/** The helpers on ring buffers; `rings` are all there are, `ringOf` the one a call names by its map. */
export function ringHelpers(rings: () => Iterable<SharedRing>, ringOf: (call: HelperCall) => SharedRing): HelperRows {
  const finish = (call: HelperCall, isDiscarded: boolean): undefined => {
    const address = call.argument(1);
    const ring = [...rings()].find((each) => each.has(address));
    if (ring === undefined) throw new Fault(`${call.name}: no record is reserved at ${call.memory.describe(address)}`);
    ring.finish(address, isDiscarded, call.argument(2));
  };
  return {
    ringbuf_reserve: (call) => ringOf(call).reserve(Number(call.argument(2))),
    ringbuf_submit: (call) => finish(call, false),
    ringbuf_discard: (call) => finish(call, true),
    ringbuf_output(call) {
      const ring = ringOf(call);
      const bytes = call.memory.bytes(call.argument(2), Number(call.argument(3)));
      if (BigInt(bytes.length) > ring.query(1n)) return E2BIG;
      const address = ring.reserve(bytes.length);
      if (address === 0n) return EAGAIN;
      call.memory.bytes(address, bytes.length, "write").set(bytes);
      ring.finish(address, false, call.argument(4));
      return 0;
    },
    ringbuf_query: (call) => ringOf(call).query(call.argument(2)),
  };
}
