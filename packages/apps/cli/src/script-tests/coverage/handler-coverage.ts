/** How much of a handler or function the cases have reached. */
export interface HandlerCoverage {
  /** The script it is in. */
  readonly file: string;
  /** `probe syscall.openat`, `function who`. */
  readonly name: string;
  /** Where it begins. */
  readonly line: number;
  readonly statements: number;
  readonly reached: number;
  /** Lines with a statement that wasn't reached. */
  readonly missed: readonly number[];
}
