import { write } from "node:fs";

/** Where bytes go. Writing never blocks the session: what can't be written yet waits in memory. */
export interface Sink {
  /** Takes over the bytes; they mustn't change afterwards. */
  write(bytes: Uint8Array): void;
  /** Bytes that wait. */
  readonly backlogBytes: number;
  /** Nobody reads any more, or nothing can be written: what is written now is lost. */
  readonly isClosed: boolean;
  /** Why nothing can be written, when it's anything but a reader that went away. */
  readonly failure: Error | undefined;
  /** Called once, when the sink closes by itself. */
  onClosed(listener: () => void): void;
  /** Resolves when everything is written, or can't be. */
  drained(): Promise<void>;
}

/** Delay before a descriptor that takes nothing (`EAGAIN`) is tried again. */
const RETRY_MS = 2;

/**
 * A sink for a file descriptor, which stays the caller's. It's written from a thread of Node's pool, one write at a time:
 * a reader that has stopped reading holds up that thread, not the session.
 */
export class FdSink implements Sink {
  readonly #fd: number;
  readonly #queue: Uint8Array[] = [];
  #isWriting = false;
  #backlogBytes = 0;
  #isClosed = false;
  #failure: Error | undefined;
  #listener: (() => void) | undefined;
  #waiting: (() => void)[] = [];

  constructor(fd: number) {
    this.#fd = fd;
  }

  get backlogBytes(): number {
    return this.#backlogBytes;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  get failure(): Error | undefined {
    return this.#failure;
  }

  onClosed(listener: () => void): void {
    this.#listener = listener;
  }

  write(bytes: Uint8Array): void {
    if (this.#isClosed || bytes.length === 0) return;
    this.#queue.push(bytes);
    this.#backlogBytes += bytes.length;
    this.#writeNext();
  }

  async drained(): Promise<void> {
    if (this.#backlogBytes === 0) return;
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #writeNext(): void {
    if (this.#isWriting) return;
    const bytes = this.#queue.shift();
    if (bytes === undefined) {
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const resolve of waiting) resolve();
      return;
    }
    this.#isWriting = true;
    write(this.#fd, bytes, 0, bytes.length, null, (error, written) => {
      this.#isWriting = false;
      this.#written(bytes, error, written);
    });
  }

  #written(bytes: Uint8Array, error: NodeJS.ErrnoException | null, written: number): void {
    if (error?.code === "EAGAIN") {
      this.#queue.unshift(bytes);
      setTimeout(() => this.#writeNext(), RETRY_MS);
      return;
    }
    if (error !== null) {
      this.#close(error);
    } else {
      this.#backlogBytes -= written;
      if (written < bytes.length) this.#queue.unshift(bytes.subarray(written));
    }
    this.#writeNext();
  }

  #close(error: NodeJS.ErrnoException): void {
    this.#isClosed = true;
    if (error.code !== "EPIPE") this.#failure = new Error(`write output: ${error.message}`, { cause: error });
    this.#queue.length = 0;
    this.#backlogBytes = 0;
    this.#listener?.();
  }
}
