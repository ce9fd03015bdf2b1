import { noProbe } from "@tapset/core";
import { describe, expect, it } from "vitest";
import { lowerBody } from "../../src/lower/handlers.js";
import { DEFAULT_LIMITS } from "../../src/lower/limits.js";
import { openSession } from "../../src/lower/lower.js";
import { Lowering } from "../../src/lower/lowering.js";
import { optimise } from "../../src/optimise/optimise.js";
import { splitTexts } from "../../src/optimise/split-texts.js";
import { Interpreter } from "./interpret-ir.js";
import { RandomScript } from "./random-script.js";
import { typed } from "./workbench.js";

const SCRIPTS = 100;

/** What a script's begin handler does, as it's written, as the passes leave it, and as they leave a kernel handler. */
async function runs(text: string): Promise<string[]> {
  const tree = await typed(text);
  expect(tree.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const lowering = new Lowering(openSession(tree, DEFAULT_LIMITS), "session", noProbe);
  const { body } = lowerBody(lowering, tree.handlers[0]!);
  const facts = {
    engine: "session" as const,
    maxString: lowering.maxString,
    newLocal: (name: string, type: "long" | "string", bound: number) => lowering.newLocal(name, type, bound),
  };
  const optimised = optimise(body, [], facts);
  return [body, optimised, splitTexts(optimised, facts.newLocal)].map((each) => new Interpreter().run(each));
}

describe("what the passes leave does what was written", () => {
  it(`in ${SCRIPTS} scripts made by chance`, async () => {
    for (let seed = 1; seed <= SCRIPTS; seed++) {
      const text = new RandomScript(seed).text();
      const [written, ...others] = await runs(text);
      for (const other of others) expect(other, `seed ${seed}:\n${text}`).toBe(written);
    }
  }, 60_000);
});
