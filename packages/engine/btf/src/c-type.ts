/**
 * The C types that BTF describes, as values. A type refers to others both by number (`typeId`, its place in the blob) and
 * by value (`type`, decoded when first read), so that following `task_struct` decodes only what is looked at. The same
 * number always gives the same object: types of one `Btf` may be compared with `===`.
 */
export type CType =
  | VoidType
  | IntType
  | PointerType
  | ArrayType
  | StructType
  | UnionType
  | EnumType
  | ForwardType
  | TypedefType
  | QualifiedType
  | FunctionType
  | FunctionPrototype
  | VariableType
  | SectionType
  | FloatType
  | DeclarationTag
  | TypeTag;

/** The kinds a type can have, in the kernel's spelling (`BTF_KIND_PTR` is `"ptr"`; `BTF_KIND_ENUM64` is an `"enum"` too). */
export type CTypeKind = CType["kind"];

/** The type with one kind: `CTypeOf<"struct">` is `StructType`. */
export type CTypeOf<K extends CTypeKind> = Extract<CType, { readonly kind: K }>;

interface Identified {
  /** The type's number in its blob (module types count on from their base). 0 is `void`. */
  readonly id: number;
  /** The name without its tag word (`task_struct`), empty when anonymous. */
  readonly name: string;
}

interface Reference {
  /** The number of the type referred to. */
  readonly typeId: number;
  /** The type referred to, decoded when read. */
  readonly type: CType;
}

/** `void`, and what an untyped pointer points to. */
export interface VoidType extends Identified {
  readonly kind: "void";
}

/** A whole number, a character or a truth value. */
export interface IntType extends Identified {
  readonly kind: "int";
  /** Bytes of storage. */
  readonly size: number;
  readonly signed: boolean;
  /** What the compiler said beyond the size. Most compilers mark `bool`, few mark `char`. */
  readonly encoding: "char" | "bool" | undefined;
  /** Bits in use: `8 * size`, except in bit-fields written the old way. */
  readonly bits: number;
  /** Where the bits in use begin. */
  readonly bitOffset: number;
}

/** `T *`. Always 8 bytes: eBPF runs on 64-bit kernels. */
export interface PointerType extends Identified, Reference {
  readonly kind: "ptr";
}

/** `T [length]`. */
export interface ArrayType extends Identified, Reference {
  readonly kind: "array";
  /** Elements; 0 for a flexible array member. */
  readonly length: number;
  readonly indexTypeId: number;
}

/** One member of a struct or union. Its name is empty when it is an anonymous struct or union (or a padding bit-field). */
export interface Member extends Reference {
  readonly name: string;
  /** Bits from the start of the struct. */
  readonly bitOffset: number;
  /** Width when it is a bit-field, else 0. */
  readonly bitSize: number;
}

interface Composite extends Identified {
  readonly size: number;
  readonly members: readonly Member[];
}

/** `struct name { … }`. */
export interface StructType extends Composite {
  readonly kind: "struct";
}

/** `union name { … }`. */
export interface UnionType extends Composite {
  readonly kind: "union";
}

/** One named constant of an enum. */
export interface Enumerator {
  readonly name: string;
  readonly value: bigint;
}

/** `enum name { … }`, of 32 or 64 bits. */
export interface EnumType extends Identified {
  readonly kind: "enum";
  readonly size: number;
  readonly signed: boolean;
  readonly enumerators: readonly Enumerator[];
}

/** `struct name;` or `union name;`: declared, and not described in this blob. */
export interface ForwardType extends Identified {
  readonly kind: "fwd";
  readonly of: "struct" | "union";
}

/** `typedef T name`. */
export interface TypedefType extends Identified, Reference {
  readonly kind: "typedef";
}

/** `const T`, `volatile T`, `restrict T`. */
export interface QualifiedType extends Identified, Reference {
  readonly kind: "const" | "volatile" | "restrict";
}

/** A function, by name; `type` is its prototype. */
export interface FunctionType extends Identified, Reference {
  readonly kind: "func";
  readonly linkage: "static" | "global" | "extern";
}

/** One parameter. The name is empty where the compiler had none; a last one of type `void` is `...`. */
export interface Parameter extends Reference {
  readonly name: string;
}

/** What a function takes and returns. */
export interface FunctionPrototype extends Identified {
  readonly kind: "func_proto";
  readonly returnTypeId: number;
  readonly returnType: CType;
  readonly parameters: readonly Parameter[];
}

/** A variable (the kernel describes its per-CPU ones). */
export interface VariableType extends Identified, Reference {
  readonly kind: "var";
  readonly linkage: "static" | "global" | "extern";
}

/** One variable's place in a section. */
export interface SectionVariable extends Reference {
  /** Bytes from the start of the section. */
  readonly offset: number;
  readonly size: number;
}

/** An ELF section and the variables in it (`.data..percpu`). */
export interface SectionType extends Identified {
  readonly kind: "datasec";
  readonly size: number;
  readonly variables: readonly SectionVariable[];
}

/** A floating-point number: known by size, never by value in BPF. */
export interface FloatType extends Identified {
  readonly kind: "float";
  readonly size: number;
}

/** `__attribute__((btf_decl_tag("name")))` on a declaration, or on one of its members or parameters. Since 5.16. */
export interface DeclarationTag extends Identified, Reference {
  readonly kind: "decl_tag";
  /** Which member or parameter is tagged; -1 for the declaration itself. */
  readonly component: number;
}

/** `__attribute__((btf_type_tag("name")))`: `user`, `percpu`, `rcu` on the type of a pointer's target. Since 5.17. */
export interface TypeTag extends Identified, Reference {
  readonly kind: "type_tag";
}

/** What a type says apart from its links: the form in which types are written into a blob. */
export type TypeRecord = Unlinked<Exclude<CType, VoidType>>;

/** `T` without the properties that only a decoded type has. */
type Unlinked<T> = T extends readonly (infer Element)[]
  ? readonly Unlinked<Element>[]
  : T extends object
    ? { readonly [Key in keyof T as Key extends "id" | "type" | "returnType" ? never : Key]: Unlinked<T[Key]> }
    : T;
