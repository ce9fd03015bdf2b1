import { join } from "node:path";
import { namesIn, registry } from "@tapset/core";
import { parse, Source } from "@tapset/language";
import { describe, expect, it } from "vitest";
import { CommandError, EXIT } from "../src/exit-status.js";
import { readIncludes } from "../src/includes.js";
import { temporaryFolder, writeFiles } from "./made-up-project.js";

describe("readIncludes", () => {
  it("makes a tapset of a folder's scripts", () => {
    const folder = writeFiles(temporaryFolder(), {
      "b.stp": "global seen\nprobe my.thing = begin { x = @two }\nprivate function hidden() {}",
      "a.stp": "function double:long(n:long) { return @two * n }",
      "m.stpm": "@define two %( 2 %)",
      "notes.txt": "probe not.this = begin {}",
    });
    const { manifest, scripts, loadModule } = readIncludes(folder);
    expect(scripts().map(({ name }) => name)).toEqual(["a.stp", "b.stp", "m.stpm"].map((name) => join(folder, name)));
    expect(manifest.probes.map(({ name }) => name)).toEqual(["my.thing"]);
    expect(manifest.functions.map(({ name }) => name)).toEqual(["double"]);
    expect(manifest.globals.map(({ name }) => name)).toEqual(["seen"]);
    expect(manifest.macros.map(({ name }) => name)).toEqual(["@two"]);
    expect(loadModule).toBeUndefined();
  });

  it("serves scripts through a registry", async () => {
    const folder = writeFiles(temporaryFolder(), { "a.stp": "probe my.thing = begin { x = 1 }" });
    const { script } = parse(new Source("<input>", "probe my.thing {}"));
    const view = await registry().use(readIncludes(folder)).load(namesIn(script));
    expect(view.aliases).toHaveLength(1);
  });

  it("prefers files for the kernel's version over the folder's own", () => {
    const folder = writeFiles(temporaryFolder(), {
      "a.stp": "function general() {}",
      "6.1/a.stp": "function older() {}",
      "6.1.20-13-amd64/a.stp": "function exact() {}",
      "5.10/a.stp": "function other() {}",
      "6.1.20/only.stp": "function onlyThere() {}",
    });
    const functions = (kernelRelease?: string) =>
      readIncludes(folder, kernelRelease === undefined ? {} : { kernelRelease }).manifest.functions.map(({ name }) => name);
    expect(functions()).toEqual(["general"]);
    expect(functions("6.1.20-13-amd64")).toEqual(["exact", "onlyThere"]);
    expect(functions("6.1.55-arch1")).toEqual(["older"]);
    expect(functions("4.19.0")).toEqual(["general"]);
  });

  it("reads conditionals as the script is read", () => {
    const folder = writeFiles(temporaryFolder(), { "a.stp": '%( arch == "arm64" %? function arm() {} %: function other() {} %)' });
    expect(readIncludes(folder, { arch: "arm64" }).manifest.functions.map(({ name }) => name)).toEqual(["arm"]);
    expect(readIncludes(folder, { arch: "x86_64" }).manifest.functions.map(({ name }) => name)).toEqual(["other"]);
  });

  it("leaves what is wrong in a file to whoever needs the file", async () => {
    const folder = writeFiles(temporaryFolder(), { "a.stp": "probe my.thing = { }\nfunction fine:long() { return 1 }" });
    const tapset = readIncludes(folder);
    expect(tapset.manifest.functions.map(({ name }) => name)).toEqual(["fine"]);
    const view = await registry().use(tapset).load({ points: [], functions: new Set(["fine"]), variables: new Set() });
    expect(view.diagnostics[0]).toMatchObject({ phase: "parse" });
  });

  it("refuses what is no folder", () => {
    for (const path of ["/nonexistent/folder", join(writeFiles(temporaryFolder(), { file: "" }), "file")]) {
      expect(() => readIncludes(path)).toThrow(new CommandError(EXIT.usage, `-I ${path}: no such folder`));
    }
  });
});
