import { type ArgumentLayout, bucketCount, type PlannedDirective, type PlannedSegment } from "@tapset/compiler";
import type { HistogramShape } from "@tapset/core";
import type { OutputBuffer } from "../output/output-buffer.js";
import { createFormatter } from "../render/formatter.js";
import { drawHistogram } from "../render/histogram-drawing.js";
import { type ArgumentReader, argumentReader, wholeWords } from "./argument-readers.js";
import { appendHex, appendSigned, appendUnsigned } from "./long-text.js";
import type { RecordCursor } from "./record-cursor.js";

/** Prints one segment: reads its arguments where the cursor stands, and appends its text. */
export type SegmentWriter = (cursor: RecordCursor, out: OutputBuffer) => void;

/** Writers of segments, which take their arguments in order; `truncated` is told of each string that is cut. */
export function segmentWriters(segments: readonly PlannedSegment[], layouts: Iterator<ArgumentLayout>, truncated: () => void): SegmentWriter[] {
  return segments.map((segment) => segmentWriter(segment, layouts, truncated));
}

function segmentWriter(segment: PlannedSegment, layouts: Iterator<ArgumentLayout>, truncated: () => void): SegmentWriter {
  switch (segment.kind) {
    case "text":
      return constantText(segment.text);
    case "value":
      return valueWriter(segment.directive, layouts);
    case "nested":
      return nestedWriter(segment, layouts, truncated);
    case "choice":
      return choiceWriter(segment, layouts, truncated);
    case "histogram":
      return histogramWriter(segment.shape, layouts);
  }
}

function histogramWriter(shape: HistogramShape, layouts: Iterator<ArgumentLayout>): SegmentWriter {
  const readers = Array.from({ length: bucketCount(shape) }, () => argumentReader(next(layouts)));
  return (cursor, out) => out.text(drawHistogram(shape, readers.map((read) => read(cursor) as bigint)));
}

function next(layouts: Iterator<ArgumentLayout>): ArgumentLayout {
  const result = layouts.next();
  if (result.done === true) throw new Error("bug: a site has fewer arguments than its segments take");
  return result.value;
}

function constantText(text: string): SegmentWriter {
  const bytes = Buffer.from(text, "latin1");
  return (_, out) => {
    out.reserve(bytes.length);
    // Most texts are a few bytes: less than a call of set() costs.
    for (let index = 0; index < bytes.length; index++) out.bytes[out.length++] = bytes[index] as number;
  };
}

function valueWriter(directive: PlannedDirective, layouts: Iterator<ArgumentLayout>): SegmentWriter {
  const width = directive.width === "argument" ? argumentReader(next(layouts)) : undefined;
  const precision = directive.precision === "argument" ? argumentReader(next(layouts)) : undefined;
  const layout = next(layouts);
  const append = width === undefined && precision === undefined ? plainAppender(directive, layout) : undefined;
  if (append !== undefined) return padded(append, directive);
  const format = createFormatter(directive);
  const read = argumentReader(layout);
  return (cursor, out) => {
    // Arguments lie in the order width, precision, value.
    const fieldWidth = width?.(cursor) as bigint | undefined;
    const digits = precision?.(cursor) as bigint | undefined;
    out.text(format(read(cursor), fieldWidth, digits));
  };
}

/** Conversions of longs that are written without making a bigint. */
const longAppenders: Partial<Record<PlannedDirective["conversion"], SegmentWriter>> = {
  d: (cursor, out) => appendSigned(out, cursor.high(cursor.at), cursor.low(cursor.at)),
  i: (cursor, out) => appendSigned(out, cursor.high(cursor.at), cursor.low(cursor.at)),
  u: (cursor, out) => appendUnsigned(out, cursor.high(cursor.at), cursor.low(cursor.at)),
  x: (cursor, out) => appendHex(out, cursor.high(cursor.at), cursor.low(cursor.at), false),
  X: (cursor, out) => appendHex(out, cursor.high(cursor.at), cursor.low(cursor.at), true),
};

/** Writes the value itself, where a directive asks for nothing but a width; undefined for all others. */
function plainAppender({ conversion, plus, space, alternate, precision }: PlannedDirective, layout: ArgumentLayout): SegmentWriter | undefined {
  if (conversion === "s") return typeof precision === "number" ? cut(stringAppender(layout), precision) : stringAppender(layout);
  const append = longAppenders[conversion];
  if (append === undefined || layout.kind !== "long" || plus || space || alternate || precision !== undefined) return undefined;
  return (cursor, out) => {
    append(cursor, out);
    cursor.at += 8;
  };
}

