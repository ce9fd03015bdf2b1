import { type Manifest, PointMatcher, type RegistryView, type ScriptFile, type Target, aliasesOf } from "@tapset/core";
import { type FunctionDecl, type Script, type Source, formatLocation, hasErrors } from "@tapset/language";
import type { Elaborated, ElaboratedProbe, SemanticDiagnostic } from "../elaborated.js";
import { checkDeclarations } from "./check-declarations.js";
import { elaborateError } from "./elaborate-errors.js";
import { NameResolver } from "./name-resolver.js";
import { PointResolver } from "./point-resolver.js";
import { reachNames } from "./reached-names.js";
import { withRegisters } from "./register-readers.js";

/** Options of {@link elaborate}. */
export interface ElaborateOptions {
  /**
   * Derived points, as pp() prints them, that were found not to attach. They count as unresolved: optional ones are
   * passed over, and of alternatives the next is tried.
   */
  readonly struck?: ReadonlySet<string>;
  /** `-g`: guru mode. */
  readonly guru?: boolean | undefined;
}

/**
 * Pass 2: expands aliases until only families' points remain, decides `?` and `!`, derives what fires, and takes in the
 * functions and globals of tapsets that are reached, with the probes of the files they are in. Pure: the same script,
 * view and target give the same result. All errors are among the diagnostics; what is right is elaborated all the same.
 */
export function elaborate(script: Script, view: RegistryView, target: Target, options: ElaborateOptions = {}): Elaborated {
  const file: ScriptFile = { name: script.span.source.name, owner: undefined, script };
  const names = new NameResolver(file, view);
  const isGlobal = (name: string, source: Source): boolean => names.global(name, source) !== undefined;
  const diagnostics: SemanticDiagnostic[] = [...view.diagnostics, ...checkDeclarations(script)];
  const probes: ElaboratedProbe[] = [];
  const passedOver: SemanticDiagnostic[] = [];
  const takeProbes = (from: Script, matcher: PointMatcher): void => {
    const resolver = new PointResolver(matcher, target, options.struck ?? new Set(), isGlobal, options.guru === true);
    for (const declaration of from.items) {
      if (declaration.kind !== "ProbeDecl") continue;
      const resolution = resolver.resolve(declaration);
      probes.push(...resolution.probes);
      diagnostics.push(...resolution.errors);
      passedOver.push(...resolution.ignored);
    }
  };
  takeProbes(script, pointMatcher(file, view, target));
  if (probes.length === 0 && !hasErrors(diagnostics)) {
    diagnostics.push(elaborateError("no-probes", undefined, [], { hints: ['write one: probe begin { println("hello") }'] }));
  }
  let reached = reachNames(probes, names);
  // A tapset's file is used as a whole: its own probes run too, and may reach further files.
  const waiting = new Set(view.files.filter((each) => each.script.items.some(({ kind }) => kind === "ProbeDecl")));
  const isReached = (each: ScriptFile): boolean => reached.sources.has(each.script.span.source);
  for (let fresh = [...waiting].filter(isReached); fresh.length > 0; fresh = [...waiting].filter(isReached)) {
    for (const each of fresh) {
      waiting.delete(each);
      takeProbes(each.script, pointMatcher(undefined, view, target));
    }
    reached = reachNames(probes, names);
  }
  diagnostics.push(...shortages(reached.probes));
  diagnostics.push(...unusedFunctions(script, reached.functions.values(), diagnostics));
  return {
    probes: withRegisters(reached),
    scripts: new Set([script.span.source, ...script.items.map(({ span }) => span.source)]),
    functions: reached.functions,
    globals: [...script.items.filter((item) => item.kind === "GlobalDecl"), ...reached.globals],
    intrinsics: reached.intrinsics,
    callable: callableNames(script, view),
    diagnostics: distinct(diagnostics),
    passedOver: distinct(passedOver),
  };
}

/** Warns of the script's functions that no probe comes to; of those said to be unreachable it was said. */
function* unusedFunctions(script: Script, reached: Iterable<readonly FunctionDecl[]>, said: readonly SemanticDiagnostic[]): Generator<SemanticDiagnostic> {
  const known = new Set([...[...reached].flat().map(({ nameSpan }) => nameSpan), ...said.map(({ span }) => span)]);
  for (const item of script.items) {
    if (item.kind !== "FunctionDecl" || known.has(item.nameSpan)) continue;
    yield elaborateError("unused-function", item.nameSpan, [item.name], { severity: "warning", subject: `identifier '${item.name}'` });
  }
}

/** Warns of the first place too many that takes something scarce. */
function* shortages(probes: readonly ElaboratedProbe[]): Generator<SemanticDiagnostic> {
  const taken = new Map<string, Set<string>>();
  const first = new Map<string, ElaboratedProbe>();
  for (const probe of probes) {
    const { scarce, site } = probe.derived;
    if (scarce === undefined || site.where !== "kernel") continue;
    const places = taken.get(scarce.name) ?? new Set();
    taken.set(scarce.name, places.add(JSON.stringify(site.attach)));
    if (places.size > scarce.available && !first.has(scarce.name)) first.set(scarce.name, probe);
  }
  for (const [name, { derived, declaration }] of first) {
    const words = [name, String(taken.get(name)?.size), String(derived.scarce?.available)] as const;
    yield elaborateError("too-many", declaration.span, [...words], { severity: "warning", subject: derived.point });
  }
}

/** Matches points against everything a script can write: its own aliases, and what the tapsets in use offer. */
export function pointMatcher(file: ScriptFile | undefined, view: RegistryView, target: Target): PointMatcher {
  const loaded = new Set(view.families.map(({ name }) => name));
  const aliases = file === undefined ? view.aliases : [...aliasesOf(file), ...view.aliases];
  return new PointMatcher(view.families, aliases, target, view.manifests.flatMap((manifest) => formsOf(manifest, loaded)));
}

/** What a manifest offers beside the families that are loaded. */
function formsOf({ families, probes }: Manifest, loaded: ReadonlySet<string>): string[] {
  const others = families.filter(({ name }) => !loaded.has(name));
  return [...others.flatMap(({ patterns }) => patterns.map(({ form }) => form)), ...probes.map(({ name }) => name)];
}

function callableNames(script: Script, view: RegistryView): readonly string[] {
  const own = script.items.filter((item) => item.kind === "FunctionDecl").map(({ name }) => name);
  const offered = view.manifests.flatMap(({ functions }) => functions.map(({ name }) => name));
  return [...new Set([...own, ...offered])];
}

/** One mistake in an alias is said once, however many probes use the alias. */
function distinct(diagnostics: readonly SemanticDiagnostic[]): SemanticDiagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ id, message, span }) => {
    const key = JSON.stringify([id, message, span && formatLocation(span)]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
