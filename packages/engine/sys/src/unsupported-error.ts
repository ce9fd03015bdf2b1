/** This kernel lacks something, or forbids it. */
export class UnsupportedError extends Error {
  /** Of any copy of this package: families are bundled with their own. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === "UnsupportedError";
  }

  override readonly name = "UnsupportedError";
  /** What is missing, in the kernel's words: `kprobe attachment`. */
  readonly feature: string;
  readonly reason: string;
  /** What would still work, beginning with a verb: `use kernel.trace("sched_switch")`. */
  readonly alternative: string | undefined;

  constructor(feature: string, reason: string, options: { alternative?: string; cause?: unknown } = {}) {
    super(`${feature}: ${reason}`, options.cause === undefined ? undefined : { cause: options.cause });
    this.feature = feature;
    this.reason = reason;
    this.alternative = options.alternative;
  }
}
