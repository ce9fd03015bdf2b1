import { chmodSync, chownSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { needs } from "@tapset/testkit";
import type { Stage } from "./stage.js";

const manifest = { contract: 1, version: "1.0.0", summary: "", families: [], scripts: [], probes: [], functions: [], globals: [], macros: [], requires: [] };
const begin = { name: "begin", patterns: [{ form: "begin", doc: "", variables: [] }] };

/** Packages of somebody who doesn't care, by what is wrong with them. */
const wares = {
  newer: { ...manifest, contract: 2, families: "of another shape" },
  clash: { ...manifest, module: "./code.cjs", families: [begin] },
  broken: { ...manifest, macros: [{ name: "page", doc: "without its @" }] },
  code: { ...manifest, module: "./code.cjs", families: [{ name: "own", patterns: [{ form: "own.begin", doc: "", variables: [] }] }] },
  plain: { ...manifest, macros: [{ name: "@page", doc: "" }] },
};

const code = 'require("fs").writeFileSync("ran", "");\nexports.default = { families: [], intrinsics: [], host: {} };\n';

/** What the first stranger is told of packages that can't be used, a sentence each. */
export function refusals(stage: () => Stage): void {
  describe("what is installed is refused", () => {
    /** A project of the first stranger's that uses some packages, and what the command says in it. */
    const said = async (project: string, script: string, ...names: readonly string[]) => {
      const { first } = stage();
      const dependencies = Object.fromEntries(["@tapset/lifecycle", ...names].map((name) => [name, "*"]));
      first.write({ [`${project}/package.json`]: { private: true, dependencies } });
      return first.run(`../node_modules/.bin/tapset -p2 -e '${script}'`, project);
    };
    const refusal = (sentence: string, ...hints: readonly string[]) => ({
      status: 1, stdout: "", stderr: [`ERROR: ${sentence}\n`, ...hints.map((hint) => `hint: ${hint}\n`)].join(""),
    });
    const installed = (name: string): string => join(stage().first.folder, "node_modules/@careless", name);

    beforeAll(async () => {
      const { other, first } = stage();
      const names = Object.keys(wares) as (keyof typeof wares)[];
      other.write({
        "careless/package.json": { private: true, workspaces: names },
        ...Object.fromEntries(
          names.flatMap((name) => [
            [`careless/${name}/package.json`, { name: `@careless/${name}`, version: "1.0.0", tapset: "tapset.json" }],
            [`careless/${name}/tapset.json`, { ...wares[name], name: `@careless/${name}` }],
            ...("module" in wares[name] ? [[`careless/${name}/code.cjs`, code]] : []),
          ]),
        ),
      });
      await other.succeed("npm publish --silent --workspaces --access public", "careless");
      await first.succeed(`npm install --no-save ${names.map((name) => `@careless/${name}`).join(" ")}`);
    });

    it("when it's written for another version of the contract", async () => {
      expect(await said("newer", "probe begin { println(1) }", "@careless/newer")).toEqual(
        refusal("tapset @careless/newer is written for contract version 2, this is version 1: update tapset"),
      );
    });

    it("when another package has the same probe point", async () => {
      expect(await said("clash", "probe begin { println(1) }", "@careless/clash")).toEqual(
        refusal("probe point 'begin' is in two tapsets, @tapset/lifecycle and @careless/clash: use one of them"),
      );
    });

    it("when its manifest breaks the schema", async () => {
      expect(await said("broken", "probe begin { println(1) }", "@careless/broken")).toEqual(
        refusal(`${join(installed("broken"), "tapset.json")} is not a tapset manifest: macros[0].name must match pattern "^@[A-Za-z_]\\w*$"`, "install the package anew", "run tapset pack in it if it's your own"),
      );
    });

    it("when it carries code and the project doesn't name it", async () => {
      const place = join(stage().first.folder, "code/package.json");
      expect(await said("code", "probe own.begin { }", "@careless/code")).toEqual(
        refusal(
          `tapset @careless/code carries code, which would run with your privileges: to allow it, name it in ${place}: "tapset": { "trusted": ["@careless/code"] }`,
        ),
      );
      await expect(stage().first.succeed("test ! -e ran", "code")).resolves.toBe("");
    });

    needs("root").it("when it's another user's, for root", async () => {
      const path = join(installed("plain"), "package.json");
      expect(await said("plain", "probe begin { println(1) }", "@careless/plain")).toMatchObject({ status: 0, stderr: "" });
      chownSync(path, 1234, 1234);
      const { status, stderr } = await said("plain", "probe begin { println(1) }", "@careless/plain");
      expect(status).toBe(1);
      expect(stderr).toMatch(/^ERROR: .*\n$/);
      expect(stderr).toContain(`${path} belongs to user 1234, `);
    });

    needs("root").it("when every user could change it, for root", async () => {
      const folder = installed("plain");
      chownSync(join(folder, "package.json"), 0, 0);
      chmodSync(folder, 0o777);
      expect(await said("plain", "probe begin { println(1) }", "@careless/plain")).toEqual(
        refusal(
          `${join(folder, "package.json")} lies under ${folder}, which can be written by every user, who could make root run anything through it: run tapset where only you can write, or take that away: chmod o-w ${folder}`,
        ),
      );
    });
  });
}
