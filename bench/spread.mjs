/**
 * The middle value; of an even number the mean of the two in the middle.
 *
 * @param {readonly number[]} values
 */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [below = NaN, above = NaN] = sorted.slice(Math.max(0, middle - 1), middle + 1);
  if (sorted.length === 1) return below;
  return sorted.length % 2 === 1 ? above : (below + above) / 2;
}

/**
 * The ratios of values measured in the same round, and the range they lie in. Null where no round has one: nothing was paired, or the
 * other's value isn't above zero.
 *
 * @param {readonly number[]} ours
 * @param {readonly number[]} theirs
 * @returns {import("./contracts.js").Ratio | null}
 */
export function ratioOf(ours, theirs) {
  const ratios = ours.flatMap((value, round) => {
    const other = theirs[round];
    return other === undefined || other <= 0 ? [] : [value / other];
  });
  return ratios.length === 0 ? null : { median: median(ratios), min: Math.min(...ratios), max: Math.max(...ratios) };
}
