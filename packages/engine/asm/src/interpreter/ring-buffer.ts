import { Fault } from "./fault.js";
import type { Memory, Region } from "./memory.js";

const HEADER_BYTES = 8;
const BPF_RB_NO_WAKEUP = 1n;
const BPF_RB_FORCE_WAKEUP = 2n;

type State = "reserved" | "submitted" | "discarded";

interface RingRecord {
  readonly region: Region;
  /** With the header, rounded up to 8. */
  readonly space: number;
  state: State;
}

/** `BPF_MAP_TYPE_RINGBUF`. Space is accounted as the kernel does; a reader never sees past a record still reserved. */
export class RingBuffer {
  readonly name: string;
  /** Bytes it holds, headers included. */
  readonly capacity: number;
  /** Wake-ups that a reader in epoll would have had. */
  wakeups = 0;
  readonly #memory: Memory;
  readonly #records: RingRecord[] = [];
  #consumed = 0;
  #produced = 0;

  constructor(memory: Memory, size: { name: string; maxEntries: number }) {
    this.#memory = memory;
    this.name = size.name;
    this.capacity = size.maxEntries;
  }

  /** Address of a new record's `size` bytes, full of rubbish; 0 if there's no room. */
  reserve(size: number): bigint {
    const space = Math.ceil((size + HEADER_BYTES) / 8) * 8;
    // A ring that is full to the last byte would look empty: the kernel refuses that too.
    if (this.#produced + space - this.#consumed >= this.capacity) return 0n;
    this.#produced += space;
    const region = this.#memory.allocate(`${this.name} record`, new Uint8Array(size).fill(0xa5));
    this.#records.push({ region, space, state: "reserved" });
    return region.base;
  }

  /**
   * Ends the reservation at `address`.
   *
   * @throws Fault if there is none.
   */
  finish(address: bigint, state: "submitted" | "discarded", flags: bigint): void {
    const record = this.find(address);
    if (record === undefined) throw new Fault(`${this.name}: no record is reserved at ${this.#memory.describe(address)}`);
    const isCaughtUp = this.#records[0] === record;
    record.state = state;
    this.#memory.release(record.region);
    if ((flags & BPF_RB_FORCE_WAKEUP) !== 0n || (isCaughtUp && (flags & BPF_RB_NO_WAKEUP) === 0n)) this.wakeups += 1;
  }

  /** The open reservation at `address`, if any. */
  find(address: bigint): RingRecord | undefined {
    return this.#records.find(({ region, state }) => state === "reserved" && region.base === address);
  }

  /** Reservations neither submitted nor discarded. */
  get open(): number {
    return this.#records.filter(({ state }) => state === "reserved").length;
  }

  /** `BPF_RB_AVAIL_DATA`, `BPF_RB_RING_SIZE`, `BPF_RB_CONS_POS`, `BPF_RB_PROD_POS`; 0 for other flags. */
  query(flag: bigint): number {
    const answers = [this.#produced - this.#consumed, this.capacity, this.#consumed, this.#produced];
    return answers[Number(flag)] ?? 0;
  }

  /** For tests: takes out the records a reader could see, oldest first. */
  drain(): Uint8Array[] {
    const drained: Uint8Array[] = [];
    for (let first = this.#records[0]; first !== undefined && first.state !== "reserved"; first = this.#records[0]) {
      this.#records.shift();
      this.#consumed += first.space;
      if (first.state === "submitted") drained.push(first.region.bytes);
    }
    return drained;
  }
}
