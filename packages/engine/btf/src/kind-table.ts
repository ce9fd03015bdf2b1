import { BtfError } from "./btf-error.js";
import type { CType, CTypeKind, CTypeOf, Member, Parameter, SectionVariable, TypeRecord } from "./c-type.js";
import { LinkedPrototype, linked, type TypeSource } from "./link.js";

/**
 * One row per BTF kind: how many words follow its 12-byte head, how they are read and how they are written.
 *
 *     struct btf_type:   word 0  name, an offset into the strings
 *                        word 1  31 kind_flag │ 28..24 kind │ 15..0 vlen
 *                        word 2  size, or the number of a type
 *                        word 3… the kind's own
 */
export interface KindRow {
  readonly kind: WrittenKind;
  /** Words after the head; `"per item"` says they come `vlen` times. */
  readonly words: number;
  readonly repeat: "once" | "per item";
  readonly decode: (head: Head, source: DecodeSource) => CType;
  readonly encode: (record: TypeRecord, nameOffset: NameOffset) => EncodedType;
}

/** The head of a type, taken apart. */
export interface Head {
  readonly id: number;
  readonly name: string;
  readonly flag: boolean;
  /** vlen: items that follow, or what a kind without items makes of it. */
  readonly count: number;
  /** Word 2. */
  readonly sizeOrType: number;
  /** Where the kind's own words begin. */
  readonly at: number;
}

/** What decoding a type needs of the blob it is in. */
export interface DecodeSource extends TypeSource {
  readonly words: Uint32Array;
  readonly string: (offset: number) => string;
  /** The bits in use of an int narrower than its storage: how bit-fields were written before `kind_flag`. */
  readonly narrowInt: (id: number) => { readonly bits: number; readonly bitOffset: number } | undefined;
}

/** A type about to be written: words 1 (without the kind) and 2, and those after. */
export interface EncodedType {
  readonly flag?: boolean;
  readonly count?: number;
  readonly sizeOrType: number;
  readonly words?: readonly number[];
}

type WrittenKind = Exclude<CTypeKind, "void">;
type RecordOf<K extends WrittenKind> = Extract<TypeRecord, { readonly kind: K }>;
type NameOffset = (name: string) => number;

const BTF_KIND_ENUM64 = 19;
const INT_SIGNED = 1;
const INT_ENCODINGS = [undefined, "char", "bool"] as const;
const LINKAGES = ["static", "global", "extern"] as const;

const int = row("int", 1, "once", {
  /** The word: 27..24 encoding │ 23..16 bit offset │ 7..0 bits. */
  decode({ id, name, sizeOrType, at }, { words }) {
    const word = wordAt(words, at);
    const encoding = (word >>> 24) & 0xf;
    return {
      kind: "int",
      id,
      name,
      size: sizeOrType,
      signed: (encoding & INT_SIGNED) !== 0,
      encoding: INT_ENCODINGS[encoding >>> 1],
      bits: word & 0xff,
      bitOffset: (word >>> 16) & 0xff,
    };
  },
  encode: ({ size, signed, encoding, bits, bitOffset }) => ({
    sizeOrType: size,
    words: [(((INT_ENCODINGS.indexOf(encoding) << 1) | (signed ? INT_SIGNED : 0)) << 24) | (bitOffset << 16) | bits],
  }),
});

const array = row("array", 3, "once", {
  decode: ({ id, name, at }, source) =>
    linked(source, wordAt(source.words, at), {
      kind: "array",
      id,
      name,
      indexTypeId: wordAt(source.words, at + 1),
      length: wordAt(source.words, at + 2),
    }),
  encode: ({ typeId, indexTypeId, length }) => ({ sizeOrType: 0, words: [typeId, indexTypeId, length] }),
});

const enum32 = row("enum", 2, "per item", {
  decode: ({ id, name, flag, count, sizeOrType, at }, { words, string }) => ({
    kind: "enum",
    id,
    name,
    size: sizeOrType,
    signed: flag,
    enumerators: items(at, count, 2, (at) => {
      const value = wordAt(words, at + 1);
      return { name: string(wordAt(words, at)), value: BigInt(flag ? value | 0 : value) };
    }),
  }),
  encode: ({ size, signed, enumerators }, nameOffset) => ({
    flag: signed,
    count: enumerators.length,
    sizeOrType: size,
    words: enumerators.flatMap(({ name, value }) => [nameOffset(name), low32(value)]),
  }),
});

