import { statSync } from "node:fs";
import { ConfigurationError, type Tapset } from "@tapset/core";

/** On whose behalf the command runs. */
export interface Caller {
  /** Effective user id; undefined where the system has none. */
  readonly uid: number | undefined;
  /** Who called sudo. */
  readonly sudoUid: number | undefined;
}

/** The caller of this process. */
export function currentCaller(): Caller {
  const { SUDO_UID } = process.env;
  return { uid: process.geteuid?.(), sudoUid: SUDO_UID === undefined ? undefined : Number(SUDO_UID) };
}

/**
 * Checks that a file which decides what code runs is the caller's or root's: as root, anybody's package.json in the way
 * would otherwise be a way to become root.
 * @throws ConfigurationError
 */
export function requireTrustedOwner(path: string, { uid, sudoUid }: Caller): void {
  if (uid !== 0) return;
  const owner = statSync(path).uid;
  if (owner === 0 || owner === sudoUid) return;
  throw new ConfigurationError(
    `${path} belongs to user ${owner}, and the packages it names would run as root: run tapset in a folder of your own, or give the file to root`,
  );
}

/** The scope of this project's own packages, whose code may run wherever they are installed. */
const OWN_SCOPE = "@tapset/";

/** A tapset whose code runs only if the project names the package, or it's one of this project's. */
export function guardCode(tapset: Tapset, trusted: readonly string[], configuration: string): Tapset {
  const { name } = tapset.manifest;
  if (tapset.loadModule === undefined || name.startsWith(OWN_SCOPE) || trusted.includes(name)) return tapset;
  return {
    ...tapset,
    loadModule: () =>
      Promise.reject(
        new ConfigurationError(
          `tapset ${name} carries code, which would run with your privileges: to allow it, name it in ${configuration}: "tapset": { "trusted": ["${name}"] }`,
        ),
      ),
  };
}
