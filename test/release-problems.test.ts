import { CONTRACT_VERSION, type Manifest } from "@tapset/core";
import { describe, expect, it } from "vitest";
import { releaseProblems } from "../tools/release-problems.mjs";

function manifest(parts: Partial<Manifest>): Manifest {
  return { contract: CONTRACT_VERSION, name: "@tapset/vm", version: "0.1.0", summary: "", families: [], scripts: [], probes: [], functions: [], globals: [], macros: [], requires: [], ...parts };
}

const one = manifest({ macros: [{ name: "@a", doc: "" }] });
const two = manifest({ macros: [{ name: "@a", doc: "" }, { name: "@b", doc: "" }] });
const unchanged = { name: "@tapset/vm", last: { version: "0.1.0", manifest: one }, planned: "0.1.0", manifest: one, changesets: [], isChanged: false, carries: [] };

function problems(...releases: readonly object[]): readonly string[] {
  return releaseProblems(releases.map((parts) => ({ ...unchanged, ...parts }))) as readonly string[];
}

describe("a release", () => {
  it("of nothing is right, and so is one that says as much as has changed", () => {
    expect(problems({})).toEqual([]);
    expect(problems({ manifest: two, planned: "0.1.1", changesets: ["patch"], isChanged: true })).toEqual([]);
    expect(problems({ last: { version: "1.0.0", manifest: two }, planned: "2.0.0", changesets: ["major"], isChanged: true })).toEqual([]);
  });

  it("says at least what the manifest's changes need", () => {
    const lost = { last: { version: "0.1.0", manifest: two }, isChanged: true };
    expect(problems({ ...lost, planned: "0.1.1", changesets: ["patch"] })).toEqual([
      "@tapset/vm: 0.1.1 is planned after 0.1.0, a minor step is needed: breaking: macro @b is lost",
    ]);
    expect(problems({ ...lost, planned: "0.2.0", changesets: ["minor"] })).toEqual([]);
    expect(problems({ ...lost, last: { version: "1.1.0", manifest: two }, planned: "1.2.0", changesets: ["minor"] })).toEqual([
      "@tapset/vm: 1.2.0 is planned after 1.1.0, a major step is needed: breaking: macro @b is lost",
    ]);
    expect(problems({ manifest: two, changesets: ["none"], isChanged: true })).toEqual([
      "@tapset/vm: no changeset names it since 0.1.0, a patch step is needed: feature: macro @b is new",
    ]);
  });

  it("names what has changed", () => {
    expect(problems({ isChanged: true })).toEqual(["@tapset/vm: it has changed since 0.1.0 and no changeset names it: run npx changeset"]);
    expect(problems({ isChanged: true, changesets: ["none"] })).toEqual([]);
  });

  it("takes along the package that carries what is released", () => {
    const core = { name: "@tapset/core", planned: "0.1.1", changesets: ["patch"], isChanged: true };
    const command = { name: "tapset", carries: ["@tapset/core", "@tapset/asm"] };
    expect(problems(core, command)).toEqual(["tapset: it carries @tapset/core, which a changeset releases: name tapset in that changeset too"]);
    expect(problems(core, { ...command, planned: "0.1.1", changesets: ["patch"] })).toEqual([]);
  });

  it("makes no package 1.0.0 by the way", () => {
    expect(problems({ planned: "1.0.0" })).toEqual([
      "@tapset/vm: it would become 1.0.0 because a package among its peerDependencies leaves their range: write that range as 0.x",
    ]);
    expect(problems({ planned: "1.0.0", changesets: ["major"], isChanged: true })).toEqual([]);
  });
});
