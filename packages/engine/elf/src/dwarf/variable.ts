import type { CodeScope } from "./code-scope.js";
import { AT, TAG } from "./codes.js";
import type { Die } from "./die.js";
import { constantLocation, type Location, locationOf } from "./location.js";

/** A parameter or a local variable, as one copy of its function's code has it. */
export class Variable {
  readonly die: Die;
  readonly #scope: CodeScope;

  constructor(die: Die, scope: CodeScope) {
    this.die = die;
    this.#scope = scope;
  }

  /** Empty for parameters that nobody named. */
  get name(): string {
    return this.die.name ?? "";
  }

  get isParameter(): boolean {
    return this.die.tag === TAG.formal_parameter;
  }

  /** Its type's entry; undefined for `void`, which no variable has. */
  get type(): Die | undefined {
    return this.die.inherited(AT.type)?.die.reference(AT.type);
  }

  /** Where its value is when execution stands at an address of the code. */
  at(pc: bigint): Location {
    const place = [...this.die.origins()].find((die) => die.has(AT.location));
    if (place !== undefined) return locationOf(place, AT.location, this.#scope.expressionScope(pc));
    return constantLocation(this.die) ?? { kind: "absent", reason: "optimized out" };
  }
}
