import type { Entry } from "../entry.js";

/** A file of a manual. */
export interface DocumentFile {
  /** Below the folder that is written. */
  readonly path: string;
  readonly text: string;
}

/** A form in which the reference is written. */
export interface DocumentFormat {
  /** One entry, for a terminal or a pager. */
  page(entry: Entry): string;
  /** The whole manual. */
  manual(entries: readonly Entry[]): readonly DocumentFile[];
}
