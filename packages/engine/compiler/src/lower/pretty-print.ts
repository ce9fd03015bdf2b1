import { type CType, isCharacter, type Member, type PathStep, pointee, scalarOf, skipModifiers } from "@tapset/btf";
import type { Builder, LongExpr, Segment, StringExpr } from "@tapset/core";
import type { TypedExpressionOf } from "../infer/typed.js";
import type { Lowering } from "./lowering.js";
import { type TypedPointer, followPath, isUserPointer } from "./target-access.js";

/** Values after which a pretty-print ends in `...`: what SystemTap's formats hold. */
const MAX_VALUES = 32;

/** Text of a value as SystemTap's `$` (one level) and `$$` (nested levels) print it: `{.a=1, .b=0x2, .c={...}}`. */
export function prettyPrint(builder: Builder, value: TypedPointer, depth: 1 | 2): StringExpr {
  return builder.format(...new Printer(builder).value({ base: value, path: [], ctype: value.ctype }, depth));
}

/** `$$vars$`: each variable with its name. */
export function prettyPrintGroup(lowering: Lowering, { variables, pretty, span }: TypedExpressionOf<"group">): StringExpr {
  const builder = lowering.builder(span);
  const printer = new Printer(builder);
  const segments = variables.flatMap((variable, index): (Segment | string)[] => {
    const value = lowering.contextVariable(variable, span);
    const name = `${index > 0 ? " " : ""}${variable.name.slice(1)}=`;
    if (value.type === "string") return [`${name}"`, builder.value("s", value), '"'];
    return [name, ...printer.value({ base: { value, ctype: value.ctype }, path: [], ctype: value.ctype }, pretty)];
  });
  return builder.format(...segments);
}

type Piece = Segment | string;

/** A place in memory: walked to from the base, so that the verifier goes on knowing the pointers on the way. */
interface Place {
  readonly base: TypedPointer;
  readonly path: readonly PathStep[];
  readonly ctype: CType | undefined;
}

class Printer {
  #values = 0;

  constructor(private readonly builder: Builder) {}

  /** `levels`: how many levels of braces are opened. */
  value(place: Place, levels: number): Piece[] {
    const { ctype } = place;
    if (ctype === undefined) return this.#leaf("x", place, true);
    const target = pointee(ctype);
    if (target !== undefined) {
      const isOpened = isStructure(target) && !isUserPointer(ctype) && levels > 0;
      if (isOpened) return this.#structure(place, target.members, levels);
      return isCharacter(target) && !isUserPointer(ctype) ? this.#text(place, undefined) : this.#leaf("p", place);
    }
    const inner = skipModifiers(ctype);
    if (isStructure(inner)) return levels === 0 ? ["{...}"] : this.#structure(place, inner.members, levels);
    if (inner.kind === "array") return this.#array(place, inner, levels);
    if (inner.kind === "func_proto" || inner.kind === "fwd" || inner.kind === "float") return ["?"];
    if (isCharacter(ctype)) return ["'", ...this.#leaf("c", place, true), "'"];
    return this.#leaf(scalarOf(ctype)?.signed === false ? "u" : "d", place);
  }

  /** Of an array its first element is shown. */
  #array(place: Place, array: { readonly type: CType; readonly length: number }, levels: number): Piece[] {
    if (isCharacter(array.type)) return this.#text(place, array.length > 0 ? array.length : undefined);
    if (levels === 0) return ["[...]"];
    return ["[", ...this.#child(place, { kind: "index", value: 0 }, array.type, levels), array.length === 1 ? "]" : ", ...]"];
  }

  #structure(place: Place, members: readonly Member[], levels: number): Piece[] {
    const pieces: Piece[] = ["{"];
    for (const [index, member] of members.entries()) {
      if (this.#values >= MAX_VALUES) {
        pieces.push(index > 0 ? ", ..." : "...");
        break;
      }
      if (index > 0) pieces.push(", ");
      const anonymous = member.name === "" ? skipModifiers(member.type) : undefined;
      if (anonymous !== undefined && isStructure(anonymous)) pieces.push(...this.#structure(place, anonymous.members, levels));
      else if (member.name !== "") pieces.push(`.${member.name}=`, ...this.#child(place, { kind: "member", name: member.name }, member.type, levels));
    }
    return [...pieces, "}"];
  }

  /** A member or element, one level further in. Pointers inside a structure are printed as such, not followed. */
  #child({ base, path }: Place, step: PathStep, ctype: CType, levels: number): Piece[] {
    return this.value({ base, path: [...path, step], ctype }, pointee(ctype) === undefined ? levels - 1 : 0);
  }

  #leaf(conversion: "d" | "u" | "x" | "p" | "c", place: Place, alternate = false): Piece[] {
    return [this.builder.value(conversion, this.#read(place), alternate)];
  }

  #text(place: Place, length: number | undefined): Piece[] {
    const { builder } = this;
    const bound = Math.min(length ?? builder.maxString, builder.maxString);
    const fallback = builder.text("<unknown>".slice(0, bound));
    return ['"', builder.value("s", builder.loadString(this.#read(place), "kernel", fallback, bound)), '"'];
  }

  #read({ base, path }: Place): LongExpr {
    this.#values++;
    return followPath(this.builder, base, { path, indexes: NO_INDEXES }).value;
  }
}

const NO_INDEXES: ReadonlyMap<number, LongExpr> = new Map();

function isStructure(type: CType): type is CType & { readonly kind: "struct" | "union" } {
  return type.kind === "struct" || type.kind === "union";
}
