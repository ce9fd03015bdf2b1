import { closest, didYouMean, editDistance } from "@tapset/core";

/** A hint for the names most like a mistyped one; none for single letters, which are like everything. */
export function suggest(word: string, names: Iterable<string>): readonly string[] {
  return word.length < 2 ? [] : didYouMean(closest(word, [...names].filter((name) => name !== word)));
}

const MOST_ALTERNATIVES = 5;

/** Names that may have been meant, the most alike first, however little: as SystemTap puts them behind a variable's name. */
export function alternatives(word: string, names: Iterable<string>): string {
  const others = [...new Set(names)].filter((name) => name !== word).map((name) => ({ name, distance: editDistance(word, name) }));
  others.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
  if (others.length === 0) return "";
  return ` (alternatives: ${others.slice(0, MOST_ALTERNATIVES).map(({ name }) => name).join(", ")})`;
}
