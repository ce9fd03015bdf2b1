import { parseArgs } from "node:util";
import { type Effect, type ManifestChange, type Step, greatestEffect, leastStep, manifestChanges, saysEnough, steps } from "@tapset/core";
import { readComparedPackage } from "./compared-package.js";
import { CommandError, EXIT, type ExitStatus } from "./exit-status.js";
import { printError, printOut } from "./standard-streams.js";
import { verbHint } from "./verb-table.js";

/** The difference of two packages, as `--json` prints it. */
interface Difference {
  readonly from: { readonly name: string; readonly version: string };
  readonly to: { readonly name: string; readonly version: string };
  /** Those that anybody may notice. */
  readonly changes: readonly ManifestChange[];
  readonly effect: Effect;
  /** The least step that says so, from the old version on. */
  readonly step: Step;
}

/**
 * `tapset diff OLD NEW`: says in what a tapset package differs from an earlier one, and which semver step that needs. Each
 * is a manifest, a package's folder or its tarball. The status is 0; with `--at-most STEP` it's 1 when a greater step
 * is needed, and with `--check` when the new package's version says less than is needed.
 *
 * @throws CommandError for a wrong command line, ConfigurationError where there is no manifest
 */
export async function diff(argv: readonly string[]): Promise<ExitStatus> {
  const { before, after, json, atMost, check } = parseDiffArguments(argv);
  const [from, to] = [readComparedPackage(before), readComparedPackage(after)];
  const changes = manifestChanges(from, to).filter(({ effect }) => effect !== "none");
  const effect = greatestEffect(changes.map((change) => change.effect));
  const step = leastStep(effect, from.version);
  const difference: Difference = { from: identityOf(from), to: identityOf(to), changes, effect, step };
  printOut(json ? `${JSON.stringify(difference, null, 2)}\n` : textOf(difference));
  if (atMost !== undefined && steps.indexOf(step) > steps.indexOf(atMost)) {
    printError(`${to.name}: a ${step} step is needed, not ${atMost}\n`);
    return EXIT.script;
  }
  if (check && !saysEnough(effect, from.version, to.version)) {
    printError(`${to.name}: version ${to.version} says less than the ${step} step after ${from.version} that is needed\n`);
    return EXIT.script;
  }
  return Promise.resolve(EXIT.ok);
}

function identityOf({ name, version }: { readonly name: string; readonly version: string }): { readonly name: string; readonly version: string } {
  return { name, version };
}

function textOf({ from, to, changes, effect, step }: Difference): string {
  const width = Math.max(0, ...changes.map((change) => change.effect.length));
  const convention = effect !== "none" && step !== leastStep(effect, "1.0.0") ? `: before 1.0.0, ${step} says ${effect}` : "";
  return [
    `${from.name} ${from.version} -> ${to.name === from.name ? "" : `${to.name} `}${to.version}`,
    ...changes.map((change) => `${change.effect.padEnd(width)}  ${change.text}`),
    step === "none" ? "no step is needed" : `${step} step needed${convention}`,
    "",
  ].join("\n");
}

function parseDiffArguments(argv: readonly string[]) {
  try {
    const options = { json: { type: "boolean" }, check: { type: "boolean" }, "at-most": { type: "string" } } as const;
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
    const [before, after, ...rest] = positionals;
    if (before === undefined || after === undefined || rest.length > 0) throw new Error("two packages are compared");
    const atMost = values["at-most"];
    if (atMost !== undefined && !isStep(atMost)) throw new Error(`--at-most takes one of ${steps.join(", ")}, not "${atMost}"`);
    return { before, after, json: values.json === true, check: values.check === true, atMost };
  } catch (cause) {
    throw new CommandError(EXIT.usage, `diff: ${(cause as Error).message}`, [verbHint("diff")]);
  }
}

function isStep(word: string): word is Step {
  return (steps as readonly string[]).includes(word);
}
