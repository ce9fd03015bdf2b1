import { elaborate, infer } from "@tapset/compiler";
import type { RegistryView, ScalarType, Target } from "@tapset/core";
import { parse, Source, type Diagnostic } from "@tapset/language";

/** What an alias sets for its handlers. */
export interface AliasValues {
  /** The variables of its bodies by name, in the order they are first named; undefined where the type can't be told. */
  readonly types: ReadonlyMap<string, ScalarType | undefined>;
  /** What is wrong with the bodies on this target. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What an alias sets, found by compiling a probe on it that does nothing. */
export function aliasValues(point: string, view: RegistryView, target: Target): AliasValues {
  const { script } = parse(new Source(point, `probe ${point} { }`));
  const { handlers, diagnostics } = infer(elaborate(script, view, target), target);
  return { types: typesIn(handlers), diagnostics };
}

/** The types of some handlers' variables by name; undefined where they can't be told. */
export function typesIn(handlers: ReturnType<typeof infer>["handlers"]): Map<string, ScalarType | undefined> {
  const types = new Map<string, ScalarType | undefined>();
  for (const { locals } of handlers) {
    for (const { name, type } of locals) types.set(name, type.type === "stats" ? undefined : (type.type ?? types.get(name)));
  }
  return types;
}
