import type { Directive } from "@tapset/core";
import type { PlannedDirective } from "./module.js";

/** A conversion as the session makes it. What the kernel alone can make stands in spellings of facts, which are never printed. */
export function printedConversion(conversion: Directive["conversion"]): PlannedDirective["conversion"] {
  if (conversion === "symbol") throw new Error("a symbol's name is printed by its fact");
  return conversion;
}
