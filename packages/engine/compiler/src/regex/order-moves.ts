import type { RegisterMove } from "@tapset/core";

/** As {@link RegisterMove}, but all at once. */
export type Move = RegisterMove;

/** A register to swap by: the last one, whatever number it gets. */
export const SPARE = -3;

/** Moves that are to happen at once, as moves one after the other. */
export function orderMoves(moves: readonly Move[]): Move[] {
  let left = moves.filter(({ to, from }) => to !== from);
  const ordered: Move[] = [];
  while (left.length > 0) {
    // A register that nobody reads any more may be written.
    const free = left.find(({ to }) => !left.some((other) => other.to !== to && other.from === to));
    if (free !== undefined) {
      ordered.push(free);
      left = left.filter((move) => move !== free);
      continue;
    }
    const [first] = left as [Move];
    ordered.push({ to: SPARE, from: first.to });
    left = left.map((move) => (move.from === first.to ? { ...move, from: SPARE } : move));
  }
  return ordered;
}
