/** The names most like a mistyped one, likest first, at most `count`. */
export function similarNames(wanted: string, names: Iterable<string>, count = 3): string[] {
  const limit = Math.max(1, Math.floor(wanted.length / 2));
  const ranked: { readonly name: string; readonly distance: number }[] = [];
  for (const name of new Set(names)) {
    if (name === wanted) continue;
    const distance = editDistance(wanted, name, limit);
    if (distance <= limit) ranked.push({ name, distance });
  }
  ranked.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
  return ranked.slice(0, count).map(({ name }) => name);
}

/** A hint for the likest names; empty when nothing is like it. */
export function didYouMean(wanted: string, names: Iterable<string>): string[] {
  const similar = similarNames(wanted, names);
  return similar.length === 0 ? [] : [`did you mean ${similar.map((name) => `'${name}'`).join(" or ")}?`];
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one text into another; above `limit` any larger number. */
function editDistance(from: string, to: string, limit: number): number {
  if (Math.abs(from.length - to.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      let best = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped) best = Math.min(best, (beforeLast[column - 2] ?? 0) + 1);
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return last[to.length] ?? 0;
}
