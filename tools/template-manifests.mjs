// Writes the tapset.json of each template of `npm create @tapset`: makes a package of it, packs that with the built command,
// and puts the template's words back. Run after a build, when a template or the manifest's contract has changed.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const templates = join(root, "packages/apps/create-tapset/templates");
const command = join(root, "packages/apps/cli/bin/tapset.js");
/** Names that occur in no template, for PACKAGE and PREFIX. */
const [name, prefix] = ["template-package", "template_prefix"];

const place = mkdtempSync(join(tmpdir(), "tapset-templates-"));
try {
  symlinkSync(join(root, "node_modules"), join(place, "node_modules"));
  for (const kind of readdirSync(templates)) {
    const folder = join(place, kind);
    run(command, ["new", name, "--kind", kind, "--prefix", prefix, "--dir", folder]);
    if (existsSync(join(folder, "tsconfig.build.json"))) run(join(root, "node_modules/typescript/bin/tsc"), ["-p", join(folder, "tsconfig.build.json")]);
    run(command, ["pack", folder]);
    const text = readFileSync(join(folder, "tapset.json"), "utf8");
    writeFileSync(join(templates, kind, "tapset.json"), text.replaceAll(name, "PACKAGE").replaceAll(prefix, "PREFIX"));
  }
} finally {
  rmSync(place, { recursive: true, force: true });
}

function run(script, args) {
  const { status } = spawnSync(process.execPath, [script, ...args], { stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) throw new Error(`${script} ${args.join(" ")} failed`);
}