function stringAppender(layout: ArgumentLayout): SegmentWriter | undefined {
  if (layout.kind === "fixed") {
    const { size } = layout;
    return (cursor, out) => {
      const { at } = cursor;
      appendBytes(cursor, at, size, out);
      cursor.at = at + size;
    };
  }
  if (layout.kind === "packed") {
    return (cursor, out) => {
      const { at } = cursor;
      const length = cursor.low(at);
      appendBytes(cursor, at + 8, length, out);
      cursor.at = at + 8 + wholeWords(length);
    };
  }
  const read: ArgumentReader = argumentReader(layout);
  return (cursor, out) => out.text(String(read(cursor)));
}

/** Bytes up to the first NUL. */
function appendBytes({ bytes }: RecordCursor, at: number, size: number, out: OutputBuffer): void {
  out.reserve(size);
  const to = out.bytes;
  let length = out.length;
  for (let index = at; index < at + size; index++) {
    const byte = bytes[index] as number;
    if (byte === 0) break;
    to[length++] = byte;
  }
  out.length = length;
}

function cut(append: SegmentWriter | undefined, most: number): SegmentWriter | undefined {
  if (append === undefined) return undefined;
  return (cursor, out) => {
    const start = out.length;
    append(cursor, out);
    out.length = Math.min(out.length, start + most);
  };
}

/** Fills a field of constant width. */
function padded(append: SegmentWriter, { width, minus, zero, conversion }: PlannedDirective): SegmentWriter {
  if (typeof width !== "number" || width === 0) return append;
  const fillsWithZeros = zero && !minus && conversion !== "s";
  return (cursor, out) => {
    const start = out.length;
    append(cursor, out);
    const missing = start + width - out.length;
    if (missing <= 0) return;
    out.reserve(missing);
    if (minus) out.bytes.fill(SPACE, out.length, out.length + missing);
    else shiftRight(out, start, missing, fillsWithZeros);
    out.length += missing;
  };
}

const SPACE = 0x20;
const ZERO = 0x30;
const MINUS = 0x2d;

function shiftRight({ bytes, length }: OutputBuffer, start: number, by: number, fillsWithZeros: boolean): void {
  // Zeros go between the sign and the digits.
  const from = fillsWithZeros && bytes[start] === MINUS ? start + 1 : start;
  bytes.copyWithin(from + by, from, length);
  bytes.fill(fillsWithZeros ? ZERO : SPACE, from, from + by);
}

type ChoiceSegment = Extract<PlannedSegment, { kind: "choice" }>;

/** One of two texts. Both are written, for their arguments to be read, and the other's bytes are taken back. */
function choiceWriter({ then, otherwise }: ChoiceSegment, layouts: Iterator<ArgumentLayout>, truncated: () => void): SegmentWriter {
  const isChosen = argumentReader(next(layouts));
  let isShown = true;
  const cut = (): void => {
    if (isShown) truncated();
  };
  const branches = [segmentWriters(then, layouts, cut), segmentWriters(otherwise, layouts, cut)] as const;
  return (cursor, out) => {
    const chosen = isChosen(cursor) !== 0n ? 0 : 1;
    for (const [index, writers] of branches.entries()) {
      const start = out.length;
      isShown = index === chosen;
      for (const write of writers) write(cursor, out);
      if (!isShown) out.length = start;
    }
  };
}

type NestedSegment = Extract<PlannedSegment, { kind: "nested" }>;

/** A sprintf: its segments make a string, which ends at its first NUL and at its bound, and is then printed. */
function nestedWriter({ directive, segments, bound }: NestedSegment, layouts: Iterator<ArgumentLayout>, truncated: () => void): SegmentWriter {
  const width = directive.width === "argument" ? argumentReader(next(layouts)) : undefined;
  const precision = directive.precision === "argument" ? argumentReader(next(layouts)) : undefined;
  const writers = segmentWriters(segments, layouts, truncated);
  const format = createFormatter(directive);
  const isBare = directive.width === undefined && directive.precision === undefined && directive.conversion === "s";
  return (cursor, out) => {
    const fieldWidth = width?.(cursor) as bigint | undefined;
    const digits = precision?.(cursor) as bigint | undefined;
    const start = out.length;
    for (const write of writers) write(cursor, out);
    const nul = out.bytes.subarray(start, out.length).indexOf(0);
    const end = nul < 0 ? out.length : start + nul;
    if (end > start + bound) truncated();
    out.length = Math.min(end, start + bound);
    if (isBare) return;
    const text = out.bytes.toString("latin1", start, out.length);
    out.length = start;
    out.text(format(text, fieldWidth, digits));
  };
}
