import { type Builder, type Fact, faultAddress, type LongExpr, quoteText, type StringExpr } from "@tapset/core";
import { addressVariable, suffixed, unlessNull, type ArgumentKind, type ArgumentValue, type ArgumentVariable } from "../argument-kind.js";
import { loadMarked } from "../quoting.js";

/** How much of a list of strings is read. */
const MOST_STRINGS = 8;
const MOST_BYTES = 63;

/** In place of a string where the list has ended; no string can begin with this byte and end there. */
const END = "\x02";

/** The fact of a list's first strings (marked) and of whether there are more: `["ls", "-l"]`. */
const listed: Fact = {
  name: "syscall/string-vector",
  injective: false,
  bound: MOST_STRINGS * (4 * MOST_BYTES + 7) + 8,
  render: (address, more, ...texts) => {
    if (address === 0n) return "NULL";
    const end = texts.indexOf(END);
    const strings = (end < 0 ? texts : texts.slice(0, end)).map((text) => quoted(String(text)));
    return `[${strings.join(", ")}${more === 0n ? "" : ", ..."}]`;
  },
};

function quoted(text: string): string {
  return faultAddress(text) ?? quoteText(text, 4 * MOST_BYTES + 5, text.length >= MOST_BYTES);
}

/** The pointers of a list ended by NULL; each is 0 once one before it was. */
function pointers(builder: Builder, list: LongExpr): readonly LongExpr[] {
  const found: LongExpr[] = [];
  let before: LongExpr = list;
  for (let index = 0; index <= MOST_STRINGS; index += 1) {
    before = unlessNull(builder, before, builder.load(list, { offset: 8 * index, size: 8, access: "user", onFault: "zero" }));
    found.push(before);
  }
  return found;
}

function words(builder: Builder, { raw }: ArgumentValue): StringExpr {
  const all = pointers(builder, raw);
  const texts = all
    .slice(0, MOST_STRINGS)
    .map((pointer) => builder.select(builder.compare("eq", pointer, builder.constant(0)), builder.text(END), loadMarked(builder, pointer, MOST_BYTES)));
  return builder.fact(listed, raw, all[MOST_STRINGS]!, ...texts);
}

const variables: readonly ArgumentVariable[] = [
  addressVariable,
  { aspect: "words", name: suffixed("_str"), type: "string", doc: `its first ${MOST_STRINGS} strings`, load: words },
];

/** A program's arguments: argstr shows them. */
export const stringVectorKind: ArgumentKind = { variables, show: (builder, argument) => builder.value("s", words(builder, argument)) };

/** A program's environment, which is long: argstr shows its address. */
export const environmentKind: ArgumentKind = { variables, show: (builder, { raw }) => builder.value("p", raw) };
