import type { Block, Diagnostic, Expression, FunctionDecl, GlobalDecl, ProbeDecl, Source } from "@tapset/language";
import type { DerivedProbe, FeatureName, Intrinsic, ProbeFamily } from "@tapset/core";

/** A body joined into a probe's handler, in the order they run. Alias bodies share the handler's locals. */
export interface JoinedBody {
  readonly block: Block;
  /** The alias it comes from, as written; undefined for the script's own handler. */
  readonly alias: string | undefined;
}

/** What serves an alias. */
export interface ServingBackend {
  readonly alias: string;
  /** The one of its points that was taken, as the alias lists it. */
  readonly backend: string;
  /** The package that adds the backend, where that isn't the alias's owner. */
  readonly addedBy: string | undefined;
}

/** A derived probe with everything its handler is made of. */
export interface ElaboratedProbe {
  readonly declaration: ProbeDecl;
  readonly derived: DerivedProbe;
  readonly family: ProbeFamily;
  /** The point as the script wrote it. */
  readonly written: string;
  /** As pn() gives it: the alias or point the script named, wildcards expanded. */
  readonly name: string;
  readonly bodies: readonly JoinedBody[];
  /** Joined with logical and. Over globals only. */
  readonly conditions: readonly Expression[];
  /** `?` or `!` on some level: if it turns out not to attach, strike it (see ElaborateOptions) and elaborate again. */
  readonly optional: boolean;
  /** How it came about, from the alias that stands for it to what the script wrote: `a = begin`, `a`. */
  readonly lineage: readonly string[];
  /** The aliases it came through and what serves each, outermost first. */
  readonly serving: readonly ServingBackend[];
}

/** A diagnostic of elaboration. */
export interface SemanticDiagnostic extends Diagnostic {
  /** What the kernel or the caller's privilege lacks, when that and not the script is at fault (exit status 3, not 1). */
  readonly lacks?: FeatureName;
  /** What nothing in use has, so that who knows of other packages can say where it is. */
  readonly unknown?: UnknownName;
}

/** A name that a tapset could have. */
export type UnknownName =
  /** A probe point's component names, wildcards and all. */
  | { readonly kind: "probe point"; readonly words: readonly string[] }
  | { readonly kind: "function"; readonly name: string };

/** A script with its aliases expanded, its points derived, and the functions and globals it reaches, tapsets' included. */
export interface Elaborated {
  readonly probes: readonly ElaboratedProbe[];
  /** The user's own sources; all others are tapsets' files. */
  readonly scripts: ReadonlySet<Source>;
  /** All overloads, by the name calls have here, in order of priority. */
  readonly functions: ReadonlyMap<string, readonly FunctionDecl[]>;
  readonly globals: readonly GlobalDecl[];
  /** By the name calls have here. */
  readonly intrinsics: ReadonlyMap<string, readonly Intrinsic[]>;
  /** Every function the tapsets in use offer, reached or not: for suggestions. */
  readonly callable: readonly string[];
  readonly diagnostics: readonly SemanticDiagnostic[];
  /** Why points that needn't resolve were passed over. */
  readonly passedOver: readonly SemanticDiagnostic[];
}

/** Whether every error is the kernel's or the caller's privilege, none the script's: exit status 3, not 1. */
export function isBeyondKernel(diagnostics: readonly SemanticDiagnostic[]): boolean {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return errors.length > 0 && errors.every(({ lacks }) => lacks !== undefined);
}
