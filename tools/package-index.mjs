// Writes what the command needs to say which package a script lacks: the words that each of our packages' probe points
// begin with, as few as tell it from the others, and its functions' names. It's read only when a name isn't found.
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export function writePackageIndex(root) {
  const tapsets = join(root, "packages/tapsets");
  const manifests = readdirSync(tapsets)
    .map((name) => join(tapsets, name, "tapset.json"))
    .filter((path) => existsSync(path))
    .map((path) => JSON.parse(readFileSync(path, "utf8")));
  const offers = manifests.map(({ name, families, probes, functions }) => ({
    name,
    points: [...families.flatMap(({ patterns }) => patterns.map(({ form }) => fixedWords(form))), ...probes.map((probe) => probe.name.split("."))].filter(isPublic),
    functions: functions.map((row) => row.name).filter((word) => !word.startsWith("_")),
  }));
  const index = offers.map(({ name, points, functions }) => {
    const others = offers.filter((each) => each.name !== name).flatMap((each) => each.points);
    return { name, probes: [...new Set(points.map((words) => shortestOwn(words, others)))], functions };
  });
  writeFileSync(join(root, "packages/apps/cli/dist/package-index.json"), JSON.stringify(index));
}

/** `syscall.NAME.return` begins with `syscall`, whatever NAME is. */
function fixedWords(form) {
  const words = form.replace(/\([^)]*\)/g, "").split(".");
  const variable = words.findIndex((word) => /^[A-Z][A-Z0-9_]*$/.test(word));
  return variable < 0 ? words : words.slice(0, variable);
}

function isPublic([first]) {
  return !first.startsWith("_");
}

function shortestOwn(words, others) {
  for (let count = 1; count < words.length; count++) {
    if (!others.some((other) => words.slice(0, count).every((word, index) => other[index] === word))) return words.slice(0, count).join(".");
  }
  return words.join(".");
}
