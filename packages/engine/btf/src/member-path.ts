import type { Btf } from "./btf.js";
import type { CType, Member, StructType, UnionType } from "./c-type.js";
import { MAX_DEPTH, POINTER_SIZE, sizeOf, skipModifiers } from "./type-walk.js";

/** One step of a script's `$p->a->b[3]`. An index without a value is computed when the script runs. */
export type PathStep =
  | { readonly kind: "member"; readonly name: string }
  | { readonly kind: "index"; readonly value: number | undefined };

/**
 * One access to memory: the object at `base + offset + Σ index · stride`, where `base` is the value (a pointer) that the
 * access before it loaded or, for the first, the root's value. All accesses but the last are loads of pointers.
 */
export interface PathAccess {
  /** Bytes from the base; for a bit-field, of the storage that has to be loaded. */
  readonly offset: number;
  /** Indexes that are known only when the script runs. */
  readonly indexes: readonly DynamicIndex[];
  /** The object's type as declared, typedefs and qualifiers kept. */
  readonly type: CType;
  /** How the object is loaded when it is a scalar; undefined for structs, unions, arrays and what C can't load. */
  readonly scalar: Scalar | undefined;
}

/** An index computed at run time: step `step` of the path, in units of `stride` bytes. */
export interface DynamicIndex {
  readonly step: number;
  readonly stride: number;
  /** Elements of the array; undefined when indexing a pointer or a flexible array, where nobody knows. */
  readonly length: number | undefined;
}

/** A value that fits a register. */
export interface Scalar {
  /** Bytes to load: 1, 2, 4 or 8. */
  readonly size: number;
  readonly signed: boolean;
  readonly isPointer: boolean;
  /** For a bit-field: shift the loaded value right by `bitOffset` (little-endian) and keep `bitSize` bits. */
  readonly bitField: { readonly bitOffset: number; readonly bitSize: number } | undefined;
}

/** Why a path leads nowhere; `step` is the index of the step that failed. */
export type PathProblem =
  /** `container` has no such member; `candidates` are the names it has, those of its anonymous members included. */
  | { readonly problem: "no-member"; readonly step: number; readonly container: CType; readonly candidates: readonly string[] }
  /** The type is not a struct or union, nor a pointer to one. */
  | { readonly problem: "not-a-structure"; readonly step: number; readonly type: CType }
  /** The type can't be indexed. */
  | { readonly problem: "not-an-array"; readonly step: number; readonly type: CType }
  /** The type is declared but its content (or an element's size) is not known here. */
  | { readonly problem: "incomplete-type"; readonly step: number; readonly type: CType };

/** Where a path leads. */
export type PathResult =
  | {
      readonly ok: true;
      /** One access per pointer followed, plus the last object. Empty when the path has no steps. */
      readonly accesses: readonly PathAccess[];
      /** The type of the last object; the root's own when there are no steps. */
      readonly type: CType;
    }
  | ({ readonly ok: false } & PathProblem);

/** A place in memory while a path is walked. */
interface Place {
  offset: number;
  indexes: DynamicIndex[];
  type: CType;
  bits: { readonly bitOffset: number; readonly bitSize: number } | undefined;
}

/** What walking one step gave: nothing (the place has moved), or why it can't. */
type StepOutcome = PathProblem | undefined;

/**
 * Follows a script's path from a value of type `root`. As in SystemTap `->` goes through as many pointers as there are and
 * also picks a member of an embedded struct; anonymous structs and unions are looked into; an index works on arrays
 * and pointers. A root that is itself a struct, union or array stands for its address.
 *
 * `btf` is where structs only declared at the point of use are looked up.
 */
export function resolvePath(btf: Btf, root: CType, steps: readonly PathStep[]): PathResult {
  const walk = new PathWalk(btf, root);
  for (const [index, step] of steps.entries()) {
    const problem = step.kind === "member" ? walk.member(index, step.name) : walk.index(index, step.value);
    if (problem !== undefined) return { ok: false, ...problem };
  }
  return walk.result(steps.length);
}

/** How a value of this type is loaded whole; undefined for what doesn't fit a register. */
export function scalarOf(type: CType): Scalar | undefined {
  const inner = skipModifiers(type);
  if (inner.kind === "ptr") return { size: POINTER_SIZE, signed: false, isPointer: true, bitField: undefined };
  if (inner.kind !== "int" && inner.kind !== "enum") return undefined;
  if (inner.size !== 1 && inner.size !== 2 && inner.size !== 4 && inner.size !== 8) return undefined;
  return { size: inner.size, signed: inner.signed, isPointer: false, bitField: undefined };
}

class PathWalk {
  readonly #btf: Btf;
  readonly #accesses: PathAccess[] = [];
  readonly #root: CType;
  #place: Place;
  /** Whether the place is in memory; the root's value is at hand until it is dereferenced. */
  #inMemory: boolean;

  constructor(btf: Btf, root: CType) {
    this.#btf = btf;
    this.#root = root;
    this.#place = { offset: 0, indexes: [], type: root, bits: undefined };
    this.#inMemory = skipModifiers(root).kind !== "ptr";
  }

