import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { tapset } from "./tapset-command.js";

/** What `npm create @tapset` runs. */
const createPath = fileURLToPath(new URL("../../packages/apps/create-tapset/bin/create-tapset.js", import.meta.url));

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "tapset-new-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Every file below a folder with its text. */
function filesIn(folder: string): Readonly<Record<string, string>> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(entries.map(({ parentPath, name }) => [join(parentPath, name).slice(folder.length), readFileSync(join(parentPath, name), "utf8")]));
}

describe("tapset new and npm create @tapset", { timeout: 60_000 }, () => {
  it.each(["aliases", "family"])("write the same package of kind %s, with its versions filled in", async (kind) => {
    const folder = temporaryFolder();
    const argv = ["@acme/page-cache", "--kind", kind, "--dir"];
    const { status, stdout, stderr } = await tapset(["new", ...argv, join(folder, "by-verb")]);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("next:\n  cd ");
    expect(execFileSync(process.execPath, [createPath, ...argv, join(folder, "by-npm")], { encoding: "utf8" })).toBe(stdout.replaceAll("by-verb", "by-npm"));
    const files = filesIn(join(folder, "by-verb"));
    expect(filesIn(join(folder, "by-npm"))).toEqual(files);
    expect(files["/package.json"]).toMatch(/"tapset": "\^\d+\.\d+\.\d+"/);
    expect(files["/package.json"]).not.toContain('"*"');
  });

  it("refuse alike, each by its own name", async () => {
    const refused = await tapset(["new", "Page Cache"]);
    const sentence = "'Page Cache' is no name for a package: name can only contain URL-friendly characters, name can no longer contain capital letters";
    const hint = "hint: write a name as npm has them: page-cache, @acme/page-cache";
    expect(refused).toMatchObject({ status: 2, stdout: "", stderr: `ERROR: new: ${sentence}\n${hint}\n` });
    expect(spawnSync(process.execPath, [createPath, "Page Cache"], { encoding: "utf8" })).toMatchObject({ status: 2, stdout: "", stderr: `ERROR: ${sentence}\n${hint}\n` });
    const folder = temporaryFolder();
    expect(await tapset(["new", "x", "--dir", join(folder, "x")])).toMatchObject({ status: 0 });
    expect(await tapset(["new", "x", "--dir", join(folder, "x")])).toMatchObject({ status: 1, stdout: "", stderr: expect.stringMatching(/^ERROR: new: .*\/x isn't empty\nhint: name another folder/) as string });
    expect((await tapset(["new", "--help"])).stdout).toMatch(/^usage: tapset new NAME \[OPTIONS\]/);
  });
});
