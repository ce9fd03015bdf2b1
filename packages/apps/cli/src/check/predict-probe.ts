import { compile, DEFAULT_LIMITS, type Compilation } from "@tapset/compiler";
import { isInternalName, namesIn, type ManifestProbe, type Registry, type Target } from "@tapset/core";
import { hasErrors, parse, Source } from "@tapset/language";
import { reasonsPassedOver } from "../serving-lines.js";
import type { Prediction } from "./prediction.js";

/**
 * What a target would do with an alias: compiles probes on it that read all of its documented values, then none, then each
 * by itself. Nothing is loaded or attached.
 */
export async function predictProbe({ name, values }: Pick<ManifestProbe, "name" | "values">, tapsets: Registry, target: Target): Promise<Prediction> {
  const reading = (names: readonly string[]): Promise<Compilation> => compileProbe(name, names, tapsets, target);
  const whole = await reading(values.map((value) => value.name));
  if (isSound(whole)) return { probe: name, verdict: "yes", backends: backendsOf(whole, name), missing: [], reason: "" };
  const bare = await reading([]);
  if (!isSound(bare)) return { probe: name, verdict: "no", backends: [], missing: [], ...reasonOf(bare) };
  const missing: { value: string; reason: string }[] = [];
  for (const { name: value } of values) {
    const alone = await reading([value]);
    if (!isSound(alone)) missing.push({ value, reason: reasonOf(alone).reason });
  }
  return { probe: name, verdict: "part", backends: backendsOf(bare, name), missing, reason: "" };
}

async function compileProbe(point: string, values: readonly string[], tapsets: Registry, target: Target): Promise<Compilation> {
  const { script } = parse(new Source(point, `probe ${point} { ${values.map((value) => `println(${value})`).join(" ")} }`));
  return compile(script, await tapsets.load(namesIn(script)), target, { limits: DEFAULT_LIMITS });
}

function isSound({ diagnostics }: Compilation): boolean {
  return !hasErrors(diagnostics);
}

/** What serves an alias: another that scripts can name, or the points that fire. */
function backendsOf({ elaborated: { probes } }: Compilation, alias: string): readonly string[] {
  const served = probes.map(({ serving, derived }) => {
    const backend = serving.find((each) => each.alias === alias)?.backend;
    return backend === undefined || isInternalName(backend) ? derived.point : backend;
  });
  return [...new Set(served)];
}

/** Why each of an alias's backends doesn't serve; where that says nothing, the first of what is wrong. */
function reasonOf({ diagnostics, elaborated }: Compilation): Pick<Prediction, "reason" | "lacks"> {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const lacks = [...errors, ...elaborated.passedOver].find((each) => each.lacks !== undefined)?.lacks;
  const reasons = reasonsPassedOver(elaborated);
  return { reason: reasons.length > 0 ? reasons.join("; ") : (errors[0]?.message ?? ""), ...(lacks !== undefined && { lacks }) };
}
