import { it } from "vitest";
import { expectAgreement, seeds } from "./agreement-cases.js";
import { describeReading, withKernel } from "./live-bpf.js";
import { NativeEngine } from "./native-engine.js";

describeReading("random handlers print the same in the kernel and in the session", () => {
  it.each(seeds(60))("seed %i", (seed) => withKernel((kernel) => expectAgreement(seed, (emitted) => new NativeEngine(kernel, emitted))));
});
