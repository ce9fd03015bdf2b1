/**
 * How many single-character insertions, deletions, replacements and swaps of neighbours make one word of another.
 * Stops counting above `most` and then says `most + 1`.
 */
export function editDistance(left: string, right: string, most = Infinity): number {
  if (Math.abs(left.length - right.length) > most) return most + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1];
      let cost = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (swapped) cost = Math.min(cost, beforeLast[column - 2]! + 1);
      current.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    beforeLast = last;
    last = current;
  }
  return last[right.length]!;
}

/**
 * The candidates nearest to a mistyped word, nearest first, at most `count`; none too far to be meant. A word that was
 * only begun is near.
 */
export function closest(word: string, candidates: Iterable<string>, count = 3): string[] {
  const most = Math.max(1, Math.floor(word.length / 3));
  const near: { candidate: string; distance: number }[] = [];
  for (const candidate of new Set(candidates)) {
    const begun = word.length > 1 && candidate.startsWith(word);
    const distance = begun ? 1 : editDistance(word, candidate, most);
    if (distance <= most) near.push({ candidate, distance });
  }
  near.sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
  // Beside a slip of one letter, words three letters away are noise.
  const limit = (near[0]?.distance ?? 0) + 1;
  return near.filter(({ distance }) => distance <= limit).slice(0, count).map(({ candidate }) => candidate);
}

/** A hint that asks whether one of the words was meant; none for no words. */
export function didYouMean(words: readonly string[]): readonly string[] {
  if (words.length === 0) return [];
  const quoted = words.map((word) => `'${word}'`);
  const last = quoted.pop();
  return [`did you mean ${quoted.length === 0 ? "" : `${quoted.join(", ")} or `}${last ?? ""}?`];
}
