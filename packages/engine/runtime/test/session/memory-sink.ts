import type { Sink } from "@tapset/runtime";

/** A sink that keeps what's written. */
export class MemorySink implements Sink {
  readonly chunks: Uint8Array[] = [];
  backlogBytes = 0;
  isClosed = false;
  failure: Error | undefined;

  get text(): string {
    return Buffer.concat(this.chunks).toString("latin1");
  }

  write(bytes: Uint8Array): void {
    this.chunks.push(Uint8Array.from(bytes));
  }

  onClosed(): void {
    // Never closes by itself.
  }

  drained(): Promise<void> {
    return Promise.resolve();
  }
}
