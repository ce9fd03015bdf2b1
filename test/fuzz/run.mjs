// `npm run fuzz [-- --seed N] [--minutes N] [--path PATH] [--only interpreter|kernel]`: random scripts until they differ, in
// the interpreter and in the kernel by turns.
import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";

const files = { interpreter: "test/fuzz/agreement.test.ts", kernel: "test/fuzz/agreement.native.test.ts" };
const ROUND_MINUTES = 5;
const MS_PER_MINUTE = 60_000;

const { values } = parseArgs({ options: { seed: { type: "string" }, minutes: { type: "string" }, path: { type: "string" }, only: { type: "string" } } });
const { path, only } = values;
const engines = only === undefined ? Object.keys(files) : [only];
const until = values.minutes === undefined ? Infinity : Date.now() + Number(values.minutes) * MS_PER_MINUTE;

let status = 0;
for (let seed = Number(values.seed ?? Date.now() % 2 ** 31), round = 0; status === 0 && Date.now() < until; seed++, round++) {
  for (const engine of engines) {
    const minutes = Math.min(ROUND_MINUTES, (until - Date.now()) / MS_PER_MINUTE / engines.length);
    console.log(`${engine}, seed ${seed}`);
    status ||= fuzz(engine, { TAPSET_FUZZ_SEED: String(seed), TAPSET_FUZZ_MINUTES: String(Math.max(0, minutes)), ...(path !== undefined && { TAPSET_FUZZ_PATH: path }) });
  }
  // A path leads to one failure.
  if (path !== undefined) break;
}
process.exitCode = status;

function fuzz(engine, env) {
  const run = spawnSync("npx", ["vitest", "run", files[engine], "--disable-console-intercept"], { stdio: "inherit", env: { ...process.env, ...env } });
  return run.status ?? 1;
}
