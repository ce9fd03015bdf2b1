/**
 * A text that spans point into: a script, a tapset file, a macro library.
 * Lines and columns are counted from 1, offsets in UTF-16 code units from 0.
 */
export class Source {
  /** Offsets at which lines start; made at the first question for a line. */
  #lineStarts: number[] | undefined;

  constructor(
    /** What messages call it: a path, `<input>`, `<command line>`. */
    readonly name: string,
    readonly text: string,
  ) {}

  /** Line and column of an offset, both from 1. */
  position(offset: number): Position {
    const starts = this.#starts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  }

  /** The text of a line (from 1) without its line end; empty when there is no such line. */
  line(line: number): string {
    const starts = this.#starts();
    const start = starts[line - 1];
    if (start === undefined) return "";
    return this.text.slice(start, starts[line] ?? this.text.length).replace(/\r?\n$/, "");
  }

  #starts(): number[] {
    if (this.#lineStarts === undefined) {
      const starts = [0];
      for (let at = this.text.indexOf("\n"); at >= 0; at = this.text.indexOf("\n", at + 1)) starts.push(at + 1);
      this.#lineStarts = starts;
    }
    return this.#lineStarts;
  }
}

/** A place in a source, as people count: both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A stretch of a source: `start` is the first code unit, `end` the one after the last. */
export interface Span {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
  /** How the text got here, when it was not written at the place where it takes effect (a macro's body). */
  readonly expansion?: Expansion | undefined;
}

/** One step of a text's way: it stands in a macro or alias that was used at `span`. */
export interface Expansion {
  /** What was used, as messages name it: `macro '@foo'`, `alias 'syscall.open'`. */
  readonly what: string;
  readonly span: Span;
}

/**
 * The span from the beginning of one to the end of another. Where they come out of different expansions it is the
 * nearest stretch of one text that holds both: the place of the invocation.
 */
export function joinSpans(first: Span, last: Span): Span {
  for (let from: Span | undefined = first; from !== undefined; from = from.expansion?.span) {
    for (let to: Span | undefined = last; to !== undefined; to = to.expansion?.span) {
      if (from.source === to.source && from.expansion === to.expansion) {
        const { source, start, expansion } = from;
        return { source, start, end: Math.max(from.end, to.end), expansion };
      }
    }
  }
  return first;
}

/** The text a span covers. */
export function spanText(span: Span): string {
  return span.source.text.slice(span.start, span.end);
}

/** `file:line:column` of a span's beginning. */
export function formatLocation(span: Span): string {
  const { line, column } = span.source.position(span.start);
  return `${span.source.name}:${line}:${column}`;
}
