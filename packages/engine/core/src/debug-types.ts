import { Btf, BtfBuilder, type MemberRecord, type ParameterRecord, type TypeRecord } from "@tapset/btf";
import { AT, type Die, TAG } from "@tapset/elf";

/** Types of debug information, in the vocabulary that the compiler knows. */
export interface DebugTypes {
  /** All types that the entries asked for are made of. */
  readonly btf: Btf;
  /** The number in `btf` of an entry that was asked for, or that one of those is made of; 0 (`void`) for none. */
  typeId(die: Die | undefined): number;
}

/**
 * Describes types of debug information as BTF, so that member paths, bit-fields and printing are the same for both. Everything
 * that the entries are made of comes along. What C doesn't have becomes the nearest thing: a class a struct, a reference a pointer, a
 * base class a member without a name, so that its own members are found.
 *
 * @param roots entries of types, of one file; undefined ones stand for `void`
 */
export function debugTypes(roots: readonly (Die | undefined)[]): DebugTypes {
  const conversion = new Conversion();
  for (const root of roots) conversion.idOf(root);
  return { btf: conversion.finish(), typeId: (die) => conversion.known(die) };
}

/** `DW_ATE_…`: what the bits of a base type mean. */
const ENCODING = { boolean: 2, complexFloat: 3, float: 4, signed: 5, signedChar: 6, unsignedChar: 8 } as const;
const SIGNED: readonly number[] = [ENCODING.signed, ENCODING.signedChar];
const FLOATS: readonly number[] = [ENCODING.float, ENCODING.complexFloat];
/** Sizes that BTF has for floating-point numbers. */
const FLOAT_SIZES: readonly number[] = [2, 4, 8, 12, 16];
const BYTE = 8;
/** BTF counts members and enumerators in 16 bits. */
const MOST_ITEMS = 0xffff;
const DW_OP_PLUS_UCONST = 0x23;

/** The types found so far. An entry gets its number when something first refers to it, and is looked at later: types refer to themselves. */
class Conversion {
  readonly #ids = new Map<string, number>();
  readonly #records: (TypeRecord | undefined)[] = [];
  readonly #pending: { readonly id: number; readonly die: Die }[] = [];
  #indexType: number | undefined;

