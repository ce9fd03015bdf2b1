/** A handler and what it does, wherever it runs. */
export interface Row {
  readonly title: string;
  /** Globals and functions. */
  readonly declarations?: string;
  /** Statements of the handler. */
  readonly body: string;
  /** `$1`, `@1` and so on. */
  readonly args?: readonly string[];
  /** What they print. */
  readonly output: string;
  /** What else is said, places without their line: `at script.stp:3:7` is `at column 7`. Nothing unless given. */
  readonly messages?: string;
  /** What the ledger counts beside it: `1 string truncated`. */
  readonly counted?: string;
  /**
   * What the order of an unsorted foreach does to the output. Only a kernel's hashes don't keep the order of insertion:
   * there the words may be `shuffled`, or the output be `another` altogether.
   */
  readonly byHashOrder?: "shuffled" | "another";
  /** For what is left to session handlers: the id of the error that kernel handlers get. */
  readonly refusedInKernel?: string;
}

/** Rows about one thing. */
export interface Subject {
  readonly name: string;
  readonly rows: readonly Row[];
}

/** Names some rows. */
export function subject(name: string, rows: readonly Row[]): Subject {
  return { name, rows };
}
