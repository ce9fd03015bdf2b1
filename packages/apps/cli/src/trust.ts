import { lstatSync, realpathSync, type Stats } from "node:fs";
import { dirname } from "node:path";
import { ConfigurationError, type Tapset } from "@tapset/core";
import { ancestors } from "./package-json.js";

/** On whose behalf the command runs. */
export interface Caller {
  /** Effective user id; undefined where the system has none. */
  readonly uid: number | undefined;
  /** Who called sudo, and that user's group. */
  readonly sudoUid: number | undefined;
  readonly sudoGid: number | undefined;
}

/** The caller of this process. */
export function currentCaller(): Caller {
  const { SUDO_UID, SUDO_GID } = process.env;
  return { uid: process.geteuid?.(), sudoUid: idOf(SUDO_UID), sudoGid: idOf(SUDO_GID) };
}

function idOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

/** Folders that were found to be safe for a caller, with all above them: most of what is asked for shares them. */
const safeFolders = new WeakMap<Caller, Set<string>>();

const GROUP_WRITES = 0o020;
const OTHERS_WRITE = 0o002;
const STICKY = 0o1000;

/**
 * Checks that nobody but root and the caller of sudo can change a file that decides what runs: as root, somebody's
 * package.json in the way, a script or a module would otherwise be a way to become root. As sudo and ssh do, it looks at
 * the file and at every folder above it, through symbolic links. Group members may write where the group is root's or the
 * caller's own; a sticky folder such as /tmp may be everybody's, for others can't touch there what isn't theirs.
 *
 * Users other than root are not asked: nothing runs with more than they have.
 * @throws ConfigurationError when somebody else can, naming the file or folder
 */
export function requireTrusted(path: string, caller: Caller): void {
  if (caller.uid !== 0 || lstatSync(path, { throwIfNoEntry: false }) === undefined) return;
  requireSafePath(path, path, caller);
  const real = realpathSync(path);
  if (real !== path) requireSafePath(path, real, caller);
}

function requireSafePath(asked: string, path: string, caller: Caller): void {
  const safe = safeFolders.get(caller) ?? new Set();
  safeFolders.set(caller, safe);
  for (const place of ancestors(path)) {
    if (safe.has(place)) break;
    requireSafe(asked, place, lstatSync(place), caller);
  }
  for (const folder of ancestors(dirname(path))) safe.add(folder);
}

function requireSafe(asked: string, place: string, stats: Stats, { sudoUid, sudoGid }: Caller): void {
  const { uid, gid, mode } = stats;
  const what = place === asked ? asked : `${asked} lies under ${place}, which`;
  const danger = (who: string, mend: string): ConfigurationError =>
    new ConfigurationError(`${what} ${who} could make root run anything through it: run tapset where only you can write, or ${mend} ${place}`);
  if (uid !== 0 && uid !== sudoUid) throw danger(`belongs to user ${uid}, who`, "give it to root: chown root");
  if (stats.isSymbolicLink() || (stats.isDirectory() && (mode & STICKY) !== 0)) return;
  if ((mode & OTHERS_WRITE) !== 0) throw danger("can be written by every user, who", "take that away: chmod o-w");
  if ((mode & GROUP_WRITES) !== 0 && gid !== 0 && gid !== sudoGid) throw danger(`can be written by group ${gid}, whose members`, "take that away: chmod g-w");
}

/** The scope of this project's own packages, whose code may run wherever they are installed. */
const OWN_SCOPE = "@tapset/";

/** Which packages' code may run. */
export interface CodeTrust {
  /** Packages that the project names. */
  readonly trusted: readonly string[];
  /** How to name one: the end of a sentence. */
  readonly advice: (name: string) => string;
}

/**
 * A tapset whose code runs only if the project names the package, or it's one of this project's. `isVouchedFor`: nobody
 * but the project itself and packages of our own said which package is meant by its name.
 */
export function guardCode(tapset: Tapset, isVouchedFor: boolean, { trusted, advice }: CodeTrust): Tapset {
  const { name } = tapset.manifest;
  if (tapset.loadModule === undefined || (isVouchedFor && isOwnPackage(name)) || trusted.includes(name)) return tapset;
  return {
    ...tapset,
    loadModule: () => Promise.reject(new ConfigurationError(`tapset ${name} carries code, which would run with your privileges: to allow it, ${advice(name)}`)),
  };
}

/** Whether a package is one of this project's, by its name. */
export function isOwnPackage(name: string): boolean {
  return name.startsWith(OWN_SCOPE);
}
