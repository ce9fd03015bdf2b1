import { closest, didYouMean } from "@tapset/core";

/** A hint for the names most like a mistyped one; none for single letters, which are like everything. */
export function suggest(word: string, names: Iterable<string>): readonly string[] {
  return word.length < 2 ? [] : didYouMean(closest(word, [...names].filter((name) => name !== word)));
}
