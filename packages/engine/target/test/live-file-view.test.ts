import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { liveFileView } from "../src/index.js";

let folder: string;
const view = liveFileView((name) => (name === "PATH" ? `${folder}/nonesuch:${folder}/bin` : undefined));

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "tapset-files-")));
  mkdirSync(join(folder, "bin/deep/er"), { recursive: true });
  for (const name of ["one", "two", "t.x", ".hidden", "deep/one", "deep/er/one"]) writeFileSync(join(folder, "bin", name), `content of ${name}`);
  chmodSync(join(folder, "bin/one"), 0o755);
  symlinkSync("one", join(folder, "bin/link"));
  symlinkSync("../deep", join(folder, "bin/deep/circle"));
});
afterAll(() => {
  view.close();
  rmSync(folder, { recursive: true });
});

/** What a pattern below the folder matches. */
const glob = (pattern: string): string[] => view.glob(`${folder}/${pattern}`).map((path) => path.slice(folder.length + 1));

describe("the machine's files", () => {
  it("are read a range at a time", () => {
    const file = view.open(join(folder, "bin/one"));
    expect(file?.size).toBe(14);
    expect(Buffer.from(file!.read(8, 2)).toString()).toBe("of");
    expect(file?.read(10, 100).length).toBe(4);
    expect(view.open(join(folder, "bin"))).toBeUndefined();
    expect(view.open(join(folder, "nonesuch"))).toBeUndefined();
  });

  it("are found by patterns", () => {
    expect(glob("bin/*")).toEqual(["bin/link", "bin/one", "bin/t.x", "bin/two"]);
    expect(glob("bin/t?o")).toEqual(["bin/two"]);
    expect(glob("bin/[!o-t]*")).toEqual(["bin/link"]);
    expect(glob("b*/deep/one")).toEqual(["bin/deep/one"]);
    expect(glob("bin/.h*")).toEqual(["bin/.hidden"]);
    expect(glob("bin/t.*")).toEqual(["bin/t.x"]);
    expect(glob("bin/one")).toEqual(["bin/one"]);
    expect(glob("none/*")).toEqual([]);
    expect(glob("**/er/one")).toContain("bin/deep/er/one");
    expect(glob("**/two")).toEqual(["bin/two"]);
  });

  it("are resolved through links, and as commands", () => {
    expect(view.resolve(join(folder, "bin/link"))).toBe(join(folder, "bin/one"));
    expect(view.resolve(join(folder, "nonesuch"))).toBeUndefined();
    expect(view.which("one")).toBe(join(folder, "bin/one"));
    expect(view.which("two")).toBeUndefined();
    expect(view.which(join(folder, "bin/one"))).toBe(join(folder, "bin/one"));
  });
});
