import { AT } from "./codes.js";
import type { Die } from "./die.js";
import type { SourceLine } from "./line-table.js";

/** Where an entry is declared. */
export function declarationOf(die: Die): SourceLine | undefined {
  const line = die.inherited(AT.decl_line)?.value;
  const file = die.inherited(AT.decl_file);
  if (line?.kind !== "constant" || file?.value.kind !== "constant") return undefined;
  return { file: file.die.unit.lines()?.filePath(Number(file.value.value)) ?? "?", line: Number(line.value) };
}
