// Writes every package's tsconfig.json and the root one from the packages' own dependencies, so that the
// project references can't disagree with package.json. Run after a dependency changes; `--check` only compares.
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const check = process.argv.includes("--check");
const groups = ["engine", "tapsets", "apps"];

/** name → folder of every workspace package with code. */
const folders = new Map();
for (const group of groups) {
  const base = join(root, "packages", group);
  for (const entry of readdirSync(base).sort()) {
    const manifest = join(base, entry, "package.json");
    if (existsSync(manifest) && existsSync(join(base, entry, "src"))) folders.set(JSON.parse(readFileSync(manifest, "utf8")).name, join(base, entry));
  }
}

let stale = 0;
const write = (path, value) => {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  stale += 1;
  if (check) console.error(`stale: ${relative(root, path)}`);
  else writeFileSync(path, text);
};

for (const folder of folders.values()) {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const names = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies, ...manifest.devDependencies });
  const references = names
    .filter((name) => folders.has(name))
    .sort()
    .map((name) => ({ path: relative(folder, folders.get(name)) }));
  write(join(folder, "tsconfig.json"), {
    extends: relative(folder, join(root, "tsconfig.base.json")),
    compilerOptions: { rootDir: "src", outDir: "dist", tsBuildInfoFile: "dist/.tsbuildinfo" },
    // tsc takes JSON files into a project only where they are named.
    include: existsSync(join(folder, "src/data")) ? ["src", "src/data/*.json"] : ["src"],
    references,
  });
}
write(join(root, "tsconfig.json"), {
  files: [],
  references: [...folders.values()].map((folder) => ({ path: relative(root, folder) })),
});
if (check && stale > 0) {
  console.error("run `npm run references`");
  process.exit(1);
}
