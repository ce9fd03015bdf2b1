import { r0, r1, r3 } from "@tapset/asm";
import type { Code } from "../code/code.js";
import { CONSTANTS_MAP } from "../code/constant-pool.js";
import { pointTo, type Place } from "../code/place.js";
import { escapeCharacter } from "../../escape-character.js";
import { copyString } from "./text-copy.js";

const ENTRY_BYTES = 8;

/** Writes what `%#c` prints of the byte `r0`; `r0` is then how many bytes that is. Uses `r0`–`r5`. */
export function writeCharacter(code: Code, to: Place): void {
  const table = Buffer.alloc(256 * ENTRY_BYTES);
  for (let byte = 0; byte < 256; byte++) table.write(escapeCharacter(byte), byte * ENTRY_BYTES, "latin1");
  code.asm.and(r0, 0xff).mul(r0, ENTRY_BYTES);
  code.asm.loadMapValue(r3, CONSTANTS_MAP, code.image.module.constants.bytes(table)).add(r3, r0);
  pointTo(code, to, r1);
  copyString(code, ENTRY_BYTES);
  code.asm.sub(r0, 1);
}
