import type { Block, Diagnostic, Expression, FunctionDecl, GlobalDecl, ProbeDecl } from "@tapset/language";
import type { DerivedProbe, Intrinsic, ProbeFamily } from "@tapset/core";

/** A body joined into a probe's handler, in the order they run. Alias bodies share the handler's locals. */
export interface JoinedBody {
  readonly block: Block;
  /** The alias it comes from, as written; undefined for the script's own handler. */
  readonly alias: string | undefined;
}

/** A derived probe with everything its handler is made of. */
export interface ElaboratedProbe {
  readonly declaration: ProbeDecl;
  readonly derived: DerivedProbe;
  readonly family: ProbeFamily;
  /** The point as the script wrote it. */
  readonly written: string;
  readonly bodies: readonly JoinedBody[];
  /** Joined with logical and. Over globals only. */
  readonly conditions: readonly Expression[];
}

/** A script with its aliases expanded, its points derived, and the functions and globals it reaches, tapsets' included. */
export interface Elaborated {
  readonly probes: readonly ElaboratedProbe[];
  /** All overloads, by name, in order of priority. */
  readonly functions: ReadonlyMap<string, readonly FunctionDecl[]>;
  readonly globals: readonly GlobalDecl[];
  readonly intrinsics: ReadonlyMap<string, Intrinsic>;
  readonly diagnostics: readonly Diagnostic[];
}
