/** What a change does to those who use a package, from the least to the most. */
export const effects = ["none", "fix", "feature", "breaking"] as const;
export type Effect = (typeof effects)[number];

/** What npm calls the steps from one version to the next. */
export const steps = ["none", "patch", "minor", "major"] as const;
export type Step = (typeof steps)[number];

/** The greatest of some effects. */
export function greatestEffect(all: Iterable<Effect>): Effect {
  return effects[Math.max(0, ...[...all].map((effect) => effects.indexOf(effect)))]!;
}

/**
 * The least step that says what a change does, from a version on. Before 1.0.0 npm's convention holds: `^0.1.0` doesn't
 * take 0.2.0, and `^0.0.1` not even 0.0.2, so there a lesser step says as much.
 */
export function leastStep(effect: Effect, version: string): Step {
  const { major, minor } = parseVersion(version);
  const least = steps[effects.indexOf(effect)]!;
  if (major > 0 || least === "none") return least;
  return effect === "breaking" && minor > 0 ? "minor" : "patch";
}

/** Whether going from one version to another says as much as a change does. */
export function saysEnough(effect: Effect, from: string, to: string): boolean {
  const least = leastStep(effect, from);
  return steps.indexOf(stepBetween(from, to)) >= steps.indexOf(least);
}

/** The step from a version to a later one; `none` where it isn't later. */
export function stepBetween(from: string, to: string): Step {
  const [before, after] = [parseVersion(from), parseVersion(to)];
  for (const [part, step] of [["major", "major"], ["minor", "minor"], ["patch", "patch"]] as const) {
    if (after[part] !== before[part]) return after[part] > before[part] ? step : "none";
  }
  return "none";
}

/** The numbers of a version; what stands behind them (`-beta.1`) names a way to it. */
function parseVersion(version: string): { readonly major: number; readonly minor: number; readonly patch: number } {
  const [major = 0, minor = 0, patch = 0] = version.split(/[-+]/, 1)[0]!.split(".").map(Number);
  return { major, minor, patch };
}
