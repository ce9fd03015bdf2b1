import type { ValueType } from "@tapset/core";
import type { Span } from "@tapset/language";

/** Where and why a cell got its type. */
export interface Evidence {
  readonly span: Span | undefined;
  /** What stands there, as messages name it: `identifier 'x'`. */
  readonly subject: string;
}

/** Two claims that can't both hold. */
export interface TypeConflict {
  readonly expected: ValueType;
  readonly expectedBy: Evidence;
  readonly found: ValueType;
  readonly foundBy: Evidence;
}

/**
 * The type of an expression, a variable or a function's result while it is being inferred. Cells that must have the
 * same type are joined; the type is known when any of them learns it.
 */
export class TypeCell {
  #joined: TypeCell | undefined;
  #type: ValueType | undefined;
  #evidence: Evidence | undefined;
  #poisoned = false;

  /** A cell whose type is certain from the start: a literal's, an operator's. */
  static of(type: ValueType, evidence: Evidence): TypeCell {
    const cell = new TypeCell();
    cell.#type = type;
    cell.#evidence = evidence;
    return cell;
  }

  /** A cell of something already reported as wrong: it agrees with everything and is never reported as unresolved. */
  static poisoned(): TypeCell {
    const cell = new TypeCell();
    cell.#poisoned = true;
    return cell;
  }

  /** The type, as far as it is known by now. */
  get type(): ValueType | undefined {
    return this.#root().#type;
  }

  get evidence(): Evidence | undefined {
    return this.#root().#evidence;
  }

  /** Whether something it was joined with has been reported as wrong. */
  get isPoisoned(): boolean {
    return this.#root().#poisoned;
  }

  /** Claims that the cell has a type; returns the conflict when it is known to have another. */
  claim(type: ValueType, evidence: Evidence): TypeConflict | undefined {
    const root = this.#root();
    if (root.#type === undefined) {
      root.#type = type;
      root.#evidence = evidence;
      return undefined;
    }
    if (root.#type === type || root.#evidence === undefined || root.#poisoned) return undefined;
    return { expected: root.#type, expectedBy: root.#evidence, found: type, foundBy: evidence };
  }

  /** Claims that both cells have one type; returns the conflict when they are known to differ, and then joins nothing. */
  join(other: TypeCell): TypeConflict | undefined {
    const mine = this.#root();
    const theirs = other.#root();
    if (mine === theirs) return undefined;
    if (theirs.#type !== undefined && theirs.#evidence !== undefined) {
      const conflict = mine.claim(theirs.#type, theirs.#evidence);
      if (conflict !== undefined) return conflict;
    }
    mine.#poisoned ||= theirs.#poisoned;
    theirs.#joined = mine;
    return undefined;
  }

  /** Marks the cell as part of something already reported. */
  poison(): void {
    this.#root().#poisoned = true;
  }

  #root(): TypeCell {
    return this.#joined === undefined ? this : this.#joined.#root();
  }
}
