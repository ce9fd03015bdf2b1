import type { AliasDecl, Block, ProbePoint, Script } from "@tapset/language";
import type { ManifestAddition } from "./manifest.js";
import { pointNames } from "./script-names.js";

/** A parsed file: the script itself, or one of a tapset's. `private` names are seen in their file only. */
export interface ScriptFile {
  /** As diagnostics show it. */
  readonly name: string;
  /** The tapset package it belongs to; undefined for the script itself. */
  readonly owner: string | undefined;
  readonly script: Script;
}

/** One name of an alias declaration (`probe A = B = POINT` has two), and where it was declared. */
export interface Alias {
  readonly name: ProbePoint;
  readonly declaration: AliasDecl;
  readonly file: ScriptFile;
  /** Whether it only adds backends to another package's alias of this name, to be tried after the owner's. */
  readonly isAdded: boolean;
}

/** The aliases a file declares, in order. `added`: those its package's manifest adds backends to. */
export function aliasesOf(file: ScriptFile, added: readonly ManifestAddition[] = []): Alias[] {
  const aliases: Alias[] = [];
  for (const declaration of file.script.items) {
    if (declaration.kind !== "AliasDecl") continue;
    for (const name of declaration.names) {
      const text = pointNames(name).join(".");
      aliases.push({ name, declaration, file, isAdded: added.some((addition) => addition.name === text) });
    }
  }
  return aliases;
}

/** An alias's own bodies, in the order they run. */
export function bodiesOf({ prologue, epilogue }: AliasDecl): readonly Block[] {
  return [prologue, epilogue].filter((block) => block !== undefined);
}
