import type { Register } from "@tapset/asm";
import { PADDED_SIZE, stringSize } from "../../layout/string-size.js";
import type { Code, Temp } from "./code.js";
import { CONSTANTS_MAP } from "./constant-pool.js";

/** What a place is relative to. A register must hold the address until the place has been used. */
export type Base = "frame" | "scratch" | "constants" | Register | Temp;

/** Memory that holds, or is to hold, a string. */
export interface Place {
  readonly base: Base;
  readonly offset: number;
  /** Most bytes of text, NUL not counted. */
  readonly bound: number;
  /** Bytes there are: a multiple of 8, more than `bound`. */
  readonly size: number;
  /** Zero from the text's end to `size`, so that it can be moved and compared word by word. */
  readonly padded: boolean;
}

/** A place for texts of at most `bound` bytes. */
export function placeAt(base: Base, offset: number, bound: number, size = stringSize(bound)): Place {
  return { base, offset, bound, size, padded: size <= PADDED_SIZE };
}

/** `dst` = address of the place. */
export function pointTo(code: Code, place: Place, dst: Register): void {
  const { base, offset } = place;
  if (base === "constants") {
    code.asm.loadMapValue(dst, CONSTANTS_MAP, offset);
    return;
  }
  loadBase(code, base, dst);
  code.offset(dst, offset);
}

/** `dst` = address of the scratch value's byte `offset`. */
export function pointToScratch(code: Code, offset: number, dst: Register): void {
  code.scratch(dst);
  code.offset(dst, offset);
}

/** A register and an offset through which the place's bytes can be accessed; `spare` is used when there is none yet. */
export function reach(code: Code, place: Place, spare: Register): { readonly register: Register; readonly offset: number } {
  const { base, offset } = place;
  if (base === "frame") return { register: code.frame, offset };
  if (base === "constants") {
    code.asm.loadMapValue(spare, CONSTANTS_MAP, offset);
    return { register: spare, offset: 0 };
  }
  if (typeof base === "object" && "index" in base) return { register: base, offset };
  if (typeof base === "object" && base.kind === "register") return { register: base.register, offset };
  loadBase(code, base, spare);
  return { register: spare, offset };
}

function loadBase(code: Code, base: Exclude<Base, "constants">, dst: Register): void {
  if (base === "frame") code.asm.mov(dst, code.frame);
  else if (base === "scratch") code.scratch(dst);
  else if ("index" in base) {
    if (base !== dst) code.asm.mov(dst, base);
  } else code.load(dst, base);
}

/** Scratch memory for a text of at most `bound` bytes; given back by {@link givePlace}. */
export function takePlace(code: Code, bound: number): Place {
  const size = stringSize(bound);
  return placeAt("scratch", code.takeScratch(size), bound, size);
}
/** Gives back scratch memory. */
export function givePlace(code: Code, place: Place): void {
  code.image.giveScratch(place.offset, place.size);
}
