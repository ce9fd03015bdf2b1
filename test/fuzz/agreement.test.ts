import { expect, it } from "vitest";
import { casesAsked, NO_TIMEOUT } from "./cases-asked.js";
import { interpretedEngine, sessionEngine } from "./interpreted.js";
import { runCases } from "./run-cases.js";

/** Each is run with several inputs, in both engines. */
const SCRIPTS = 200;
const STATEMENTS = 5;

it("random scripts do the same as JavaScript and as BPF", async () => {
  const { same, refused } = await runCases(casesAsked(SCRIPTS, STATEMENTS), sessionEngine, interpretedEngine);
  console.log(`${same} scripts did the same in the session and in the interpreter, ${refused} were refused there`);
  expect(same).toBeGreaterThan(10 * refused);
}, NO_TIMEOUT);
