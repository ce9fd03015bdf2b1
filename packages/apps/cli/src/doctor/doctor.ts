import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { closest, ConfigurationError, didYouMean, registry, type Manifest } from "@tapset/core";
import { createKernel, featureNames, judgeSettings, liveFeatureFiles, privilegeOf } from "@tapset/sys";
import { liveTarget } from "@tapset/target";
import { discoverTapsets } from "../discover.js";
import { CommandError, EXIT, type ExitStatus } from "../exit-status.js";
import type { ImportModule } from "../package-reader.js";
import { printOut } from "../standard-streams.js";
import { verbHint } from "../verb-table.js";
import { doctorText, type TextStyle } from "./doctor-text.js";
import { examine } from "./examine.js";

/**
 * `tapset doctor [NAME…] [--json] [--color=WHEN]`: what this kernel and this user allow, and why not. With names of features
 * those alone. Nothing is left attached, mounted or changed, and it takes no privilege to run.
 *
 * @returns 0 when all works that the installed tapsets offer (or the named features), 1 when part of it doesn't, 3 when
 * nothing of the kernel can be traced (or a named feature isn't available)
 * @throws CommandError with status 2
 */
export function doctor(argv: readonly string[], importModule: ImportModule): Promise<ExitStatus> {
  const { names, isJson, color } = parseDoctorArguments(argv);
  const kernel = createKernel();
  const target = liveTarget(kernel);
  try {
    const privilege = privilegeOf(readFileSync("/proc/self/status", "latin1"));
    const settings = judgeSettings(liveFeatureFiles, privilege.canTrace);
    const report = examine({ target, privilege, settings, names, ...installedManifests(importModule) });
    printOut(isJson ? `${JSON.stringify(report, null, 2)}\n` : doctorText(report, styleOf(color)));
    return Promise.resolve(report.status);
  } finally {
    target.close();
  }
}

type Color = "auto" | "always" | "never";

function parseDoctorArguments(argv: readonly string[]): { readonly names: readonly string[]; readonly isJson: boolean; readonly color: Color } {
  // As everywhere, a bare --color is --color=always; parseArgs would take the next word for its value.
  const args = argv.map((word) => (/^--colou?r$/.test(word) ? "--color=always" : word.replace(/^--colour=/, "--color=")));
  let parsed;
  try {
    parsed = parseArgs({ args, options: { json: { type: "boolean" }, color: { type: "string", default: "auto" } }, allowPositionals: true });
  } catch (cause) {
    throw new CommandError(EXIT.usage, `doctor: ${(cause as Error).message}`, [verbHint("doctor")]);
  }
  const { values, positionals: names } = parsed;
  const color = (["auto", "always", "never"] as const).find((when) => when === values.color);
  if (color === undefined) throw new CommandError(EXIT.usage, `doctor: --color takes auto, always or never, not "${values.color}"`, [verbHint("doctor")]);
  const known: readonly string[] = featureNames;
  const stranger = names.find((name) => !known.includes(name));
  if (stranger !== undefined) {
    throw new CommandError(EXIT.usage, `doctor: there is no feature '${stranger}'`, [...didYouMean(closest(stranger, known)), "list them all with: tapset doctor"]);
  }
  return { names, isJson: values.json === true, color };
}

/** The manifests of what scripts would use here. What keeps them from that is a finding, not a failure. */
function installedManifests(importModule: ImportModule): { readonly manifests: readonly Manifest[]; readonly problem?: string } {
  try {
    return { manifests: registry().use(discoverTapsets(process.cwd(), importModule)).tapsets.map(({ manifest }) => manifest) };
  } catch (error) {
    if (error instanceof ConfigurationError) return { manifests: [], problem: error.message };
    throw error;
  }
}

/** Signs beyond ASCII and colours are for terminals that show them. */
function styleOf(color: Color): TextStyle {
  const { LC_ALL, LC_CTYPE, LANG } = process.env;
  const isTerminal = process.stdout.isTTY;
  return {
    unicode: isTerminal && /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || ""),
    color: color === "always" || (color === "auto" && isTerminal),
  };
}
