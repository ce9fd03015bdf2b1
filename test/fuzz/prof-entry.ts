import { createKernel } from "@tapset/sys";
import { liveTarget } from "@tapset/target";
import { interpretedEngine, sessionEngine } from "./interpreted.js";
import { runCases } from "./run-cases.js";
const env = process.env;
const live = env["LIVE"] !== undefined;
const kernel = createKernel();
const engine = live ? { point: "trigger.kernel" as const, target: liveTarget(kernel), openKernel: () => kernel } : interpretedEngine;
try {
  console.log(await runCases({ seed: Number(env["SEED"] ?? 1), statements: Number(env["ST"] ?? 2), scripts: Number(env["N"] ?? 20), ...(env["UNTIL"] && { until: Date.now() + 1000 * Number(env["UNTIL"]) }), ...(env["FPATH"] && { path: env["FPATH"] }) }, sessionEngine, engine));
} catch (e) { console.log((e as Error).message); }
console.log(process.cpuUsage(), performance.now());
process.exit(0);
