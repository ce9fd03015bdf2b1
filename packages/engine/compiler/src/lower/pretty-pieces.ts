import { type ArrayType, type Btf, type CType, isCharacter, type Member, type PathStep, pointee, scalarOf, sizeOf, skipModifiers } from "@tapset/btf";
import { type Builder, type LongExpr, markedAddress, quotedText, type Segment } from "@tapset/core";
import { isUserPointer, type TypedPointer } from "./target-access.js";

/** Values after which a pretty-print ends in `...`: what SystemTap's formats hold. */
const MAX_VALUES = 32;

/** A place in memory: walked to from the base, so that the verifier goes on knowing the pointers on the way. */
export interface MemoryPlace {
  readonly base: TypedPointer;
  readonly path: readonly PathStep[];
}

/** What a pretty-print is made with. */
export interface PrettyOptions {
  /** `$$`: what is nested is shown too. */
  readonly isDeep: boolean;
  /** The number at a place, or for what fits no register its address. */
  read(place: MemoryPlace): LongExpr;
}

type Piece = Segment | string;

/** The format of a pretty-print, with its values. */
export function printedPieces(builder: Builder, base: TypedPointer, options: PrettyOptions): readonly Piece[] {
  return new PiecePrinter(builder, base, options).all();
}

class PiecePrinter {
  readonly #btf: Btf | undefined;
  #values = 0;

  constructor(
    private readonly builder: Builder,
    private readonly base: TypedPointer,
    private readonly options: PrettyOptions,
  ) {
    this.#btf = builder.target.btf;
  }

  /** What is asked for itself: pointers are followed to what they lead to in the end. */
  all(): readonly Piece[] {
    const path: PathStep[] = [];
    let { ctype } = this.base;
    if (ctype === undefined) return this.#number("x", path, true);
    for (let target = pointee(ctype); target !== undefined; target = pointee(ctype)) {
      if (target.kind === "func_proto") return ["<function>:", ...this.#number("p", path)];
      if (target.kind === "void" || isUserPointer(ctype)) return this.#number("p", path);
      if (isCharacter(target)) return this.#text(path, undefined);
      ctype = target.kind === "fwd" ? (this.#btf?.byName(target.of, target.name) ?? target) : target;
      // Members are found through a pointer as they are in a structure.
      if (!isStructure(ctype)) path.push({ kind: "index", value: 0 });
    }
    const inner = skipModifiers(ctype);
    if (isStructure(inner)) return this.#structure(path, inner.members);
    if (inner.kind === "array") return this.#array(path, inner);
    return inner.kind === "fwd" ? ["{...}"] : this.#scalar(path, ctype);
  }

  /** A member, or an array's element. */
  #nested(path: readonly PathStep[], ctype: CType, isBitField: boolean): readonly Piece[] {
    const inner = skipModifiers(ctype);
    if (isStructure(inner)) return this.options.isDeep ? this.#structure(path, inner.members) : ["{...}"];
    if (inner.kind === "array") return this.options.isDeep ? this.#array(path, inner) : ["[...]"];
    if (inner.kind === "ptr") return isTextPointer(ctype) ? this.#text(path, undefined) : this.#number("p", path);
    return this.#scalar(path, ctype, isBitField);
  }

  #scalar(path: readonly PathStep[], ctype: CType, isBitField = false): readonly Piece[] {
    const scalar = scalarOf(ctype);
    if (scalar === undefined) return ["?"];
    if (isCharacter(ctype) && !isBitField) return ["'", ...this.#number("c", path, true), "'"];
    return this.#number(scalar.signed ? "d" : "u", path);
  }

  /** Of an array its first element is shown, and of arrays of arrays the first of all. */
  #array(path: readonly PathStep[], array: ArrayType): readonly Piece[] {
    const first: PathStep[] = [{ kind: "index", value: 0 }];
    let element = skipModifiers(array.type);
    for (; element.kind === "array"; element = skipModifiers(element.type)) first.push({ kind: "index", value: 0 });
    if (isCharacter(element)) return this.#text(path, sizeOf(array) || undefined);
    return ["[", ...this.#nested([...path, ...first], element, false), ", ...]"];
  }

  #structure(path: readonly PathStep[], members: readonly Member[]): readonly Piece[] {
    const pieces: Piece[] = [];
    const shown = members.filter(isShown);
    for (const [index, member] of shown.entries()) {
      if (index > 0) pieces.push(", ");
      if (this.#values >= MAX_VALUES) {
        pieces.push("...");
        break;
      }
      pieces.push(...this.#member(path, member));
    }
    return ["{", ...pieces, "}"];
  }

  #member(path: readonly PathStep[], { name, type, bitSize }: Member): readonly Piece[] {
    if (name !== "") return [`.${name}=`, ...this.#nested([...path, { kind: "member", name }], type, bitSize > 0)];
    // Members of an anonymous structure are found as if they were its owner's.
    const inner = skipModifiers(type);
    const members = isStructure(inner) ? inner.members : [];
    return [inner.kind === "union" ? "<union>=" : "<class>=", ...(this.options.isDeep ? this.#structure(path, members) : ["{...}"])];
  }

  #number(conversion: "d" | "u" | "x" | "p" | "c", path: readonly PathStep[], alternate = false): readonly Piece[] {
    return [this.builder.value(conversion, this.#read(path), alternate)];
  }

  /** In quotes, or its address where it can't be read; `length` is that of an array. */
  #text(path: readonly PathStep[], length: number | undefined): readonly Piece[] {
    const { builder } = this;
    const address = this.#read(path);
    const most = builder.constant(Math.min(length ?? builder.maxString, builder.maxString));
    const read = builder.loadStringBeginning(address, "kernel", most, markedAddress(builder, address));
    // Members that may be NULL are no reads that failed.
    const text = builder.select(builder.compare("eq", address, builder.constant(0)), markedAddress(builder, builder.constant(0)), read);
    return [builder.value("s", builder.fact(quotedText(builder.maxString), text))];
  }

  #read(path: readonly PathStep[]): LongExpr {
    this.#values++;
    return this.options.read({ base: this.base, path });
  }
}

/** Padding has no name, and is no structure. */
function isShown({ name, type }: Member): boolean {
  return name !== "" || isStructure(skipModifiers(type));
}

function isStructure(type: CType): type is CType & { readonly kind: "struct" | "union" } {
  return type.kind === "struct" || type.kind === "union";
}

function isTextPointer(ctype: CType): boolean {
  const target = pointee(ctype);
  return target !== undefined && isCharacter(target) && !isUserPointer(ctype);
}
