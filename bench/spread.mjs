/** The middle value; of an even number the mean of the two in the middle. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The ratios of values measured in the same round, and the range they lie in; undefined when nothing was paired. */
export function ratioOf(ours, theirs) {
  const ratios = ours.slice(0, theirs.length).map((value, round) => value / theirs[round]);
  return ratios.length === 0 ? undefined : { median: median(ratios), min: Math.min(...ratios), max: Math.max(...ratios) };
}
