import type { Manifest } from "@tapset/core";

/** A part of a manifest that is compared piece by piece: a list of named things. */
type NamedList = "families" | "probes" | "adds" | "functions" | "globals" | "macros";

/** What messages call one entry of each list. */
const entryNames: Readonly<Record<NamedList, string>> = {
  families: "family",
  probes: "probe",
  adds: "backend added to probe",
  functions: "function",
  globals: "global",
  macros: "macro",
};

/**
 * In what a manifest differs from the one its sources give, each as a short sentence: `function pid is missing`. Empty
 * when they say the same.
 */
export function manifestChanges(committed: Partial<Manifest>, current: Manifest): readonly string[] {
  const keys = [...new Set([...Object.keys(committed), ...Object.keys(current)])] as (keyof Manifest)[];
  return keys.flatMap((key) => {
    const [before, after] = [committed[key], current[key]];
    if (same(before, after)) return [];
    return isNamedList(key) ? listChanges(entryNames[key], committed[key] ?? [], current[key] ?? []) : [`${key} is ${shown(before)}, not ${shown(after)}`];
  });
}

interface Named {
  readonly name: string;
}

function listChanges(what: string, before: readonly Named[], after: readonly Named[]): readonly string[] {
  const committed = new Map(before.map((entry) => [entry.name, entry]));
  const current = new Map(after.map((entry) => [entry.name, entry]));
  const missing = after.filter(({ name }) => !committed.has(name)).map(({ name }) => `${what} ${name} is missing`);
  const gone = before.filter(({ name }) => !current.has(name)).map(({ name }) => `${what} ${name} is no longer there`);
  const changed = after
    .filter((entry) => committed.has(entry.name) && !same(committed.get(entry.name), entry))
    .map(({ name }) => `${what} ${name} has changed`);
  const changes = [...missing, ...gone, ...changed];
  return changes.length > 0 ? changes : [`the order of the ${what} entries has changed`];
}

function isNamedList(key: string): key is NamedList {
  return key in entryNames;
}

function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function shown(value: unknown): string {
  return value === undefined ? "absent" : JSON.stringify(value);
}
