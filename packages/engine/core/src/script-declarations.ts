import type { Script } from "@tapset/language";
import type { ManifestDeclarations } from "./manifest.js";
import { pointNames } from "./script-names.js";

/** What a file declares that other files can name; undefined when that is nothing. */
export function scriptDeclarations(path: string, { items }: Script): ManifestDeclarations | undefined {
  const probes = items.flatMap((item) => (item.kind === "AliasDecl" ? item.names.map((name) => pointNames(name).join(".")) : []));
  const functions = items.flatMap((item) => (item.kind === "FunctionDecl" && !item.private ? [item.name] : []));
  const globals = items.flatMap((item) => (item.kind === "GlobalDecl" && !item.private ? item.entries.map(({ name }) => name) : []));
  const declared = Object.entries({ probes, functions, globals }).filter(([, names]) => names.length > 0);
  if (declared.length === 0) return undefined;
  return { script: path, ...Object.fromEntries(declared.map(([kind, names]) => [kind, [...new Set(names)]])) };
}
