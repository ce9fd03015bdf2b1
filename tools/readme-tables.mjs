// Writes the tables of the tapset packages' READMEs anew from their manifests, one for each header in order; the tests of those
// packages hold the two together. Needs a build.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { manifestTables } from "../packages/apps/testkit/dist/manifest-tables.js";

const tapsets = fileURLToPath(new URL("../packages/tapsets", import.meta.url));

for (const name of readdirSync(tapsets)) {
  const path = join(tapsets, name, "README.md");
  const readme = readFileSync(path, "utf8");
  const tables = manifestTables(JSON.parse(readFileSync(join(tapsets, name, "tapset.json"), "utf8")));
  const current = tables.reduce(replaceTable, readme);
  if (current === readme) continue;
  writeFileSync(path, current);
  console.log(`wrote the tables of packages/tapsets/${name}/README.md`);
}

/** The text with the first table of the same header that isn't this one exchanged for it. */
function replaceTable(text, table) {
  // A table that goes on is another one.
  if (`${text}\n`.includes(`\n\n${table}\n\n`)) return text;
  const [header] = table.split("\n", 1);
  const lines = text.split("\n");
  const begin = lines.indexOf(header);
  if (begin < 0) return text;
  const length = lines.slice(begin).findIndex((line) => !line.startsWith("|"));
  lines.splice(begin, length < 0 ? lines.length - begin : length, ...table.trimEnd().split("\n"));
  return lines.join("\n");
}
