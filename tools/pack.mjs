// Writes the tapset.json of every tapset package with the built command; `--check` only compares. Run after a build.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const tapsets = join(root, "packages/tapsets");
const command = join(root, "packages/apps/cli/bin/tapset.js");

let failed = 0;
for (const name of readdirSync(tapsets)) {
  const folder = join(tapsets, name);
  const manifest = join(folder, "package.json");
  if (!existsSync(manifest) || JSON.parse(readFileSync(manifest, "utf8")).tapset === undefined) continue;
  const { status } = spawnSync(process.execPath, [command, "pack", folder, ...process.argv.slice(2)], { cwd: root, stdio: "inherit" });
  if (status !== 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
