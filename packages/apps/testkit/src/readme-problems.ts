import type { Manifest } from "@tapset/core";
import { formatDiagnostic, parse, Source } from "@tapset/language";
import { manifestTables } from "./manifest-tables.js";
import { scriptBlocks } from "./script-blocks.js";

/**
 * What is wrong with a tapset package's README: it has the tables its manifest gives, at least one script that parses,
 * and a section on limits. Empty when all is there.
 */
export function readmeProblems(readme: string, manifest: Manifest): readonly string[] {
  const problems: string[] = [];
  if (!readme.startsWith(`# ${manifest.name}\n`)) problems.push(`its title is not '# ${manifest.name}'`);
  for (const table of manifestTables(manifest)) {
    // A table that goes on is another one.
    if (!`${readme}\n`.includes(`\n\n${table}\n\n`)) problems.push(`this table is missing or stale:\n${table}`);
  }
  const scripts = scriptBlocks(readme);
  if (scripts.length === 0) problems.push("it shows no script: a block fenced as stap");
  for (const script of scripts) {
    problems.push(...parse(new Source("README.md", script)).diagnostics.map((each) => `an example is wrong: ${formatDiagnostic(each)}`));
  }
  if (!/^## Limits$/m.test(readme)) problems.push("it has no section '## Limits'");
  return problems;
}