const enum64 = row("enum", 3, "per item", {
  decode: ({ id, name, flag, count, sizeOrType, at }, { words, string }) => ({
    kind: "enum",
    id,
    name,
    size: sizeOrType,
    signed: flag,
    enumerators: items(at, count, 3, (at) => {
      const value = BigInt(wordAt(words, at + 1)) | (BigInt(wordAt(words, at + 2)) << 32n);
      return { name: string(wordAt(words, at)), value: flag ? BigInt.asIntN(64, value) : value };
    }),
  }),
  encode: ({ size, signed, enumerators }, nameOffset) => ({
    flag: signed,
    count: enumerators.length,
    sizeOrType: size,
    words: enumerators.flatMap(({ name, value }) => [nameOffset(name), low32(value), low32(value >> 32n)]),
  }),
});

const forward = row("fwd", 0, "once", {
  decode: ({ id, name, flag }) => ({ kind: "fwd", id, name, of: flag ? "union" : "struct" }),
  encode: (record) => ({ flag: record.of === "union", sizeOrType: 0 }),
});

const func = row("func", 0, "once", {
  decode: ({ id, name, count, sizeOrType }, source) =>
    linked(source, sizeOrType, { kind: "func", id, name, linkage: linkageOf(count, id) }),
  encode: ({ linkage, typeId }) => ({ count: LINKAGES.indexOf(linkage), sizeOrType: typeId }),
});

const prototype = row("func_proto", 2, "per item", {
  decode: ({ id, name, count, sizeOrType, at }, source) =>
    new LinkedPrototype(
      source,
      id,
      name,
      sizeOrType,
      items<Parameter>(at, count, 2, (at) =>
        linked(source, wordAt(source.words, at + 1), { name: source.string(wordAt(source.words, at)) }),
      ),
    ),
  encode: ({ returnTypeId, parameters }, nameOffset) => ({
    count: parameters.length,
    sizeOrType: returnTypeId,
    words: parameters.flatMap(({ name, typeId }) => [nameOffset(name), typeId]),
  }),
});

const variable = row("var", 1, "once", {
  decode: ({ id, name, sizeOrType, at }, source) =>
    linked(source, sizeOrType, { kind: "var", id, name, linkage: linkageOf(wordAt(source.words, at), id) }),
  encode: ({ linkage, typeId }) => ({ sizeOrType: typeId, words: [LINKAGES.indexOf(linkage)] }),
});

const section = row("datasec", 3, "per item", {
  decode: ({ id, name, count, sizeOrType, at }, source) => ({
    kind: "datasec",
    id,
    name,
    size: sizeOrType,
    variables: items<SectionVariable>(at, count, 3, (at) =>
      linked(source, wordAt(source.words, at), {
        offset: wordAt(source.words, at + 1),
        size: wordAt(source.words, at + 2),
      }),
    ),
  }),
  encode: ({ size, variables }) => ({
    count: variables.length,
    sizeOrType: size,
    words: variables.flatMap(({ typeId, offset, size }) => [typeId, offset, size]),
  }),
});

const float = row("float", 0, "once", {
  decode: ({ id, name, sizeOrType }) => ({ kind: "float", id, name, size: sizeOrType }),
  encode: ({ size }) => ({ sizeOrType: size }),
});

const declarationTag = row("decl_tag", 1, "once", {
  decode: ({ id, name, sizeOrType, at }, source) =>
    linked(source, sizeOrType, { kind: "decl_tag", id, name, component: wordAt(source.words, at) | 0 }),
  encode: ({ typeId, component }) => ({ sizeOrType: typeId, words: [component] }),
});

