import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lockedVersions, type Stage } from "./stage.js";
import type { Person } from "./person.js";

/** Replaces what has to be in a file. */
function edit({ folder }: Person, path: string, before: string, after: string): void {
  const full = join(folder, path);
  const text = readFileSync(full, "utf8");
  expect(text).toContain(before);
  writeFileSync(full, text.replace(before, after));
}

function changeset(text: string, steps: Readonly<Record<string, string>>): string {
  return ["---", ...Object.entries(steps).map(([name, step]) => `"${name}": ${step}`), "---", "", text, ""].join("\n");
}

/** The third stranger releases: two packages have changed, one of them so that scripts break. */
export function strangerThree(stage: () => Stage): void {
  const context = "packages/tapsets/context";
  const before = "../context-before.tgz";

  describe("the third stranger", () => {
    it("has released what there is, and nothing is left to release", async () => {
      const { third } = stage();
      expect(await third.succeed("git tag --list 'tapset@*' '@tapset/context@*'")).toMatch(/^@tapset\/context@\d+\.\d+\.\d+\ntapset@\d+\.\d+\.\d+\n$/);
      expect(await third.run("npm run --silent release:check")).toEqual({ status: 0, stdout: "", stderr: "" });
    });

    it("changes two tapsets, and tapset diff says which step one of them needs", async () => {
      const { third } = stage();
      edit(third, `${context}/src/process-functions.ts`, 'name: "pexecname"', 'name: "parent_execname"');
      edit(third, "packages/tapsets/lifecycle/src/lifecycle-family.ts", "not at all; the handler is still checked", "never; its handler is checked all the same");
      await third.succeed("npm run --silent build && npm run --silent manifests");
      await third.succeed("npm pack --silent @tapset/context --pack-destination .. && mv ../tapset-context-*.tgz ../context-before.tgz");
      expect(await third.succeed(`npx tapset diff ${before} ${context}`)).toBe(
        [
          "@tapset/context 0.1.0 -> 0.1.0",
          "breaking  function pexecname() is lost",
          "feature   function parent_execname() is new",
          "minor step needed: before 1.0.0, minor says breaking",
          "",
        ].join("\n"),
      );
      expect(await third.run(`npx tapset diff ${before} ${context} --at-most patch`)).toMatchObject({
        status: 1,
        stderr: "@tapset/context: a minor step is needed, not patch\n",
      });
    });

    it("is refused a release that says less than has changed", async () => {
      const { third } = stage();
      const lifecycle = "@tapset/lifecycle: no changeset names it since 0.1.0, a patch step is needed: fix: probe never: its description changed";
      const breaking = "a minor step is needed: breaking: function pexecname() is lost";
      expect(await third.run("npm run --silent release:check")).toMatchObject({
        status: 1,
        stderr: `@tapset/context: no changeset names it since 0.1.0, ${breaking}\n${lifecycle}\n`,
      });
      third.write({ ".changeset/parents.md": changeset("`pexecname()` is called `parent_execname()`.", { "@tapset/context": "patch" }) });
      expect(await third.run("npm run --silent release:check")).toEqual({
        status: 1,
        stdout: "@tapset/context: 0.1.0 -> 0.1.1\n",
        stderr: `@tapset/context: 0.1.1 is planned after 0.1.0, ${breaking}\n${lifecycle}\n`,
      });
      third.write({
        ".changeset/parents.md": changeset("`pexecname()` is called `parent_execname()`.", { "@tapset/context": "minor" }),
        ".changeset/never.md": changeset("`never` is described better.", { "@tapset/lifecycle": "patch" }),
      });
      expect(await third.run("npm run --silent release:check")).toEqual({
        status: 0,
        stdout: "@tapset/std: 0.1.0 -> 0.1.1\n@tapset/context: 0.1.0 -> 0.2.0\n@tapset/lifecycle: 0.1.0 -> 0.1.1\n".split("\n").sort().join("\n").trimStart() + "\n",
        stderr: "",
      });
    });

    it("publishes the packages that changed, and those whose ranges they leave", async () => {
      const { third } = stage();
      await third.succeed("npm run --silent release:version");
      expect(readFileSync(join(third.folder, context, "CHANGELOG.md"), "utf8")).toBe(
        "# @tapset/context\n\n## 0.2.0\n\n### Minor Changes\n\n- `pexecname()` is called `parent_execname()`.\n",
      );
      await third.succeed('git add -A && git commit -q -m "version packages"');
      const said = await third.succeed("npm run --silent release");
      expect(said.match(/^ - .*@\d.*$/gm)?.map((line) => line.slice(3)).sort()).toEqual(["@tapset/context@0.2.0", "@tapset/lifecycle@0.1.1", "@tapset/std@0.1.1"]);
      expect(await third.succeed("git status --porcelain && git tag --list --points-at HEAD")).toBe("@tapset/context@0.2.0\n@tapset/lifecycle@0.1.1\n@tapset/std@0.1.1\n");
    });

    it("is followed by the first in one package, and the lock file shows just that", async () => {
      const { first } = stage();
      const locked = lockedVersions(first);
      expect((await first.run("npm outdated")).stdout).toMatch(/^@tapset\/lifecycle +0\.1\.0 +0\.1\.1 +0\.1\.1 /m);
      await first.succeed("npm update @tapset/lifecycle");
      expect(lockedVersions(first)).toEqual({ ...locked, "@tapset/lifecycle": "0.1.1" });
      expect(await first.succeed("tapset --dump-probe-types")).toMatch(/^begin\n/);
    });
  });
}
