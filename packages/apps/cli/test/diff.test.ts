import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { diff } from "../src/diff.js";
import { EXIT } from "../src/exit-status.js";
import { installed, manifest, temporaryFolder, writeFiles } from "./made-up-project.js";

const begin = { name: "a.begin", doc: "it begins", values: [{ name: "at", type: "long", doc: "when" }], backends: [{ point: "begin", values: ["at"], needs: [] }] } as const;
const old = { version: "0.1.0", probes: [begin] };
const broken = { version: "0.1.1", probes: [{ ...begin, values: [], backends: [{ point: "begin", values: [], needs: [] }] }], macros: [{ name: "@a", doc: "" }] };

function places(): string {
  return writeFiles(temporaryFolder(), { ...installed("old", "a", old), ...installed("new", "a", broken), "same.json": manifest("a", { ...old, version: "0.1.0" }) });
}

async function said(...argv: readonly string[]) {
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    vi.spyOn(process[name], "write").mockImplementation((text) => {
      texts[name] += String(text);
      return true;
    });
  }
  const status = await diff(argv);
  vi.restoreAllMocks();
  return { status, ...texts };
}

afterEach(() => vi.restoreAllMocks());

describe("diff", () => {
  const text = "a 0.1.0 -> 0.1.1\nbreaking  value at of probe a.begin is lost\nfeature   macro @a is new\nminor step needed: before 1.0.0, minor says breaking\n";

  it("compares packages' folders, manifests and tarballs", async () => {
    const folder = places();
    const [before, after] = [join(folder, "old/a"), join(folder, "new/a")];
    const tarball = join(folder, "a-0.1.0.tgz");
    execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: before });
    expect(await said(before, after)).toEqual({ status: EXIT.ok, stdout: text, stderr: "" });
    expect((await said(tarball, join(after, "tapset.json"))).stdout).toBe(text);
    expect((await said(tarball, join(folder, "same.json"))).stdout).toBe("a 0.1.0 -> 0.1.0\nno step is needed\n");
  });

  it("--json says the same", async () => {
    const folder = places();
    expect(JSON.parse((await said(join(folder, "old/a"), join(folder, "new/a"), "--json")).stdout)).toEqual({
      from: { name: "a", version: "0.1.0" },
      to: { name: "a", version: "0.1.1" },
      changes: [
        { effect: "breaking", text: "value at of probe a.begin is lost" },
        { effect: "feature", text: "macro @a is new" },
      ],
      effect: "breaking",
      step: "minor",
    });
  });

  it("--at-most and --check are status 1 when a step says too little", async () => {
    const folder = places();
    const [before, after] = [join(folder, "old/a"), join(folder, "new/a")];
    expect(await said(before, after, "--at-most", "patch")).toMatchObject({ status: EXIT.script, stderr: "a: a minor step is needed, not patch\n" });
    expect(await said(before, after, "--at-most", "minor")).toMatchObject({ status: EXIT.ok, stderr: "" });
    expect(await said(before, after, "--check")).toMatchObject({
      status: EXIT.script,
      stderr: "a: version 0.1.1 says less than the minor step after 0.1.0 that is needed\n",
    });
    writeFiles(folder, installed("new", "a", { ...broken, version: "0.2.0" }));
    expect(await said(before, after, "--check")).toMatchObject({ status: EXIT.ok, stderr: "" });
  });

  it("refuses what isn't a tapset package", async () => {
    const folder = writeFiles(places(), { "plain/package.json": { name: "plain" }, "not.tgz": "text" });
    const tarball = join(folder, "plain.tgz");
    execFileSync("tar", ["-C", folder, "-czf", tarball, "plain"]);
    const place = join(folder, "old/a");
    await expect(diff([place, join(folder, "none")])).rejects.toThrow(`read ${join(folder, "none")}: no such file`);
    for (const plain of [join(folder, "plain"), tarball]) {
      await expect(diff([plain, place])).rejects.toThrow(`${plain} is not a tapset package: its package.json doesn't say where the manifest is`);
    }
    await expect(diff([join(folder, "not.tgz"), place])).rejects.toThrow(/not\.tgz is not JSON/);
  });

  it("refuses any other command line", async () => {
    for (const argv of [[], ["a"], ["a", "b", "c"], ["a", "b", "--at-most", "much"], ["a", "b", "--colour"]]) {
      await expect(diff(argv)).rejects.toMatchObject({ status: EXIT.usage, hints: ["write tapset diff OLD NEW [--json] [--at-most STEP | --check]"] });
    }
  });
});