  /** The number of an entry's type. */
  idOf(die: Die | undefined): number {
    if (die === undefined || RECORDS[die.tag] === undefined) return 0;
    const key = keyOf(die);
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = this.#reserve();
      this.#ids.set(key, id);
      this.#pending.push({ id, die });
    }
    return id;
  }

  /** The number of an entry that has one. */
  known(die: Die | undefined): number {
    return (die && this.#ids.get(keyOf(die))) ?? 0;
  }

  /** The number of the type that an entry says it has. */
  typeOf(die: Die): number {
    return this.idOf(die.reference(AT.type));
  }

  /** A type that no entry stands for. */
  add(record: TypeRecord): number {
    const id = this.#reserve();
    this.#records[id - 1] = record;
    return id;
  }

  /** What arrays are indexed with, which BTF wants to know. */
  indexType(): number {
    return (this.#indexType ??= this.add({ kind: "int", name: "__ARRAY_SIZE_TYPE__", size: 4, signed: false, encoding: undefined, bits: 32, bitOffset: 0 }));
  }

  finish(): Btf {
    for (let next = this.#pending.pop(); next !== undefined; next = this.#pending.pop()) {
      this.#records[next.id - 1] = RECORDS[next.die.tag]?.(next.die, this);
    }
    const builder = new BtfBuilder();
    for (const record of this.#records) if (record !== undefined) builder.add(record);
    return Btf.parse(builder.toBytes());
  }

  #reserve(): number {
    this.#records.push(undefined);
    return this.#records.length;
  }
}

/** What tells entries apart, also those of a file from those of its alternate one, which has no alternate itself. */
function keyOf({ unit, offset }: Die): string {
  return `${unit.dwarf.alternate === undefined ? "" : "main "}${offset}`;
}

type ToRecord = (die: Die, types: Conversion) => TypeRecord;

const qualified =
  (kind: "const" | "volatile" | "restrict"): ToRecord =>
  (die, types) => ({ kind, name: "", typeId: types.typeOf(die) });

const pointer: ToRecord = (die, types) => ({ kind: "ptr", name: "", typeId: types.typeOf(die) });

const composite =
  (kind: "struct" | "union"): ToRecord =>
  (die, types) => {
    const name = die.name ?? "";
    if (die.flag(AT.declaration)) return { kind: "fwd", name, of: kind };
    return { kind, name, size: die.number(AT.byte_size) ?? 0, members: membersOf(die, types) };
  };

/** `DW_TAG_…` of types, each with the BTF it becomes. Other entries stand for `void`. */
const RECORDS: Readonly<Record<number, ToRecord>> = {
  [TAG.base_type]: baseType,
  [TAG.pointer_type]: pointer,
  [TAG.reference_type]: pointer,
  [TAG.rvalue_reference_type]: pointer,
  [TAG.const_type]: qualified("const"),
  [TAG.volatile_type]: qualified("volatile"),
  [TAG.restrict_type]: qualified("restrict"),
  // BTF has no word for it, and like a volatile it's read as what it qualifies.
  [TAG.atomic_type]: qualified("volatile"),
  [TAG.typedef]: (die, types) => ({ kind: "typedef", name: die.name ?? "", typeId: types.typeOf(die) }),
  [TAG.structure_type]: composite("struct"),
  [TAG.class_type]: composite("struct"),
  [TAG.union_type]: composite("union"),
  [TAG.enumeration_type]: enumeration,
  [TAG.array_type]: array,
  [TAG.subroutine_type]: prototype,
};

function baseType(die: Die): TypeRecord {
  const name = die.name ?? "";
  const size = die.number(AT.byte_size) ?? 0;
  const encoding = die.number(AT.encoding) ?? 0;
  if (FLOATS.includes(encoding) && FLOAT_SIZES.includes(size)) return { kind: "float", name, size };
  const isCharacter = encoding === ENCODING.signedChar || encoding === ENCODING.unsignedChar;
  return {
    kind: "int",
    name,
    size,
    signed: SIGNED.includes(encoding),
    encoding: encoding === ENCODING.boolean ? "bool" : isCharacter ? "char" : undefined,
    // As many as BTF can say; wider numbers are loaded by nobody.
    bits: Math.min(BYTE * size, 128),
    bitOffset: 0,
  };
}

function enumeration(die: Die): TypeRecord {
  const children = [...die.children()].filter(({ tag }) => tag === TAG.enumerator).slice(0, MOST_ITEMS);
  const enumerators = children.map((child) => ({ name: child.name ?? "", value: child.constant(AT.const_value) ?? 0n }));
  const size = die.number(AT.byte_size) ?? 4;
  return { kind: "enum", name: die.name ?? "", size, signed: enumerators.some(({ value }) => value < 0n), enumerators };
}

/** An array of several dimensions is an array of arrays. */
function array(die: Die, types: Conversion): TypeRecord {
  const lengths = [...die.children()].filter(({ tag }) => tag === TAG.subrange_type).map(lengthOf);
  const [outermost = 0, ...inner] = lengths;
  const indexTypeId = types.indexType();
  let typeId = types.typeOf(die);
  for (const length of inner.reverse()) typeId = types.add({ kind: "array", name: "", typeId, length, indexTypeId });
  return { kind: "array", name: "", typeId, length: outermost, indexTypeId };
}

/** 0 where it's computed when the program runs, or left open. */
function lengthOf(subrange: Die): number {
  const count = subrange.constant(AT.count);
  const last = subrange.constant(AT.upper_bound);
  const length = count ?? (last === undefined ? 0n : BigInt.asIntN(64, last) + 1n);
  return length > 0n && length <= 0xffff_ffffn ? Number(length) : 0;
}

function prototype(die: Die, types: Conversion): TypeRecord {
  const parameters = [...die.children()].flatMap((child): ParameterRecord[] => {
    if (child.tag === TAG.formal_parameter) return [{ name: child.name ?? "", typeId: types.typeOf(child) }];
    return child.tag === TAG.unspecified_parameters ? [{ name: "", typeId: 0 }] : [];
  });
  return { kind: "func_proto", name: "", returnTypeId: types.typeOf(die), parameters: parameters.slice(0, MOST_ITEMS) };
}

function membersOf(die: Die, types: Conversion): Required<MemberRecord>[] {
  const members = [...die.children()].flatMap((child): Required<MemberRecord>[] => {
    const isStatic = child.flag(AT.external) || child.flag(AT.declaration);
    if (isStatic || (child.tag !== TAG.member && child.tag !== TAG.inheritance)) return [];
    return [{ name: child.name ?? "", typeId: types.typeOf(child), ...placeOf(child) }];
  });
  return members.slice(0, MOST_ITEMS);
}

/** Where a member lies, in bits from the beginning. */
function placeOf(member: Die): { readonly bitOffset: number; readonly bitSize: number } {
  const bitSize = member.number(AT.bit_size) ?? 0;
  const bitOffset = member.number(AT.data_bit_offset);
  if (bitOffset !== undefined) return { bitOffset, bitSize };
  const start = BYTE * byteOffset(member);
  // Until version 4, from the highest bit of the storage down.
  const fromTop = member.number(AT.bit_offset);
  if (fromTop === undefined) return { bitOffset: start, bitSize };
  const storage = member.number(AT.byte_size) ?? member.reference(AT.type)?.number(AT.byte_size) ?? 4;
  return { bitOffset: start + BYTE * storage - fromTop - bitSize, bitSize };
}

function byteOffset(member: Die): number {
  const value = member.attribute(AT.data_member_location);
  if (value?.kind === "constant") return Number(value.value);
  // Old compilers write it as an expression; any other than a sum is that of a virtual base, which is nowhere before the program runs.
  return value?.kind === "block" && value.bytes[0] === DW_OP_PLUS_UCONST ? leb(value.bytes.subarray(1)) : 0;
}

function leb(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte, index) => sum + (byte & 0x7f) * 128 ** index, 0);
}
