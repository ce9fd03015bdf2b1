import { escapeText, faultAddress, markedAddress, spellMarked, type Builder, type Fact, type IrNodes, type LongExpr, type StringExpr } from "@tapset/core";

/** The string at a user address, or where it can't be read what prints as the address. */
export function loadMarked(builder: Builder, address: LongExpr, bound?: number): StringExpr {
  return builder.loadString(address, "user", markedAddress(builder, address), bound);
}

/** Bytes of a buffer that argstr shows. */
export const DATA_LIMIT = 44;

function dataOf(raw: bigint | string, count: bigint | string): { text: string; isCut: boolean } {
  const text = String(raw);
  const length = BigInt.asUintN(64, BigInt(count));
  const shown = length < BigInt(DATA_LIMIT) ? Number(length) : DATA_LIMIT;
  return { text: text.slice(0, shown), isCut: length > BigInt(DATA_LIMIT) && text.length >= DATA_LIMIT };
}

/** The fact of a buffer's beginning (marked, read to {@link DATA_LIMIT}) and its length: quoted. It ends at the first NUL. */
export const quotedData: Fact = {
  name: "syscall/quoted-data",
  injective: false,
  // Every byte may need four, then quotes and dots.
  bound: DATA_LIMIT * 4 + 5,
  render: (raw, count) => {
    const { text, isCut } = dataOf(raw, count);
    return faultAddress(String(raw)) ?? `"${escapeText(text)}"${isCut ? "..." : ""}`;
  },
  spell: (nodes, raw, count) => {
    const [text, length] = [raw as StringExpr, count as LongExpr];
    const isLonger = nodes.logical("or", nodes.compare("lt", length, nodes.constant(0)), nodes.compare("gt", length, nodes.constant(DATA_LIMIT)));
    const isCut = nodes.logical("and", isLonger, nodes.compare("ne", nodes.byte(text, DATA_LIMIT - 1), nodes.constant(0)));
    const quoted = nodes.escape(beginning(nodes, text, length), { quotes: true });
    return spellMarked(nodes, text, nodes.concat(quoted, nodes.select(isCut, nodes.text("..."), nodes.text(""))));
  },
};

/** The bytes of a text that are the buffer's: `count` may be a length that no long can say. */
function beginning(nodes: IrNodes, raw: StringExpr, count: LongExpr): StringExpr {
  const isShort = nodes.logical("and", nodes.compare("ge", count, nodes.constant(0)), nodes.compare("lt", count, nodes.constant(DATA_LIMIT)));
  return nodes.substr(raw, 0, nodes.select(isShort, count, nodes.constant(DATA_LIMIT)));
}

/** As {@link quotedData}, as it is. */
export const plainData: Fact = {
  name: "syscall/plain-data",
  injective: false,
  bound: DATA_LIMIT,
  render: (raw, count) => faultAddress(String(raw)) ?? dataOf(raw, count).text,
  spell: (nodes, raw, count) => spellMarked(nodes, raw as StringExpr, beginning(nodes, raw as StringExpr, count as LongExpr)),
};
