// What is wrong with the release that the changesets in .changeset/ describe: each rule of the table looks at one package
// and gives a sentence where it says less than it has to. Everything about the repository comes in as a value.
import { leastStep, manifestChanges, greatestEffect, saysEnough } from "@tapset/core";

/**
 * A package's release: `last` is the one before ({ version, manifest }), `planned` the version that the changesets make,
 * `changesets` the steps of those that name it, `isChanged` whether its sources are other than then, `carries` the
 * packages that are part of what it publishes. Packages without a manifest have none.
 * @typedef {{ name: string, last: { version: string, manifest?: object }, planned: string, manifest?: object,
 *   changesets: readonly string[], isChanged: boolean, carries: readonly string[] }} Release
 */

/** @type {readonly ((release: Release, released: ReadonlySet<string>) => string | undefined)[]} */
const rules = [
  function manifestNeedsMore({ name, last, planned, manifest }) {
    if (last.manifest === undefined || manifest === undefined) return undefined;
    const changes = manifestChanges(last.manifest, manifest).filter(({ effect }) => effect !== "none");
    const effect = greatestEffect(changes.map((change) => change.effect));
    if (saysEnough(effect, last.version, planned)) return undefined;
    const reasons = changes.filter((change) => change.effect === effect).map(({ text }) => `${effect}: ${text}`);
    return `${name}: ${planning(last, planned)}, a ${leastStep(effect, last.version)} step is needed: ${reasons.join("; ")}`;
  },
  function changeIsNamed({ name, last, planned, isChanged, changesets }) {
    if (!isChanged || planned !== last.version || changesets.includes("none")) return undefined;
    return `${name}: it has changed since ${last.version} and no changeset names it: run npx changeset`;
  },
  function carrierGoesAlong({ name, last, planned, carries }, released) {
    const carried = carries.filter((each) => released.has(each));
    if (planned !== last.version || carried.length === 0) return undefined;
    return `${name}: it carries ${carried.join(", ")}, which a changeset releases: name ${name} in that changeset too`;
  },
  function firstMajorIsMeant({ name, last, planned, changesets }) {
    if (!last.version.startsWith("0.") || planned.startsWith("0.") || changesets.includes("major")) return undefined;
    return `${name}: it would become ${planned} because a package among its peerDependencies leaves their range: write that range as 0.x`;
  },
];

/** Sentences, one for each package and rule that is broken; the first broken rule of a package is enough. */
export function releaseProblems(releases) {
  const released = new Set(releases.filter(({ last, planned }) => last.version !== planned).map(({ name }) => name));
  return releases.flatMap((release) => {
    for (const rule of rules) {
      const problem = rule(release, released);
      if (problem !== undefined) return [problem];
    }
    return [];
  });
}

function planning(last, planned) {
  return planned === last.version ? `no changeset names it since ${last.version}` : `${planned} is planned after ${last.version}`;
}
