import { type Fd, type Kernel, RingBuffer, type Watch } from "@tapset/sys";

/** The ring is looked at this often under load, */
const SHORTEST_MS = 1;
/** and this often when nothing comes. */
const LONGEST_MS = 20;
/** Printing pauses after so much time, for the event loop's sake. */
const TURN_MS = 10;
/** A drain that finds more than this share of the ring asks for the next one sooner. */
const BUSY_SHARE = 1 / 64;

/** Visits a record: its place in the ring's memory. */
type Visit = (byteOffset: number, lengthBytes: number) => void;

/**
 * Empties the ring, on a timer whose pace follows the load. Programs submit without waking the session, but for when much
 * has gathered: that is listened to only while the timer is slow, since under load every wake-up costs the programs.
 */
export class RingDrain {
  readonly #kernel: Kernel;
  readonly #map: Fd;
  readonly #ring: RingBuffer;
  #visit: Visit = () => undefined;
  #records = 0;
  #intervalMs = SHORTEST_MS;
  #timer: NodeJS.Timeout | undefined;
  #watch: Watch | undefined;

  constructor(kernel: Kernel, map: Fd, sizeBytes: number) {
    this.#kernel = kernel;
    this.#map = map;
    this.#ring = new RingBuffer(kernel.memory, map, sizeBytes);
  }

  /** Where the records lie. */
  get memory(): ArrayBuffer {
    return this.#ring.buffer;
  }

  /** Records visited so far. */
  get records(): bigint {
    return BigInt(this.#records);
  }

  get sizeBytes(): number {
    return this.#ring.sizeBytes;
  }

  /** Who prints the records. */
  onRecord(visit: Visit): void {
    this.#visit = visit;
  }

  /** Visits what is there. */
  drain(): void {
    this.#records += this.#ring.drain(this.#visit);
  }

  /** Drains from now on. `drained` is called after each drain; while `isReady` says no, records stay in the ring. */
  start(drained: () => void, isReady: () => boolean, fail: (error: unknown) => void): void {
    const turn = (): void => {
      try {
        const pending = this.#ring.pendingBytes;
        if (pending > 0 && isReady()) {
          this.#records += this.#ring.drain(this.#visit, TURN_MS);
          drained();
        }
        this.#adapt(pending);
      } catch (error) {
        fail(error);
        return;
      }
      this.#timer = setTimeout(turn, this.#intervalMs);
      if (this.#intervalMs > SHORTEST_MS) this.#watch ??= this.#kernel.events.watch(this.#map, woken);
    };
    const woken = (): void => {
      this.#unwatch();
      clearTimeout(this.#timer);
      turn();
    };
    this.#timer = setTimeout(turn, this.#intervalMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#unwatch();
  }

  close(): void {
    this.stop();
    this.#ring.close();
  }

  #adapt(pendingBytes: number): void {
    if (pendingBytes > this.#ring.sizeBytes * BUSY_SHARE) this.#intervalMs = SHORTEST_MS;
    else if (pendingBytes === 0) this.#intervalMs = Math.min(LONGEST_MS, 2 * this.#intervalMs);
    else this.#intervalMs = Math.max(SHORTEST_MS, this.#intervalMs / 2);
    if (this.#intervalMs === SHORTEST_MS) this.#unwatch();
  }

  #unwatch(): void {
    this.#watch?.close();
    this.#watch = undefined;
  }
}
