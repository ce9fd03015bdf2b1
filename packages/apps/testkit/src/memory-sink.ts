import type { Sink } from "@tapset/runtime";

/** A sink that keeps what is written, a latin1 character a byte. */
export class MemorySink implements Sink {
  readonly backlogBytes = 0;
  readonly isClosed = false;
  readonly failure = undefined;
  readonly #chunks: Buffer[] = [];

  /** All that was written. */
  get text(): string {
    return Buffer.concat(this.#chunks).toString("latin1");
  }

  write(bytes: Uint8Array): void {
    this.#chunks.push(Buffer.from(bytes));
  }

  onClosed(): void {
    // Never closes by itself.
  }

  drained(): Promise<void> {
    return Promise.resolve();
  }
}
