import type { ValueType } from "@tapset/core";

/** How one type comes of another, for who has taken one for the other. */
export function conversionHints(wanted: ValueType, found: ValueType): readonly string[] {
  if (wanted === "string" && found === "long") return ["make a string of a number with sprint(number)"];
  if (wanted === "long" && found === "string") return ["make a number of a string with strtol(string, 10), or join strings with '.'"];
  return [];
}
