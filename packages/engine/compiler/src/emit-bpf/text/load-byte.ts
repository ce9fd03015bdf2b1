import type { Register } from "@tapset/asm";
import { r3 } from "@tapset/asm";
import type { Code } from "../code/code.js";
import { reach, type Place } from "../code/place.js";

/** `dst` = the byte at `index`, which is known to be within the place. Uses `r3`. */
export function loadByte(code: Code, place: Place, index: Register, dst: Register): void {
  const { register, offset } = reach(code, place, r3);
  if (register !== r3) code.asm.mov(r3, register);
  code.asm.add(r3, index).ldx(1, dst, r3, offset);
}
