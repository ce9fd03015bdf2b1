/** Register moves give this for the place in the text, in bytes from its beginning. */
export const POSITION = -1;
/** Register moves give this for "nowhere": a subexpression that took no part. */
export const NOWHERE = -2;

/** `to = from`, where `from` is a register, {@link POSITION} or {@link NOWHERE}. */
export interface RegisterMove {
  readonly to: number;
  readonly from: number;
}

/** The state no text gets out of: it doesn't match, or nothing better is to come. */
export const DEAD_STATE = 0;
/** The state in which an automaton that keeps no registers has its match. */
export const MATCHED_STATE = 1;

/**
 * A regular expression as a table both engines walk, byte by byte, from `start` to a text's end or to a state below 2.
 * The text's end is one more byte to it: 0.
 *
 * Without `moves` it says whether the expression matches anywhere. With them it finds a part of the leftmost-longest
 * match: registers 0 and 1 are where the part begins and ends. All registers begin as 0, but for those two: nowhere.
 */
export interface Automaton {
  /** The expression it was made from, for listings. */
  readonly pattern: string;
  /** The class of each of the 256 bytes; bytes of one class are never told apart. */
  readonly classes: readonly number[];
  readonly classCount: number;
  readonly start: number;
  /** The state after a byte, at `state * classCount + class`. */
  readonly next: readonly number[];
  /** What moves on the way there: an index into `moves`, of which 0 is none. Empty without registers. */
  readonly actions: readonly number[];
  /** Moves one after the other. Where they say {@link POSITION} it's that behind the byte, at the text's end its length. */
  readonly moves: readonly (readonly RegisterMove[])[];
  /** What moves before the first byte: an index into `moves`. */
  readonly initial: number;
  readonly registers: number;
}
