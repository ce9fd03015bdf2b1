import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { CommandError, EXIT } from "../exit-status.js";

const TEST_FILE = /\.test\.ya?ml$/;
/** Where nobody keeps tests of their own. */
const passedOver: ReadonlySet<string> = new Set(["node_modules", "dist"]);

/**
 * The test files that some paths stand for: files themselves, and all below a folder that are called `*.test.yaml`.
 * @throws CommandError with status 2 where there are none
 */
export function findTestFiles(paths: readonly string[]): readonly string[] {
  const places = paths.length > 0 ? paths : ["."];
  return [...new Set(places.flatMap(filesAt))];
}

function filesAt(path: string): readonly string[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new CommandError(EXIT.usage, `test ${path}: no such file or folder`);
  if (!stats.isDirectory()) return [path];
  const files = filesBelow(path);
  if (files.length > 0) return files;
  throw new CommandError(EXIT.usage, `test ${path}: there is no file of tests`, ["call such files NAME.test.yaml; docs/testing-scripts.md says what is in them"]);
}

function filesBelow(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = folder === "." ? entry.name : join(folder, entry.name);
    if (entry.isDirectory()) return passedOver.has(entry.name) || entry.name.startsWith(".") ? [] : filesBelow(path);
    return TEST_FILE.test(entry.name) ? [path] : [];
  });
}
