import { expect, it } from "vitest";
import { needs } from "@tapset/testkit/needs";
import { Source, formatDiagnostic, formatLocation, parse, print } from "../src/index.js";
import { debianFiles, parseCorpus } from "./debian-corpus.js";
import { plain } from "./plain.js";

const paths = debianFiles();
const environment = { kernelVersion: "6.12.9", kernelRelease: "6.12.9-amd64", guru: true };

// A template whose body is written `{...}`: SystemTap's own parser refuses it at the same place.
const REFUSED = new Map([["security-bandaid-template.stp", "31:32"]]);
const isRefused = (path: string): boolean => [...REFUSED.keys()].some((name) => path.endsWith(`/${name}`));

needs("systemtap-scripts").describe("Debian's scripts and library files", () => {
  const results = parseCorpus(paths, environment);
  const good = results.filter(({ path }) => !isRefused(path));

  it("are all there", () => {
    expect(paths.length).toBeGreaterThan(500);
  });

  it("parse without a diagnostic", () => {
    const failed = good.filter(({ diagnostics }) => diagnostics.length > 0);
    expect(failed.flatMap(({ diagnostics }) => diagnostics.map(formatDiagnostic))).toEqual([]);
  });

  it("parse but for the template, which SystemTap refuses at the same place", () => {
    for (const { diagnostics, path } of results.filter((each) => isRefused(each.path))) {
      const place = REFUSED.get(path.slice(path.lastIndexOf("/") + 1));
      expect(formatLocation(diagnostics[0]!.span!)).toBe(`${path}:${place}`);
    }
  });

  it("print to text that parses to an equal tree", () => {
    for (const { options, path, script } of good) {
      if (script === undefined) continue;
      const printed = parse(new Source(path, print(script)), options);
      expect(printed.diagnostics.map(formatDiagnostic), path).toEqual([]);
      expect(plain(printed.script), path).toEqual(plain(script));
    }
  });

  it("give the same tree every time", () => {
    const { options, script } = good.find(({ path }) => path.endsWith(".stp"))!;
    expect(plain(parse(script!.span.source, options).script)).toEqual(plain(script!));
  });
});
