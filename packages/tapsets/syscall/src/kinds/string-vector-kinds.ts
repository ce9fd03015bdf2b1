import { type Builder, faultAddress, type LongExpr, quoteText } from "@tapset/core";
import { addressVariable, type ArgumentKind, type ArgumentVariable, type Recording, registerText, suffixed, textOf, unlessNull } from "../argument-kind.js";
import { loadMarked } from "../quoting.js";
import { addressed, unread } from "./structure-layout.js";

/** How much of a list of strings is read. */
const MOST_STRINGS = 8;
const MOST_BYTES = 63;

/** In place of a string where the list has ended; no string can begin with this byte and end there. */
const END = "\x02";

function quoted(text: string): string {
  return faultAddress(text) ?? quoteText(text, 4 * MOST_BYTES + 5, text.length >= MOST_BYTES);
}

/** The pointers of a list ended by NULL; each is 0 once one before it was. */
function pointers(builder: Builder, list: LongExpr, size: 4 | 8): readonly LongExpr[] {
  const found: LongExpr[] = [];
  let before: LongExpr = list;
  for (let index = 0; index <= MOST_STRINGS; index += 1) {
    before = unlessNull(builder, before, builder.load(list, { offset: size * index, size, access: "user", onFault: "zero" }));
    found.push(before);
  }
  return found;
}

/** The list's address and whether it can be read, its first strings (marked) and whether there are more: `["ls", "-l"]`. */
const listed: Recording = {
  reading: {
    shape: ({ wordSize }) => `string-vector ${wordSize}`,
    record: (builder, { raw, abi }) => {
      const all = pointers(builder, raw, abi.wordSize);
      const texts = all
        .slice(0, MOST_STRINGS)
        .map((pointer) => builder.select(builder.compare("eq", pointer, builder.constant(0)), builder.text(END), loadMarked(builder, pointer, MOST_BYTES)));
      return [...addressed(builder, raw), all[MOST_STRINGS]!, ...texts];
    },
    plan: (planner, { raw, abi }) => {
      const pointer = (index: number) => planner.word(raw, abi.wordSize, { offset: abi.wordSize * index });
      const first = planner.text("bytes", raw, 1);
      const texts = planner.within(() => Array.from({ length: MOST_STRINGS }, (_, index) => planner.text("beginning", pointer(index), MOST_BYTES)));
      const more = planner.within(() => pointer(MOST_STRINGS));
      // The list ends with the first pointer that is NULL.
      planner.skip(texts);
      return (memory) => [memory.word(raw), memory.isReadable(first), memory.word(more), ...texts.map((text) => (memory.isAbsent(text) ? END : memory.marked(text)))];
    },
  },
  render: ([address, isReadable, more, ...texts]) => {
    const instead = unread(address, isReadable);
    if (instead !== undefined) return instead;
    const end = texts.indexOf(END);
    const strings = (end < 0 ? texts : texts.slice(0, end)).map((text) => quoted(String(text)));
    return `[${strings.join(", ")}${more === 0n ? "" : ", ..."}]`;
  },
};

const variables: readonly ArgumentVariable[] = [
  addressVariable,
  {
    aspect: "words",
    name: suffixed("_str"),
    type: "string",
    doc: `its first ${MOST_STRINGS} strings`,
    load: textOf("string-vector", MOST_STRINGS * (4 * MOST_BYTES + 7) + 8, listed),
  },
];

/** A program's arguments: argstr shows them. */
export const stringVectorKind: ArgumentKind = { variables, shown: listed };

/** A program's environment, which is long: argstr shows its address. */
export const environmentKind: ArgumentKind = { variables, shown: registerText((address) => `0x${BigInt.asUintN(64, address).toString(16)}`) };
