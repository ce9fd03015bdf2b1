import { describe, it } from "vitest";
import { expectAgreement, seeds } from "./agreement-cases.js";
import { InterpreterEngine } from "./interpreter-engine.js";

describe("random handlers print the same in both engines", () => {
  it.each(seeds(150))("seed %i", (seed) => expectAgreement(seed, (emitted) => new InterpreterEngine(emitted)));
});
