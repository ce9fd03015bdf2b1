/** Told of every descriptor that opens and closes; tests pass one in to find leaks. */
export interface FdTracer {
  /** `what` names the object in the kernel's words: `map counts`, `perf event`, `epoll`. */
  opened(fd: Fd, what: string): void;
  closed(fd: Fd): void;
}

/**
 * Owns one file descriptor, which is always close-on-exec. Closing twice is harmless, using it after closing throws:
 * the number may by then belong to another file.
 */
export class Fd {
  readonly what: string;
  readonly #release: (number: number, fd: Fd) => void;
  #number: number;

  /** Takes ownership of `number`. `release` closes it and is called at most once. */
  constructor(number: number, what: string, release: (number: number, fd: Fd) => void) {
    this.#number = number;
    this.what = what;
    this.#release = release;
  }

  /** The descriptor's number; the `Fd` stays its owner. Throws after `close`. */
  get number(): number {
    if (this.#number < 0) throw new Error(`use ${this.what}: its descriptor is closed`);
    return this.#number;
  }

  get isClosed(): boolean {
    return this.#number < 0;
  }

  close(): void {
    const number = this.#number;
    if (number < 0) return;
    this.#number = -1;
    this.#release(number, this);
  }
}
