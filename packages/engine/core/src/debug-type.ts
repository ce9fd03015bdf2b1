import { type Btf, type CType, sizeOf, skipModifiers } from "@tapset/btf";
import { AT, type Die, type Dwarf, TAG } from "@tapset/elf";
import { debugTypes } from "./debug-types.js";

const VOID: CType = { kind: "void", id: 0, name: "" };

const known = new WeakMap<Dwarf, Map<number, CType>>();

/**
 * The type that an entry of debug information describes. Where the kernel's own types have the same one it's that, which costs next
 * to nothing: debug information takes all that a type is made of, thousands of types for many.
 *
 * @param die `void` when it's left out
 */
export function debugType(die: Die | undefined, btf: Btf | undefined): CType {
  if (die === undefined) return VOID;
  const types = known.get(die.unit.dwarf) ?? new Map<number, CType>();
  known.set(die.unit.dwarf, types);
  let type = types.get(die.offset);
  if (type === undefined) {
    type = (btf && kernelType(die, btf)) ?? converted(die);
    types.set(die.offset, type);
  }
  return type;
}

function converted(die: Die): CType {
  const types = debugTypes([die]);
  return types.btf.type(types.typeId(die));
}

/** `DW_TAG_…` of types that only say something of another. */
const DERIVED: Readonly<Record<number, "ptr" | "const" | "volatile">> = {
  [TAG.pointer_type]: "ptr",
  [TAG.const_type]: "const",
  [TAG.volatile_type]: "volatile",
  [TAG.atomic_type]: "volatile",
};
/** `DW_TAG_…` of types by name. */
const NAMED: Readonly<Record<number, "struct" | "union" | "enum" | "int" | "typedef">> = {
  [TAG.structure_type]: "struct",
  [TAG.union_type]: "union",
  [TAG.enumeration_type]: "enum",
  [TAG.base_type]: "int",
  [TAG.typedef]: "typedef",
};

/** The same type among the kernel's; undefined where none is. */
function kernelType(die: Die, btf: Btf): CType | undefined {
  const derived = DERIVED[die.tag];
  if (derived !== undefined) {
    const inner = die.reference(AT.type);
    const type = inner === undefined ? VOID : kernelType(inner, btf);
    return type && { kind: derived, id: -1, name: "", typeId: type.id, type };
  }
  const kind = NAMED[die.tag];
  if (kind === undefined || die.name === undefined) return undefined;
  const type = btf.byName(kind, die.name);
  return type !== undefined && isSame(die, type) ? type : undefined;
}

/** Whether a type of an entry's name is what the entry describes: several may have a name. */
function isSame(die: Die, type: CType): boolean {
  if (die.flag(AT.declaration)) return true;
  if (type.kind === "typedef") return isSameUnnamed(resolved(die), skipModifiers(type));
  if (die.number(AT.byte_size) !== sizeOf(type)) return false;
  if (type.kind !== "struct" && type.kind !== "union") return true;
  const members = [...die.children()].filter(({ tag }) => tag === TAG.member);
  return members.length === type.members.length && members.every((member, index) => (member.name ?? "") === type.members[index]?.name);
}

function isSameUnnamed(die: Die | undefined, type: CType): boolean {
  if (die === undefined) return type.kind === "void";
  if (die.tag === TAG.pointer_type) return type.kind === "ptr";
  const kind = NAMED[die.tag];
  return kind === undefined ? type.kind === "array" || type.kind === "func_proto" : kind === type.kind && (die.name ?? "") === type.name && isSame(die, type);
}

/** An entry's type without typedefs and qualifiers. */
function resolved(die: Die): Die | undefined {
  let inner: Die | undefined = die;
  while (inner !== undefined && (inner.tag === TAG.typedef || inner.tag === TAG.const_type || inner.tag === TAG.volatile_type)) inner = inner.reference(AT.type);
  return inner;
}
