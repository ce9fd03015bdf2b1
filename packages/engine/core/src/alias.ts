import type { AliasDecl, ProbePoint, Script } from "@tapset/language";

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
}

/** The aliases a file declares, in order. */
export function aliasesOf(file: ScriptFile): Alias[] {
  const aliases: Alias[] = [];
  for (const declaration of file.script.items) {
    if (declaration.kind !== "AliasDecl") continue;
    for (const name of declaration.names) aliases.push({ name, declaration, file });
  }
  return aliases;
}
