import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isInternalName, loadManifest, type Manifest } from "@tapset/core";
import { describe, expect, it } from "vitest";
import { entriesOf } from "../src/doc/entries.js";
import { pageName, type Entry } from "../src/doc/entry.js";
import type { DocumentFormat } from "../src/doc/formats/format.js";
import { html } from "../src/doc/formats/html.js";
import { man } from "../src/doc/formats/man.js";
import { markdown } from "../src/doc/formats/markdown.js";
import { pointsReached } from "../src/doc/points-reached.js";
import { manifest } from "./made-up-project.js";

const folder = fileURLToPath(new URL("../../../tapsets", import.meta.url));
const manifests: readonly Manifest[] = readdirSync(folder).map((name) => loadManifest(readFileSync(`${folder}/${name}/tapset.json`, "utf8"), name));
const entries = entriesOf(manifests);
const reached = pointsReached(manifests);

/** What a format makes of names: its escapes undone. */
const formats: readonly (readonly [name: string, format: DocumentFormat, plain: (text: string) => string])[] = [
  ["markdown", markdown, (text) => text.replace(/\\([^\w\s])/g, "$1")],
  ["html", html, (text) => text.replaceAll("&#x3C;", "<").replaceAll("&#x26;", "&")],
  ["man", man, (text) => text.replaceAll("\\-", "-").replaceAll("\\.", ".").replace(/\\f[BIR]/g, "")],
];

const found = (kind: Entry["kind"], name: string): Entry => {
  const entry = entries.find((each) => each.kind === kind && each.name === name);
  if (entry === undefined) throw new Error(`no ${kind} ${name}`);
  return entry;
};

describe("the reference of our own tapsets", () => {
  it("has a page for each tapset, form, probe and function, and each once", () => {
    const wanted = manifests.flatMap(({ name, families, probes, functions }) => [
      `tapset ${name}`,
      ...families.flatMap(({ patterns }) => patterns.map(({ form }) => `form ${form}`)),
      ...probes.filter((probe) => !isInternalName(probe.name)).map((probe) => `probe ${probe.name}`),
      ...new Set(functions.filter((each) => !isInternalName(each.name)).map((each) => `function ${each.name}`)),
    ]);
    expect(entries.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual(wanted.sort());
  });

  it.each(formats)("names every value and argument, and what serves each probe, in %s", (_, format, plain) => {
    for (const { families, probes, functions } of manifests) {
      for (const { form, variables } of families.flatMap(({ patterns }) => patterns)) {
        const page = plain(format.page(found("form", form)));
        for (const { name } of variables) expect(page, form).toContain(name);
      }
      for (const { name, values, backends } of probes.filter((probe) => !isInternalName(probe.name))) {
        const page = plain(format.page(found("probe", name)));
        for (const text of [...values.map((value) => value.name), ...backends.flatMap(({ point }) => reached(point))]) expect(page, name).toContain(text);
        expect(page, name).not.toMatch(/`_/);
      }
      for (const { name, parameters } of functions.filter((each) => !isInternalName(each.name))) {
        const page = plain(format.page(found("function", name)));
        for (const parameter of parameters) expect(page, name).toContain(`${parameter.name}:${parameter.type}`);
      }
    }
  });
});

describe("points reached", () => {
  const backend = (point: string) => ({ point, values: [], needs: [] });
  const probes = [
    { name: "disk.read", doc: "", values: [], backends: [backend("__disk.either")] },
    { name: "__disk.either", doc: "", values: [], backends: [backend("__disk.event"), backend('kernel.function("made")')] },
    { name: "__disk.event", doc: "", values: [], backends: [backend('kernel.trace("made")'), backend("disk.write")] },
    { name: "disk.write", doc: "", values: [], backends: [backend("timer.s(1)")] },
  ];
  const of = pointsReached([manifest("@made/disks", { probes })]);

  it("are what internal aliases come down to, whatever is between", () => {
    expect(of("__disk.either")).toEqual(['kernel.trace("made")', "disk.write", 'kernel.function("made")']);
    expect(of("disk.read")).toEqual(["disk.read"]);
  });
});

describe("a probe's page", () => {
  const [, probe] = entriesOf([
    manifest("@made/disks", {
      probes: [
        {
          name: "disk.read",
          doc: "when a disk is read\n\nOnce a request.",
          context: "the reader's",
          values: [{ name: "size", type: "long", doc: "bytes" }, { name: "owner", type: "string", doc: "whose" }],
          backends: [
            { point: 'kernel.trace("block:made")', mark: "!", values: ["size"], absent: [{ name: "owner", reason: "it isn't recorded" }], needs: ["tp-btf"] },
            { point: 'kernel.function("made")', values: ["size", "owner"], needs: [] },
          ],
        },
      ],
    }),
  ]);
  if (probe === undefined) throw new Error("no page");

  it("says what is read, by whom it's served, and what that lacks", () => {
    expect(markdown.page(probe)).toBe(
      [
        "# probe::disk.read", "", "when a disk is read", "",
        "## Synopsis", "", "    disk.read", "",
        "## Description", "", "when a disk is read", "", "Once a request.", "",
        "## Values", "", "- `size` (long): bytes", "- `owner` (string): whose", "",
        "## Context", "", "the reader's", "",
        "## Served by", "", "The first of these that the kernel has, and that has every value the script reads:", "",
        "1. `kernel.trace(\"block:made\")`, which needs tp-btf (Linux 5.5); without `owner` (it isn't recorded)",
        "2. `kernel.function(\"made\")`", "",
        "## See also", "", "`tapset::@made/disks`", "",
      ].join("\n"),
    );
  });

  it("is a man page of section 3stap, equal whenever it's made", () => {
    expect(pageName(probe)).toBe("probe::disk.read");
    expect(man.page(probe)).toMatch(/^\.TH "PROBE::DISK\.READ" "3stap" "" ""/);
    expect(man.page(probe)).toContain('.SH "SERVED BY"');
    expect(man.manual([probe]).map(({ path }) => path)).toEqual(["man3/probe::disk.read.3stap"]);
  });

  it("is where the HTML manual's contents lead", () => {
    const [page] = html.manual([probe]);
    expect(page?.text).toContain('href="#probe%3A%3Adisk.read"');
    expect(page?.text).toContain('id="probe::disk.read"');
  });
});