/** The rows by kind number; 0 is `void`, which is never written. */
export const KIND_TABLE: readonly (KindRow | undefined)[] = [
  undefined,
  int,
  reference("ptr"),
  array,
  composite("struct"),
  composite("union"),
  enum32,
  forward,
  reference("typedef"),
  reference("volatile"),
  reference("const"),
  reference("restrict"),
  func,
  prototype,
  variable,
  section,
  float,
  declarationTag,
  reference("type_tag"),
  enum64,
];

const NUMBERS = new Map<CTypeKind, readonly number[]>(
  KIND_TABLE.flatMap((row) => (row === undefined ? [] : [row.kind])).map((kind) => [
    kind,
    KIND_TABLE.flatMap((row, number) => (row?.kind === kind ? [number] : [])),
  ]),
);

/** The numbers of a kind: two for enums, one for every other, none for `void`. */
export function kindNumbers(kind: CTypeKind): readonly number[] {
  return NUMBERS.get(kind) ?? [];
}

/** The number a record is written under: an enum of more than 32 bits has a kind of its own. */
export function kindNumber(record: TypeRecord): number {
  const number = record.kind === "enum" && record.size > 4 ? BTF_KIND_ENUM64 : kindNumbers(record.kind)[0];
  if (number === undefined) throw new BtfError(`no BTF kind '${record.kind}'`);
  return number;
}

/** Builds a row; a row is only ever handed records of its own kind, which is why its `encode` may be widened. */
function row<K extends WrittenKind>(
  kind: K,
  words: number,
  repeat: KindRow["repeat"],
  codec: {
    readonly decode: (head: Head, source: DecodeSource) => CTypeOf<K>;
    readonly encode: (record: RecordOf<K>, nameOffset: NameOffset) => EncodedType;
  },
): KindRow {
  return { kind, words, repeat, decode: codec.decode, encode: codec.encode as KindRow["encode"] };
}

/** A kind that says only which type it refers to, and perhaps a name. */
function reference(kind: "ptr" | "typedef" | "volatile" | "const" | "restrict" | "type_tag"): KindRow {
  return row(kind, 0, "once", {
    decode: ({ id, name, sizeOrType }, source) => linked(source, sizeOrType, { kind, id, name }) as CTypeOf<typeof kind>,
    encode: (record) => ({ sizeOrType: record.typeId }),
  });
}

/** With `kind_flag` a member's third word is 31..24 width │ 23..0 offset, in bits; without, all of it is the offset. */
function composite(kind: "struct" | "union"): KindRow {
  return row(kind, 3, "per item", {
    decode: ({ id, name, flag, count, sizeOrType, at }, source) => ({
      kind,
      id,
      name,
      size: sizeOrType,
      members: items<Member>(at, count, 3, (at) => {
        const typeId = wordAt(source.words, at + 1);
        const place = wordAt(source.words, at + 2);
        const narrow = flag ? undefined : source.narrowInt(typeId);
        return linked(source, typeId, {
          name: source.string(wordAt(source.words, at)),
          bitOffset: flag ? place & 0xffffff : place + (narrow?.bitOffset ?? 0),
          bitSize: flag ? place >>> 24 : (narrow?.bits ?? 0),
        });
      }),
    }),
    encode: ({ size, members }, nameOffset) => {
      const flag = members.some(({ bitSize }) => bitSize !== 0);
      return {
        flag,
        count: members.length,
        sizeOrType: size,
        words: members.flatMap(({ name, typeId, bitOffset, bitSize }) => [
          nameOffset(name),
          typeId,
          flag ? (bitSize << 24) | bitOffset : bitOffset,
        ]),
      };
    },
  });
}

function items<T>(at: number, count: number, words: number, decode: (at: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, index) => decode(at + index * words));
}

/** A word that the index has already found to be inside the type section. */
function wordAt(words: Uint32Array, at: number): number {
  return words[at] ?? 0;
}

function low32(value: bigint): number {
  return Number(BigInt.asUintN(32, value));
}

function linkageOf(value: number, id: number): (typeof LINKAGES)[number] {
  const linkage = LINKAGES[value];
  if (linkage === undefined) throw new BtfError(`type ${id}: unknown linkage ${value}`);
  return linkage;
}
