import { createKernel } from "@tapset/sys";
import { liveTarget } from "@tapset/target";
import { needs } from "@tapset/testkit";
import { expect } from "vitest";
import { casesAsked, NO_TIMEOUT } from "./cases-asked.js";
import { sessionEngine } from "./interpreted.js";
import { runCases } from "./run-cases.js";

/** Each is run with several inputs, in the session and in the kernel. */
const SCRIPTS = 60;
/** Few: the verifier follows every path. */
const STATEMENTS = 2;

// Whatever is made, the kernel accepts, or we refuse it first: what its verifier refuses fails the test.
needs("raw-tracepoint", "ring-buffer", "loop").it("random scripts are accepted by the kernel and do the same there as in the session", async () => {
  const kernel = createKernel();
  const target = liveTarget(kernel);
  try {
    const { same, refused, "too complex": complex } = await runCases(casesAsked(SCRIPTS, STATEMENTS), sessionEngine, { name: "kernel", point: "trigger.kernel", target, openKernel: () => kernel });
    console.log(`${same} scripts did the same in the session and in the kernel, ${refused} were refused there, ${complex} were too complex for the verifier`);
    expect(same).toBeGreaterThan(10 * (refused + complex));
  } finally {
    target.close();
  }
}, NO_TIMEOUT);
