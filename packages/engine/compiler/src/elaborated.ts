import type { Block, Diagnostic, Expression, FunctionDecl, GlobalDecl, ProbeDecl } from "@tapset/language";
import type { DerivedProbe, FeatureName, Intrinsic, ProbeFamily } from "@tapset/core";

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
  /** `?` or `!` on some level: if it turns out not to attach, strike it (see ElaborateOptions) and elaborate again. */
  readonly optional: boolean;
  /** How it came about, from the alias that stands for it to what the script wrote: `a = begin`, `a`. */
  readonly lineage: readonly string[];
}

/** A diagnostic of elaboration. */
export interface SemanticDiagnostic extends Diagnostic {
  /** What the kernel or the caller's privilege lacks, when that and not the script is at fault (exit status 3, not 1). */
  readonly lacks?: FeatureName;
}

/** A script with its aliases expanded, its points derived, and the functions and globals it reaches, tapsets' included. */
export interface Elaborated {
  readonly probes: readonly ElaboratedProbe[];
  /** All overloads, by the name calls have here, in order of priority. */
  readonly functions: ReadonlyMap<string, readonly FunctionDecl[]>;
  readonly globals: readonly GlobalDecl[];
  /** By the name calls have here. */
  readonly intrinsics: ReadonlyMap<string, Intrinsic>;
  /** Every function the tapsets in use offer, reached or not: for suggestions. */
  readonly callable: readonly string[];
  readonly diagnostics: readonly SemanticDiagnostic[];
}

/** Whether every error is the kernel's or the caller's privilege, none the script's: exit status 3, not 1. */
export function isBeyondKernel(diagnostics: readonly SemanticDiagnostic[]): boolean {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return errors.length > 0 && errors.every(({ lacks }) => lacks !== undefined);
}
