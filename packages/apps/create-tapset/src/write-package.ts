import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CreationError } from "./creation-error.js";
import type { PackagePlan } from "./package-plan.js";

/**
 * Writes a package from its kind's template.
 *
 * @param templates the folder that holds a folder for each kind
 * @returns how many files it has
 * @throws CreationError when the folder is in use or can't be written
 */
export function writePackage(plan: PackagePlan, templates: string): number {
  const { folder, kind } = plan;
  const template = join(templates, kind);
  try {
    mkdirSync(folder, { recursive: true });
    if (readdirSync(folder).length > 0) {
      throw new CreationError("failed", `${folder} isn't empty`, ["name another folder with --dir DIR, or empty it"]);
    }
    const paths = readdirSync(template, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(template.length + 1));
    for (const path of paths) {
      const place = join(folder, pathIn(path, plan));
      mkdirSync(dirname(place), { recursive: true });
      writeFileSync(place, filled(readFileSync(join(template, path), "utf8"), plan), { flag: "wx" });
    }
    return paths.length;
  } catch (cause) {
    if (cause instanceof CreationError) throw cause;
    throw new CreationError("failed", `write ${folder}: ${(cause as Error).message}`, [], { cause });
  }
}

/** npm packs no file called .gitignore, so in a template it goes without the dot. */
function pathIn(path: string, plan: PackagePlan): string {
  return path === "gitignore" ? ".gitignore" : filled(path, plan);
}

/** A template's text with the words in capitals replaced by what they stand for. */
function filled(text: string, { name, prefix, license }: PackagePlan): string {
  const words: Readonly<Record<string, string>> = { PACKAGE: name, PREFIX: prefix, LICENCE: license };
  return text.replace(/PACKAGE|PREFIX|LICENCE/g, (word) => words[word] ?? word);
}
