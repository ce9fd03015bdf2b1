import type { LocationIndex } from "@tapset/compiler";

/** An error of the running script: division by 0, a full array, `error("…")`. Scripts can catch it. */
export class ScriptError extends Error {
  override readonly name = "ScriptError";
  constructor(
    message: string,
    /** Where in the script, as the session's table of locations counts. */
    readonly at: LocationIndex,
  ) {
    super(message);
  }
}

/** An array has no room for another element; MAXMAPENTRIES or its declaration sets how many it has. */
export class ArrayOverflow extends ScriptError {
  constructor(at: LocationIndex) {
    super("Array overflow, check MAXMAPENTRIES", at);
  }
}

/** What `@min` and its like say of an aggregate without samples. */
export function emptyAggregate(at: LocationIndex): ScriptError {
  return new ScriptError("empty aggregate", at);
}
