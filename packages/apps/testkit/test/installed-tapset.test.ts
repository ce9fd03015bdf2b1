import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { installedTapset, madeTapset, passNs, runScript } from "../src/index.js";
import { tapsets } from "./tapsets.js";

const { manifest } = madeTapset({ name: "greetings", scripts: [{ name: "greet.stp", text: 'function greet:string() { return "hello" }' }] });

/** A package whose test asks, below what it has installed; the URL of that test. */
function testOf(installed: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), "testkit-installed-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(installed)) {
    const full = join(folder, "node_modules", path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, typeof content === "string" ? content : JSON.stringify(content));
  }
  return pathToFileURL(join(folder, "test/deep/some.test.js")).href;
}

describe("installedTapset", () => {
  it("reads a package of scripts from where npm put it", async () => {
    const url = testOf({
      "greetings/package.json": { name: "greetings", tapset: "tapset.json" },
      "greetings/tapset.json": manifest,
      "greetings/greet.stp": 'function greet:string() { return "hello" }',
    });
    const { output } = await runScript("probe timer.s(1) { println(greet()) exit() }", { tapsets: [...tapsets, installedTapset("greetings", url)], events: [passNs(1e9)] });
    expect(output).toBe("hello\n");
  });

  it.each([
    ["code.mjs", "export default { families: [], intrinsics: [], host: {} };"],
    ["code.cjs", "module.exports.default = { families: [], intrinsics: [], host: {} };"],
  ])("imports a package's code when it's used, %s", async (file, code) => {
    const url = testOf({
      "coded/package.json": { name: "coded", tapset: "tapset.json" },
      "coded/tapset.json": { ...manifest, name: "coded", scripts: [], functions: [], module: `./${file}` },
      [`coded/${file}`]: code,
    });
    expect(await installedTapset("coded", url).loadModule?.()).toEqual({ families: [], intrinsics: [], host: {} });
  });

  it("says what isn't installed, or is no tapset", () => {
    const url = testOf({ "plain/package.json": { name: "plain" }, "all/package.json": { name: "all", tapset: "preset" } });
    expect(() => installedTapset("greetings", url)).toThrow(/^use greetings: it isn't installed for .*\/test\/deep: npm install --save-dev greetings$/);
    expect(() => installedTapset("plain", url)).toThrow(/^use plain: the package is no tapset: /);
    expect(() => installedTapset("all", url)).toThrow(/^use all: the package is no tapset: /);
  });
});
