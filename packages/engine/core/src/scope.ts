import type { ContextVariable, Scope } from "./probe-family.js";

/** A scope over a fixed list of variables, none by default. Of two with one name the first counts. */
export function scopeOf(variables: readonly ContextVariable[] = []): Scope {
  const byName = new Map<string, ContextVariable>();
  for (const variable of variables) if (!byName.has(variable.name)) byName.set(variable.name, variable);
  return { lookup: (name) => byName.get(name), list: () => variables };
}

/** A scope that is made when somebody first looks: wildcards derive hundreds of probes whose variables nobody asks for. */
export function lazyScope(make: () => Scope): Scope {
  let scope: Scope | undefined;
  const get = (): Scope => (scope ??= make());
  return { lookup: (name) => get().lookup(name), list: () => get().list() };
}

/** A scope some of whose variables are at hand; those between them are made when a name isn't one of those. */
export function layeredScope(before: readonly ContextVariable[], between: () => readonly ContextVariable[], after: readonly ContextVariable[]): Scope {
  const near = scopeOf([...before, ...after]);
  const far = lazyScope(() => scopeOf(between()));
  return { lookup: (name) => near.lookup(name) ?? far.lookup(name), list: () => [...before, ...far.list(), ...after] };
}
