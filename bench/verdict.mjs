/**
 * Whether every bound of a goal is kept; unknown where a bound is a ratio to a peer that couldn't be measured and none is broken.
 *
 * @param {import("./contracts.js").Goal} goal
 * @param {import("./contracts.js").Side} ours
 * @param {Readonly<Record<string, import("./contracts.js").Peer>>} peers
 * @returns {import("./contracts.js").ResultRecord["verdict"]}
 */
export function verdictOf({ value, ...ratios }, ours, peers) {
  const bounds = Object.entries(ratios).map(([name, most]) => {
    const peer = peers[name];
    return peer !== undefined && "ratio" in peer && peer.ratio !== null ? peer.ratio.median <= most : undefined;
  });
  if (value !== undefined) bounds.push(ours.median <= value);
  if (bounds.length === 0) return "no goal";
  if (bounds.includes(false)) return "missed";
  return bounds.includes(undefined) ? "unknown" : "met";
}
