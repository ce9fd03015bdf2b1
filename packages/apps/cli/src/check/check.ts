import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { isInternalName, matchesNames, registry, type ManifestProbe, type Registry } from "@tapset/core";
import { createKernel } from "@tapset/sys";
import type { KernelTarget } from "@tapset/target";
import { parseCommandLine } from "../command-line.js";
import { compileTarget } from "../compile-target.js";
import { discoverTapsets } from "../discover.js";
import { CommandError, EXIT, type ExitStatus } from "../exit-status.js";
import type { ImportModule } from "../package-reader.js";
import { runScript } from "../run-script.js";
import { servingLines } from "../serving-lines.js";
import { defaultSettings } from "../settings.js";
import { printOut } from "../standard-streams.js";
import { verbHint } from "../verb-table.js";
import { checkText } from "./check-text.js";
import { predictProbe } from "./predict-probe.js";
import type { Prediction, TargetPredictions } from "./prediction.js";

/** The last pass of what is compiled and not loaded. */
const COMPILED = 3;

/** How many of a script's points are named. */
const MOST_POINTS = 10;

/**
 * `tapset check [--target DIR] [--json] [PROBE…]`: says which backend would serve each probe of the installed tapsets on the running
 * kernel, or on the one that DIR describes, and which of its values would be missing; with PROBEs, which may hold `*`, those
 * alone. With the file of a SCRIPT, compiles it and says what serves its probes. Nothing is loaded or attached.
 *
 * @returns 0 when all is served with every value, 1 when something isn't
 * @throws CommandError with status 2 for a wrong command line
 */
export async function check(argv: readonly string[], importModule: ImportModule): Promise<ExitStatus> {
  const { folder, isJson, names } = parseCheckArguments(argv);
  const [script] = names;
  if (script !== undefined && names.length === 1 && existsSync(script)) {
    return runScript({ ...parseCommandLine([script]), target: folder, lastPass: COMPILED }, importModule, ({ elaborated }) => {
      const points = new Set(elaborated.probes.map(({ derived }) => derived.point));
      printOut([...servingLines(elaborated), `the script compiles for this kernel: ${[...points].slice(0, MOST_POINTS).join(", ")}${points.size > MOST_POINTS ? ", …" : ""}`, ""].join("\n"));
      return EXIT.ok;
    });
  }
  const { target, close } = compileTarget({ ...defaultSettings(), target: folder, lastPass: COMPILED }, createKernel());
  try {
    const tapsets = registry().use(discoverTapsets(process.cwd(), importModule));
    const report = await predict(wantedProbes(tapsets, names), tapsets, target);
    printOut(isJson ? `${JSON.stringify(report, null, 2)}\n` : checkText(report));
    return report.probes.every(({ verdict }) => verdict === "yes") ? EXIT.ok : EXIT.script;
  } finally {
    close();
  }
}

async function predict(probes: readonly ManifestProbe[], tapsets: Registry, target: KernelTarget): Promise<TargetPredictions> {
  const predictions: Prediction[] = [];
  for (const probe of probes) predictions.push(await predictProbe(probe, tapsets, target));
  return { release: target.release, arch: target.arch, probes: predictions };
}

function wantedProbes(tapsets: Registry, patterns: readonly string[]): readonly ManifestProbe[] {
  const all = tapsets.tapsets.flatMap(({ manifest }) => manifest.probes).filter(({ name }) => !isInternalName(name)).sort((left, right) => (left.name < right.name ? -1 : 1));
  const stranger = patterns.find((pattern) => !all.some(({ name }) => matches(pattern, name)));
  if (stranger !== undefined) throw new CommandError(EXIT.usage, `check: no installed tapset has a probe ${stranger}`, ["list them all with: tapset --dump-probe-aliases"]);
  return patterns.length === 0 ? all : all.filter(({ name }) => patterns.some((pattern) => matches(pattern, name)));
}

function matches(pattern: string, name: string): boolean {
  return matchesNames(pattern.split("."), name.split("."));
}

function parseCheckArguments(argv: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options: { json: { type: "boolean" }, target: { type: "string" } }, allowPositionals: true });
    return { folder: values.target, isJson: values.json === true, names: positionals };
  } catch (cause) {
    throw new CommandError(EXIT.usage, `check: ${(cause as Error).message}`, [verbHint("check")]);
  }
}
