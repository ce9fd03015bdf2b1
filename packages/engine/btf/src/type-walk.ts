import { BtfError } from "./btf-error.js";
import type { CType, CTypeKind, QualifiedType, TypedefType, TypeTag } from "./c-type.js";

/** The kinds that only rename or qualify another type. */
export const MODIFIER_KINDS: ReadonlySet<CTypeKind> = new Set(["typedef", "const", "volatile", "restrict", "type_tag"]);

/** Typedefs of typedefs of const of …: deeper than this is a circle. */
export const MAX_DEPTH = 64;

/** Bytes of a pointer: eBPF runs on 64-bit kernels only. */
export const POINTER_SIZE = 8;

/** A type that only renames or qualifies another. */
export type Modifier = TypedefType | QualifiedType | TypeTag;

/** The type under typedefs, qualifiers and type tags. Throws `BtfError` for a circle of them. */
export function skipModifiers(type: CType): Exclude<CType, Modifier> {
  let inner = type;
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    if (!isModifier(inner)) return inner;
    inner = inner.type;
  }
  throw new BtfError(`type ${type.id}: typedefs and qualifiers go in a circle`);
}

/** What a pointer points to, through typedefs and qualifiers on either side; undefined when it isn't a pointer. */
export function pointee(type: CType): Exclude<CType, Modifier> | undefined {
  const pointer = skipModifiers(type);
  return pointer.kind === "ptr" ? skipModifiers(pointer.type) : undefined;
}

/**
 * Bytes of storage; undefined where C's `sizeof` has no answer: void, functions, types only declared.
 * Throws `BtfError` for arrays that contain themselves.
 */
export function sizeOf(type: CType): number | undefined {
  let elements = 1;
  let inner = skipModifiers(type);
  for (let depth = 0; inner.kind === "array"; depth++) {
    if (depth === MAX_DEPTH) throw new BtfError(`type ${type.id}: arrays go in a circle`);
    elements *= inner.length;
    inner = skipModifiers(inner.type);
  }
  const size = inner.kind === "ptr" ? POINTER_SIZE : "size" in inner ? inner.size : undefined;
  return size === undefined ? undefined : size * elements;
}

/** Whether a type is one byte that C programmers mean as text: `char`, whatever its sign. */
export function isCharacter(type: CType): boolean {
  const inner = skipModifiers(type);
  return inner.kind === "int" && inner.size === 1 && (inner.encoding === "char" || /^(?:(?:un)?signed )?char$/.test(inner.name));
}

/** Whether a type only renames or qualifies another. */
export function isModifier(type: CType): type is Modifier {
  return MODIFIER_KINDS.has(type.kind);
}
