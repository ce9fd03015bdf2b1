// `npm run release:check`: holds the changesets in .changeset/ to what has changed since each package's last release,
// which is its latest git tag, `@tapset/vm@0.1.0`. Run after a build.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import getReleasePlan from "@changesets/get-release-plan";
import { loadComparedManifest } from "@tapset/core";
import { releaseProblems } from "./release-problems.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const MANIFEST = "tapset.json";

/** What a package's folder holds that isn't part of a release. */
const unpublished = /^(?:test\/|CHANGELOG\.md$|README\.md$|tsconfig\.json$)/;
/** The command is one file with all that it uses inside; what others inline, theirs are the contracts that hold. */
const carriers = new Set(["tapset"]);

const git = (...args) => execFileSync("git", args, { cwd: root, encoding: "utf8" });
const lines = (text) => text.split("\n").filter((line) => line !== "");

const packages = ["engine", "tapsets", "apps"].flatMap((group) =>
  readdirSync(join(root, "packages", group)).flatMap((name) => {
    const folder = join(root, "packages", group, name);
    const path = join(folder, "package.json");
    return existsSync(path) ? [{ folder, json: JSON.parse(readFileSync(path, "utf8")) }] : [];
  }),
);
const jsonOf = new Map(packages.map(({ json }) => [json.name, json]));

/** The latest release: its tag, and the manifest it had. */
function lastRelease(name, folder) {
  const [tag] = lines(git("tag", "--list", `${name}@*`, "--sort=-version:refname"));
  if (tag === undefined) return undefined;
  const path = relative(root, join(folder, MANIFEST));
  const manifest = lines(git("ls-tree", "--name-only", tag, path)).length > 0 ? loadComparedManifest(git("show", `${tag}:${path}`), `${tag}: ${path}`) : undefined;
  return { tag, version: tag.slice(name.length + 1), manifest };
}

function hasChanged(folder, tag) {
  const files = [...lines(git("diff", "--name-only", "--relative", tag, "--", folder)), ...lines(git("ls-files", "--others", "--exclude-standard", "--", folder))];
  return files.some((file) => !unpublished.test(relative(folder, join(root, file))));
}

/** The packages inside a package, and those inside them. */
function carriedBy(json, found = new Set()) {
  for (const name of Object.keys({ ...json.dependencies, ...json.devDependencies })) {
    if (!jsonOf.has(name) || found.has(name)) continue;
    found.add(name);
    const { dependencies } = jsonOf.get(name);
    carriedBy({ dependencies }, found);
  }
  return [...found];
}

const plan = await (getReleasePlan.default ?? getReleasePlan)(root);
const releases = [];
const unreleased = [];
for (const { folder, json } of packages) {
  const { name, version } = json;
  const last = lastRelease(name, folder);
  if (last === undefined) {
    unreleased.push(name);
    continue;
  }
  const manifest = existsSync(join(folder, MANIFEST)) ? loadComparedManifest(readFileSync(join(folder, MANIFEST), "utf8"), join(folder, MANIFEST)) : undefined;
  releases.push({
    name,
    last,
    manifest,
    planned: plan.releases.find((release) => release.name === name)?.newVersion ?? version,
    changesets: plan.changesets.flatMap((changeset) => changeset.releases.filter((release) => release.name === name).map(({ type }) => type)),
    isChanged: hasChanged(folder, last.tag),
    carries: carriers.has(name) ? carriedBy(json) : [],
  });
}

if (unreleased.length > 0) console.log(`not released yet: ${releases.length === 0 ? "any package" : unreleased.join(", ")}`);
for (const { name, last, planned } of releases) {
  if (planned !== last.version) console.log(`${name}: ${last.version} -> ${planned}`);
}
const problems = releaseProblems(releases);
for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
