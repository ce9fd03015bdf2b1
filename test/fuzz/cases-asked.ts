import type { Cases } from "./run-cases.js";

/** Where `npm run fuzz` says what it wants. */
const ENVIRONMENT = { seed: "TAPSET_FUZZ_SEED", path: "TAPSET_FUZZ_PATH", minutes: "TAPSET_FUZZ_MINUTES" } as const;
/** Of the normal run. */
const SEED = 20261127;
const MS_PER_MINUTE = 60_000;

/** The cases of the normal run, `scripts` of them of so many statements, or what `npm run fuzz` asks for. */
export function casesAsked(scripts: number, statements: number): Cases {
  const [seed, path, minutes] = [ENVIRONMENT.seed, ENVIRONMENT.path, ENVIRONMENT.minutes].map((name) => process.env[name]);
  return {
    seed: seed === undefined ? SEED : Number(seed),
    statements,
    scripts: minutes === undefined ? scripts : Number.MAX_SAFE_INTEGER,
    ...(path !== undefined && { path }),
    ...(minutes !== undefined && { until: Date.now() + Number(minutes) * MS_PER_MINUTE }),
  };
}

/** More than any run takes: it's stopped by its own clock, and shrinking takes what it takes. */
export const NO_TIMEOUT = 2 ** 31 - 1;
