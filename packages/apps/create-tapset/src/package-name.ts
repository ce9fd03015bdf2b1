import validate from "validate-npm-package-name";
import { CreationError } from "./creation-error.js";

/**
 * Refuses names that npm wouldn't publish a package under.
 * @throws CreationError
 */
export function requirePackageName(name: string): void {
  const { validForNewPackages, errors = [], warnings = [] } = validate(name);
  if (validForNewPackages) return;
  throw new CreationError("usage", `'${name}' is no name for a package: ${[...errors, ...warnings].join(", ")}`, [
    "write a name as npm has them: page-cache, @acme/page-cache",
  ]);
}

/** A package's name without its scope, which is also what its folder is called. */
export function bareName(name: string): string {
  return name.slice(name.indexOf("/") + 1);
}

/** What a package's probe points begin with unless its author says: `page_cache` for `@acme/tapset-page-cache`. */
export function prefixOf(name: string): string {
  return bareName(name).replace(/^tapset-|-tapset$/g, "").replace(/\W/g, "_");
}

/**
 * Refuses what can't begin a probe point.
 * @throws CreationError
 */
export function requirePrefix(prefix: string): void {
  if (/^[a-z_]\w*$/i.test(prefix)) return;
  throw new CreationError("usage", `no probe point can begin with '${prefix}': it takes a letter, then letters, digits and _`, [
    "give another with --prefix WORD",
  ]);
}
