import { getSystemErrorMap } from "node:util";
import { openWriter, type Writer } from "./fd-writer.js";
import type { Sink } from "./sink.js";

/** Delay before a descriptor that takes nothing is tried again: as short as Node's timers go. */
const RETRY_MS = 1;

/** A sink for a file descriptor, which stays the caller's. */
export class FdSink implements Sink {
  readonly #writer: Writer;
  readonly #queue: Uint8Array[] = [];
  #state: "idle" | "writing" | "waiting" = "idle";
  #backlogBytes = 0;
  #isClosed = false;
  #failure: Error | undefined;
  #retry: NodeJS.Timeout | undefined;
  #listener: (() => void) | undefined;
  #waiting: (() => void)[] = [];

  constructor(fd: number) {
    this.#writer = openWriter(fd);
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
    this.#pump();
  }

  async drained(): Promise<void> {
    if (this.#backlogBytes === 0) return;
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Gives up what hasn't been written, and what the sink has opened itself. */
  close(): void {
    clearTimeout(this.#retry);
    this.#isClosed = true;
    this.#giveUp();
    this.#writer.close();
  }

  /** Writes until the queue is empty or the descriptor takes no more for now. */
  #pump(): void {
    while (this.#state === "idle") {
      const bytes = this.#queue.shift();
      if (bytes === undefined) {
        this.#wakeWaiting();
        return;
      }
      this.#state = "writing";
      let isInLoop = true;
      this.#writer.write(bytes, (error, written) => {
        this.#state = "idle";
        this.#written(bytes, error, written);
        if (!isInLoop) this.#pump();
      });
      isInLoop = false;
    }
  }

  #written(bytes: Uint8Array, error: NodeJS.ErrnoException | null, written: number): void {
    if (this.#isClosed) return;
    if (error !== null && error.code !== "EAGAIN") {
      this.#fail(error);
      return;
    }
    this.#backlogBytes -= written;
    if (written === bytes.length) return;
    this.#queue.unshift(bytes.subarray(written));
    this.#state = "waiting";
    this.#retry = setTimeout(() => {
      this.#state = "idle";
      this.#pump();
    }, RETRY_MS);
  }

  #fail(error: NodeJS.ErrnoException): void {
    this.#isClosed = true;
    if (error.code !== "EPIPE") this.#failure = new Error(`write output: ${meaning(error)}`, { cause: error });
    this.#giveUp();
    this.#listener?.();
  }

  #giveUp(): void {
    this.#queue.length = 0;
    this.#backlogBytes = 0;
    this.#wakeWaiting();
  }

  #wakeWaiting(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}

/** An error number in words, without Node's frame around them. */
function meaning({ errno, message }: NodeJS.ErrnoException): string {
  return getSystemErrorMap().get(errno ?? 0)?.[1] ?? message;
}
