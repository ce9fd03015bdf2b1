import type { IrNodes } from "./builder.js";
import type { Expr, StringExpr } from "./ir.js";

/**
 * A fact: text that is a pure function of raw values. The kernel side copies the raw values; the text is made in the
 * session when the line is printed (flag names, errno names, a system call's name).
 */
export interface Fact {
  /** Unique: `package/name`, e.g. "syscall/name". */
  readonly name: string;
  /** Different raw values always give different text, so the single raw long can stand for it in an array key. */
  readonly injective: boolean;
  /** Longest text, in bytes. */
  readonly bound: number;
  /** The text. Longs come as bigint (signed 64 bit), strings as latin1. Pure; never throws. */
  render(...raw: readonly (bigint | string)[]): string;
  /** Begins to watch what the texts depend on besides the raw values. Called before probes are armed; what it gives is closed with the session. */
  readonly watch?: (() => { close(): void }) | undefined;
  /**
   * For facts of one long in a finite domain: the raw values in ascending order whose texts the kernel side may need
   * (comparisons, concatenation). Without it, such a use in a kernel handler is a diagnostic.
   */
  domain?(): Iterable<bigint>;
  /**
   * The text as an expression, for kernel handlers that compare, cut or store it, where there is no {@link domain}. Gives
   * what `render` gives, but for what `render`'s documentation excepts. The raw values may be named more than once.
   */
  spell?(nodes: IrNodes, ...raw: readonly Expr[]): StringExpr;
}
