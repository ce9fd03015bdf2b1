import type { DownloadProgress } from "@tapset/target";

/** How often the line is written anew. */
const LEAST_MS = 100;
const BYTES_PER_MB = 1e6;

/** The line of a terminal that says how far a download has come. */
export class DownloadLine {
  readonly #write: (text: string) => void;
  readonly #now: () => number;
  #shownAt = -Infinity;

  /** @param now milliseconds, from whenever */
  constructor(write: (text: string) => void, now: () => number = () => performance.now()) {
    this.#write = write;
    this.#now = now;
  }

  /** Says how far it is, unless it has just been said. */
  show({ what, server, received, size }: DownloadProgress): void {
    const now = this.#now();
    if (now - this.#shownAt < LEAST_MS) return;
    this.#shownAt = now;
    const share = size === undefined ? "" : ` of ${megabytes(size)}`;
    this.#write(`\r\u001b[Kdownloading debug information of ${what} from ${server}: ${megabytes(received)}${share} MB`);
  }

  /** Takes the line away. */
  clear(): void {
    if (this.#shownAt === -Infinity) return;
    this.#shownAt = -Infinity;
    this.#write("\r\u001b[K");
  }
}

function megabytes(bytes: number): string {
  return (bytes / BYTES_PER_MB).toFixed(1);
}
