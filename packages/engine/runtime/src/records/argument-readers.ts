import type { ArgumentLayout, SessionValue } from "@tapset/compiler";
import type { RecordCursor } from "./record-cursor.js";

/** Reads the argument the cursor stands at, and moves on. */
export type ArgumentReader = (cursor: RecordCursor) => SessionValue;

type Reader<Kind extends ArgumentLayout["kind"]> = (layout: Extract<ArgumentLayout, { kind: Kind }>) => ArgumentReader;

/** Texts of a fact that are kept; a fact of many values would fill memory otherwise. */
const MAX_KEPT_TEXTS = 4096;

const fact: Reader<"fact"> = ({ fact, raw }) => {
  const readers = raw.map(argumentReader);
  const [only] = readers;
  if (readers.length !== 1 || only === undefined || raw[0]?.kind !== "long") {
    return (cursor) => fact.render(...readers.map((read) => read(cursor)));
  }
  const kept = new Map<number, string>();
  return (cursor) => {
    const low = cursor.low(cursor.at);
    if (cursor.high(cursor.at) !== low >> 31) return fact.render(cursor.long());
    cursor.at += 8;
    let text = kept.get(low);
    if (text === undefined) {
      if (kept.size >= MAX_KEPT_TEXTS) kept.clear();
      text = fact.render(BigInt(low));
      kept.set(low, text);
    }
    return text;
  };
};

const makers: { readonly [Kind in ArgumentLayout["kind"]]: Reader<Kind> } = {
  long: () => (cursor) => cursor.long(),
  fixed: ({ size }) => (cursor) => {
    const { at } = cursor;
    cursor.at = at + size;
    return cursor.text(at, size);
  },
  packed: () => (cursor) => {
    const { at } = cursor;
    const length = cursor.low(at);
    cursor.at = at + 8 + wholeWords(length);
    return cursor.text(at + 8, length);
  },
  bytes: () => (cursor) => {
    const { at } = cursor;
    const length = cursor.low(at);
    cursor.at = at + 8 + wholeWords(length);
    return cursor.latin1(at + 8, length);
  },
  fact,
};

/** How an argument laid out like this is read. */
export function argumentReader(layout: ArgumentLayout): ArgumentReader {
  return (makers[layout.kind] as Reader<ArgumentLayout["kind"]>)(layout);
}

/** The next multiple of 8. */
export function wholeWords(bytes: number): number {
  return (bytes + 7) & ~7;
}
