import { escapeText, faultAddress, markedAddress, spellMarked, type Builder, type Fact, type IrNodes, type LongExpr, type StringExpr } from "@tapset/core";

/** The string at a user address, or where it can't be read what prints as the address. */
export function loadMarked(builder: Builder, address: LongExpr, bound?: number): StringExpr {
  return builder.loadString(address, "user", markedAddress(builder, address), bound);
}

/** Bytes of a buffer that argstr shows. */
export const DATA_LIMIT = 44;

const WORD_BYTES = 8;
/** Aligned words in which that many bytes lie, wherever they begin. */
export const DATA_WORDS = Math.ceil((WORD_BYTES - 1 + DATA_LIMIT) / WORD_BYTES);

/**
 * The aligned words in which a buffer's beginning lies, since a string holds no NUL; 0 for those that hold nothing of it. An aligned word
 * can be read where one of its bytes can.
 */
export function loadDataWords(builder: Builder, address: LongExpr, length: LongExpr): readonly LongExpr[] {
  const end = builder.binary("add", address, shownLength(builder, length));
  const first = builder.binary("and", address, -WORD_BYTES);
  const isThere = builder.compare("ne", address, builder.constant(0));
  return Array.from({ length: DATA_WORDS }, (_, index) => {
    const word = builder.binary("add", first, WORD_BYTES * index);
    const holdsSome = builder.logical("and", isThere, builder.compare("lt", word, end));
    return builder.select(holdsSome, builder.load(word, { size: 8, access: "user", onFault: "zero" }), builder.constant(0));
  });
}

/** The bytes of a buffer's beginning: the text that was read of it, or where that ended at a NUL before it, what the words hold. */
export function wholeData(text: string, shown: number, address: bigint, words: readonly (bigint | string)[]): string {
  if (text.length >= shown) return text.slice(0, shown);
  const bytes = Buffer.alloc(WORD_BYTES * words.length);
  for (const [index, word] of words.entries()) bytes.writeBigInt64LE(BigInt(word), WORD_BYTES * index);
  const start = Number(BigInt.asUintN(64, address) % BigInt(WORD_BYTES));
  const whole = bytes.toString("latin1", start, start + shown);
  // Words that couldn't be read at a call's entry aren't read again at its return, as texts are.
  return whole.startsWith(text) ? whole : text;
}

/** How many bytes of a buffer are shown. */
export function shownBytes(count: bigint | string): number {
  const length = BigInt.asUintN(64, BigInt(count));
  return length < BigInt(DATA_LIMIT) ? Number(length) : DATA_LIMIT;
}

const isLonger = (count: bigint | string): boolean => BigInt.asUintN(64, BigInt(count)) > BigInt(DATA_LIMIT);

/**
 * The fact of a buffer's beginning (marked, read to {@link DATA_LIMIT}), its length, its address and {@link loadDataWords}: quoted. Where
 * the text is all there is of it, and in kernel handlers that store or compare it, it ends at the first NUL.
 */
export const quotedData: Fact = {
  name: "syscall/quoted-data",
  injective: false,
  // Every byte may need four, then quotes and dots.
  bound: DATA_LIMIT * 4 + 5,
  render: (raw, count, address = 0n, ...words) => {
    const text = wholeData(String(raw), shownBytes(count), BigInt(address), words);
    return faultAddress(String(raw)) ?? `"${escapeText(text)}"${isLonger(count) && text.length >= DATA_LIMIT ? "..." : ""}`;
  },
  spell: (nodes, raw, count) => {
    const [text, length] = [raw as StringExpr, count as LongExpr];
    const hasMore = nodes.logical("or", nodes.compare("lt", length, nodes.constant(0)), nodes.compare("gt", length, nodes.constant(DATA_LIMIT)));
    const isCut = nodes.logical("and", hasMore, nodes.compare("ne", nodes.byte(text, DATA_LIMIT - 1), nodes.constant(0)));
    const quoted = nodes.escape(beginning(nodes, text, length), { quotes: true });
    return spellMarked(nodes, text, nodes.concat(quoted, nodes.select(isCut, nodes.text("..."), nodes.text(""))));
  },
};

/** The bytes of a text that are the buffer's. */
function beginning(nodes: IrNodes, raw: StringExpr, count: LongExpr): StringExpr {
  return nodes.substr(raw, 0, shownLength(nodes, count));
}

/** How many bytes are shown: `count` may be a length that no long can say. */
function shownLength(nodes: IrNodes, count: LongExpr): LongExpr {
  const isShort = nodes.logical("and", nodes.compare("ge", count, nodes.constant(0)), nodes.compare("lt", count, nodes.constant(DATA_LIMIT)));
  return nodes.select(isShort, count, nodes.constant(DATA_LIMIT));
}

/** The fact of a buffer's beginning and its length: as it is, to its first NUL. */
export const plainData: Fact = {
  name: "syscall/plain-data",
  injective: false,
  bound: DATA_LIMIT,
  render: (raw, count) => faultAddress(String(raw)) ?? String(raw).slice(0, shownBytes(count)),
  spell: (nodes, raw, count) => spellMarked(nodes, raw as StringExpr, beginning(nodes, raw as StringExpr, count as LongExpr)),
};
