import { relative } from "node:path";
import type { PackageKind, PackagePlan } from "./package-plan.js";

/** A script that shows a new package's probes at work. */
const demonstrations: Readonly<Record<PackageKind, (prefix: string) => string>> = {
  aliases: (prefix) => `probe ${prefix}.exec { println(who, " runs ", path) }`,
  family: (prefix) => `probe ${prefix}.page_faults(100) { println(execname()) }`,
};

/** What to type next, line by line. */
export function nextSteps({ folder, kind, prefix, installs }: PackagePlan): readonly string[] {
  const place = relative(process.cwd(), folder);
  const steps = [
    [place === "" ? "" : `cd ${quoted(place)}`, installs ? "" : "npm install"].filter(Boolean).join(" && "),
    "npm test",
    `sudo npx tapset -e '${demonstrations[kind](prefix)}' -c "ls -l"`,
  ];
  return steps.filter(Boolean);
}

/** A path as a shell reads it. */
function quoted(path: string): string {
  return /^[\w./@+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
