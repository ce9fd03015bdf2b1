import type { Btf } from "./btf.js";
import type { CType, Member, StructType, UnionType } from "./c-type.js";
import { type Modifier, POINTER_SIZE, sizeOf, skipModifiers } from "./type-walk.js";

/** One step of a script's `$p->a->b[3]`. An index without a value is computed when the script runs. */
export type PathStep =
  | { readonly kind: "member"; readonly name: string }
  | { readonly kind: "index"; readonly value: number | undefined };

/**
 * One access to memory: the object at `base + offset + Σ index · stride`, where `base` is the value (a pointer) that the
 * access before it loaded or, for the first, the root's value. All accesses but the last are loads of pointers.
 */
export interface Access {
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
      readonly accesses: readonly Access[];
      /** The type of the last object; the root's own when there are no steps. */
      readonly type: CType;
    }
  | ({ readonly ok: false } & PathProblem);
