import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { type Diagnostic, type Macro, type ParseOptions, type Script, Source, parse, parseMacros } from "../src/index.js";

const PACKAGES = ["systemtap", "systemtap-common", "systemtap-doc", "systemtap-runtime"];

/** Paths of all scripts and library files of Debian's SystemTap packages; empty where they are not installed. */
export function debianFiles(): string[] {
  return PACKAGES.flatMap((name) => {
    try {
      return execFileSync("dpkg", ["-L", name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).split("\n");
    } catch {
      return [];
    }
  })
    .filter((path) => /\.stpm?$/.test(path))
    .sort();
}

/** What became of one file. */
export interface CorpusResult {
  readonly path: string;
  /** Absent for a macro file. */
  readonly script?: Script;
  readonly diagnostics: readonly Diagnostic[];
  /** What the script was parsed with. */
  readonly options: ParseOptions;
}

/** Scripts ask for numbers or for probe points; which, only their authors know: the first list that parses counts. */
const ARGUMENTS: readonly (readonly string[])[] = [
  Array.from({ length: 9 }, (_, index) => String(index + 1)),
  Array.from({ length: 9 }, () => "process"),
  ["process", "process", "3", "4"],
];

/** Parses the whole corpus: macro files first, then every script with the macros that SystemTap would load for it. */
export function parseCorpus(paths: readonly string[], environment: ParseOptions): CorpusResult[] {
  const results: CorpusResult[] = [];
  const byFolder = new Map<string, Map<string, Macro>>();
  for (const path of paths.filter((each) => each.endsWith(".stpm"))) {
    const { diagnostics, macros } = parseMacros(new Source(path, readFileSync(path, "utf8")), environment);
    results.push({ path, diagnostics, options: environment });
    byFolder.set(dirname(path), new Map([...(byFolder.get(dirname(path)) ?? []), ...macros]));
  }
  for (const path of paths.filter((each) => each.endsWith(".stp"))) {
    const source = new Source(path, readFileSync(path, "utf8"));
    const macros = macrosFor(path, byFolder);
    const attempts = ARGUMENTS.map((args): CorpusResult => {
      const options = { ...environment, args, macros };
      return { path, options, ...parse(source, options) };
    });
    results.push(attempts.find((attempt) => attempt.diagnostics.length === 0) ?? attempts[0]!);
  }
  return results;
}

/** The library has a common part and one for each runtime; a file outside of it sees the kernel runtime's. */
function macrosFor(path: string, byFolder: ReadonlyMap<string, ReadonlyMap<string, Macro>>): Map<string, Macro> {
  const runtime = /\/tapset\/(bpf|dyninst)\//.exec(path)?.[1] ?? "linux";
  const folders = [...byFolder.keys()].filter((folder) => folder.endsWith("/tapset") || folder.endsWith(`/tapset/${runtime}`));
  return new Map(folders.sort().flatMap((folder) => [...(byFolder.get(folder) ?? [])]));
}
