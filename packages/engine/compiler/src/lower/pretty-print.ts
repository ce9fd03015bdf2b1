import { type CType, isCharacter, type Member, type PathStep, pointee, scalarOf, skipModifiers } from "@tapset/btf";
import type { Builder, LongExpr, Segment, StringExpr } from "@tapset/core";
import type { TypedExpressionOf } from "../infer/typed.js";
import type { Lowering } from "./lowering.js";
import { type TypedPointer, followPath, isUserPointer } from "./target-access.js";

/** Values after which a pretty-print ends in `...`: what SystemTap's formats hold. */
const MAX_VALUES = 32;

/** Text of a value as SystemTap's `$` (one level) and `$$` (nested levels) print it: `{.a=1, .b=0x2, .c={...}}`. */
export function prettyPrint(builder: Builder, place: TypedPointer, depth: 1 | 2): StringExpr {
  return builder.format(...new Printer(builder).value(place, depth));
}

/** `$$vars$`: each variable with its name. */
export function prettyPrintGroup(lowering: Lowering, { variables, pretty, span }: TypedExpressionOf<"group">): StringExpr {
  const builder = lowering.builder(span);
  const printer = new Printer(builder);
  const segments = variables.flatMap((variable, index): (Segment | string)[] => {
    const value = lowering.contextVariable(variable, span);
    const name = `${index > 0 ? " " : ""}${variable.name.slice(1)}=`;
    if (value.type === "string") return [`${name}"`, builder.value("s", value), '"'];
    return [name, ...printer.value({ value, ctype: value.ctype }, pretty)];
  });
  return builder.format(...segments);
}

type Piece = Segment | string;

class Printer {
  #values = 0;

  constructor(private readonly builder: Builder) {}

  /** `levels`: how many levels of braces are opened; 2 opens all. */
  value({ value, ctype }: TypedPointer, levels: number): Piece[] {
    if (ctype === undefined) return this.#leaf("x", value, true);
    const target = pointee(ctype);
    if (target !== undefined && (target.kind === "struct" || target.kind === "union") && !isUserPointer(ctype)) {
      return levels === 0 ? this.#leaf("p", value) : this.#structure({ value, ctype }, target.members, levels);
    }
    if (target !== undefined) return this.#pointer(value, ctype, target);
    const inner = skipModifiers(ctype);
    if (inner.kind === "struct" || inner.kind === "union") {
      return levels === 0 ? ["{...}"] : this.#structure({ value, ctype }, inner.members, levels);
    }
    if (inner.kind === "array") return this.#array(value, ctype, inner, levels);
    if (isCharacter(ctype)) return ["'", ...this.#leaf("c", value), "'"];
    return this.#leaf(scalarOf(ctype)?.signed === false ? "u" : "d", value);
  }

  #pointer(value: LongExpr, ctype: CType, target: CType): Piece[] {
    return isCharacter(target) && !isUserPointer(ctype) ? this.#text(value, undefined) : this.#leaf("p", value);
  }

  #array(value: LongExpr, ctype: CType, array: { readonly type: CType; readonly length: number }, levels: number): Piece[] {
    if (isCharacter(array.type)) return this.#text(value, array.length > 0 ? array.length : undefined);
    if (levels === 0) return ["[...]"];
    const first = this.#child({ value, ctype }, { kind: "index", value: 0 }, array.type, levels - 1);
    return ["[", ...first, array.length === 1 ? "]" : ", ...]"];
  }

  #structure(place: TypedPointer, members: readonly Member[], levels: number): Piece[] {
    const pieces: Piece[] = ["{"];
    for (const [index, member] of members.entries()) {
      if (this.#values >= MAX_VALUES) {
        pieces.push(index > 0 ? ", ..." : "...");
        break;
      }
      if (index > 0) pieces.push(", ");
      const anonymous = member.name === "" ? skipModifiers(member.type) : undefined;
      if (anonymous?.kind === "struct" || anonymous?.kind === "union") {
        pieces.push(...this.#structure(place, anonymous.members, levels));
      } else if (member.name !== "") {
        pieces.push(`.${member.name}=`, ...this.#child(place, { kind: "member", name: member.name }, member.type, levels - 1));
      }
    }
    return [...pieces, "}"];
  }

  /** A member or element. Pointers inside a structure are printed as such, not followed. */
  #child(place: TypedPointer, step: PathStep, type: CType, levels: number): Piece[] {
    const inner = skipModifiers(type);
    const isOpened = inner.kind === "struct" || inner.kind === "union" || (inner.kind === "array" && !isCharacter(inner.type));
    if (isOpened && levels === 0) return [inner.kind === "array" ? "[...]" : "{...}"];
    if (inner.kind === "func_proto" || inner.kind === "fwd" || inner.kind === "float") return ["?"];
    const child = followPath(this.builder, place, { path: [step], indexes: new Map() });
    return this.value(child, pointee(type) === undefined ? levels : 0);
  }

  #leaf(conversion: "d" | "u" | "x" | "p" | "c", value: LongExpr, alternate = false): Piece[] {
    this.#values++;
    return [this.builder.value(conversion, value, alternate)];
  }

  #text(address: LongExpr, length: number | undefined): Piece[] {
    this.#values++;
    const { builder } = this;
    const bound = Math.min(length ?? builder.maxString, builder.maxString);
    return ['"', builder.value("s", builder.loadString(address, "kernel", builder.text("<unknown>"), bound)), '"'];
  }
}