  member(step: number, name: string): StepOutcome {
    for (let depth = 0; depth < MAX_DEPTH; depth++) {
      const inner = skipModifiers(this.#place.type);
      if (inner.kind !== "ptr") break;
      this.#follow(inner.type);
    }
    const container = this.#complete(skipModifiers(this.#place.type));
    if (container.kind === "fwd") return { problem: "incomplete-type", step, type: container };
    if (container.kind !== "struct" && container.kind !== "union") {
      return { problem: "not-a-structure", step, type: this.#place.type };
    }
    const found = findMember(container, name);
    if (found === undefined) return { problem: "no-member", step, container, candidates: memberNames(container) };
    this.#moveTo(found);
    return undefined;
  }

  index(step: number, value: number | undefined): StepOutcome {
    const inner = skipModifiers(this.#place.type);
    if (inner.kind !== "array" && inner.kind !== "ptr") return { problem: "not-an-array", step, type: this.#place.type };
    const stride = sizeOf(this.#complete(skipModifiers(inner.type)));
    if (stride === undefined) return { problem: "incomplete-type", step, type: inner.type };
    if (inner.kind === "ptr") this.#follow(inner.type);
    const place = this.#place;
    place.type = inner.type;
    if (value !== undefined) place.offset += value * stride;
    else place.indexes.push({ step, stride, length: inner.kind === "array" ? inner.length || undefined : undefined });
    return undefined;
  }

  result(steps: number): PathResult {
    if (steps > 0) this.#accesses.push(this.#access());
    return { ok: true, accesses: this.#accesses, type: steps > 0 ? this.#place.type : this.#root };
  }

  /** Loads the pointer at hand, unless it is the root's value, and stands at what it points to. */
  #follow(target: CType): void {
    if (this.#inMemory) this.#accesses.push(this.#access());
    this.#inMemory = true;
    this.#place = { offset: 0, indexes: [], type: target, bits: undefined };
  }

  #moveTo({ bitOffset, bitSize, type }: FoundMember): void {
    this.#place.type = type;
    if (bitSize === 0) this.#place.offset += bitOffset / 8;
    else this.#place.bits = { bitOffset, bitSize };
  }

  #access(): PathAccess {
    const { offset, indexes, type, bits } = this.#place;
    const scalar = scalarOf(type);
    if (bits === undefined || scalar === undefined) return { offset, indexes, type, scalar };
    const storage = bitFieldStorage(bits.bitOffset, bits.bitSize, scalar.size);
    const bitField = { bitOffset: bits.bitOffset - 8 * storage.offset, bitSize: bits.bitSize };
    return { offset: offset + storage.offset, indexes, type, scalar: { ...scalar, size: storage.size, bitField } };
  }

  /** The full struct for one that is only declared where it is used. */
  #complete<T extends CType>(type: T): T | Composite {
    return type.kind === "fwd" ? (this.#btf.byName(type.of, type.name) ?? type) : type;
  }
}

type Composite = StructType | UnionType;

interface FoundMember {
  /** Bits from the start of the outermost struct. */
  readonly bitOffset: number;
  readonly bitSize: number;
  readonly type: CType;
}

/**
 * Looks for a member by name, inside anonymous structs and unions too, as C does. `seen` keeps malformed types that contain
 * themselves from being walked for ever.
 */
function findMember(container: Composite, name: string, seen = new Set<CType>()): FoundMember | undefined {
  seen.add(container);
  for (const member of container.members) {
    if (member.name === name && name !== "") return member;
    const nested = anonymousComposite(member);
    if (nested === undefined || seen.has(nested)) continue;
    const found = findMember(nested, name, seen);
    if (found !== undefined) {
      return { type: found.type, bitOffset: member.bitOffset + found.bitOffset, bitSize: found.bitSize };
    }
  }
  return undefined;
}

/** The names a member access may use, those inside anonymous structs and unions included, in order of declaration. */
export function memberNames(container: Composite, seen = new Set<CType>()): string[] {
  seen.add(container);
  return container.members.flatMap((member) => {
    const nested = anonymousComposite(member);
    if (nested === undefined) return member.name === "" ? [] : [member.name];
    return seen.has(nested) ? [] : memberNames(nested, seen);
  });
}

function anonymousComposite(member: Member): Composite | undefined {
  if (member.name !== "") return undefined;
  const inner = skipModifiers(member.type);
  return inner.kind === "struct" || inner.kind === "union" ? inner : undefined;
}

/** The aligned word to load for a bit-field: of the declared type's size, or larger when the field straddles two such. */
function bitFieldStorage(bitOffset: number, bitSize: number, declaredSize: number): { offset: number; size: number } {
  for (let size = declaredSize; ; size *= 2) {
    const offset = Math.floor(bitOffset / (8 * size)) * size;
    if (bitOffset + bitSize <= 8 * (offset + size) || size >= POINTER_SIZE) return { offset, size };
  }
}
