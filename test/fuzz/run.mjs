// `npm run fuzz [-- --seed N] [--minutes N] [--path PATH] [--only interpreter|kernel]`: random scripts until they differ.
import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";

const files = { interpreter: "test/fuzz/agreement.test.ts", kernel: "test/fuzz/agreement.native.test.ts" };
/** Two weeks: until somebody stops it. */
const ENDLESS = "20160";

const { values } = parseArgs({ options: { seed: { type: "string" }, minutes: { type: "string" }, path: { type: "string" }, only: { type: "string" } } });
const { seed = String(Date.now() % 2 ** 31), minutes, path, only } = values;
console.log(`seed ${seed}`);
const { status } = spawnSync("npx", ["vitest", "run", "--disable-console-intercept", ...(only === undefined ? Object.values(files) : [files[only]])], {
  stdio: "inherit",
  env: {
    ...process.env,
    TAPSET_FUZZ_SEED: seed,
    // A path leads to one failure, which takes no time.
    TAPSET_FUZZ_MINUTES: minutes ?? ENDLESS,
    ...(path !== undefined && { TAPSET_FUZZ_PATH: path }),
  },
});
process.exitCode = status ?? 1;
