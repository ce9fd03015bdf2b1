import { type Fd, type Kernel, RingBuffer, type Watch } from "@tapset/sys";

/** The ring is looked at this often under load, */
const SHORTEST_MS = 1;
/** and this often when nothing comes: a record that was on its way when the session began to rest woke nobody. */
const LONGEST_MS = 20;
/** Printing pauses after so much time, for the event loop's sake. */
const TURN_MS = 10;
/** Under load a program wakes the session when it has filled this share of the ring. */
const WAKE_SHARE = 1 / 16;

/** Visits a record: its place in the ring's memory. */
type Visit = (byteOffset: number, lengthBytes: number) => void;

/**
 * Empties the ring. At rest each record wakes the session, so that its line comes at once. Under load, which is more than a record a
 * millisecond, every wake-up would cost the programs: then a timer has the ring looked at, until nothing is there.
 */
export class RingDrain {
  readonly #kernel: Kernel;
  readonly #map: Fd;
  readonly #ring: RingBuffer;
  #visit: Visit = () => undefined;
  #records = 0;
  readonly #setWakeBytes: (bytes: number) => void;
  #lastWakeMs = -Infinity;
  #timer: NodeJS.Timeout | undefined;
  #watch: Watch | undefined;

  /** `setWakeBytes` says after how many bytes programs wake the session, 0 for at every record. */
  constructor(kernel: Kernel, map: Fd, sizeBytes: number, setWakeBytes: (bytes: number) => void) {
    this.#kernel = kernel;
    this.#map = map;
    this.#ring = new RingBuffer(kernel.memory, map, sizeBytes);
    this.#setWakeBytes = setWakeBytes;
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
    const look = (isBusy: boolean): void => {
      clearTimeout(this.#timer);
      try {
        const hadRecords = this.#ring.pendingBytes > 0;
        if (hadRecords && isReady()) {
          this.#records += this.#ring.drain(this.#visit, TURN_MS);
          drained();
        }
        // What is left would wake the session again and again.
        if ((isBusy && hadRecords) || this.#ring.pendingBytes > 0) this.#work();
        else this.#rest(woken);
      } catch (error) {
        fail(error);
        return;
      }
      this.#timer = setTimeout(look, this.#watch ? LONGEST_MS : SHORTEST_MS, !this.#watch);
    };
    const woken = (): void => {
      const now = performance.now();
      const isBusy = now - this.#lastWakeMs < SHORTEST_MS;
      this.#lastWakeMs = now;
      look(isBusy);
    };
    this.#work();
    this.#timer = setTimeout(look, SHORTEST_MS, true);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#unwatch();
  }

  close(): void {
    this.stop();
    this.#ring.close();
  }

  #work(): void {
    this.#unwatch();
    this.#setWakeBytes(Math.floor(this.#ring.sizeBytes * WAKE_SHARE));
  }

  #rest(woken: () => void): void {
    if (this.#watch) return;
    // In this order: what comes in between is seen by the watch.
    this.#setWakeBytes(0);
    this.#watch = this.#kernel.events.watch(this.#map, woken);
  }

  #unwatch(): void {
    this.#watch?.close();
    this.#watch = undefined;
  }
}
