import type { ProgramSpec } from "../bpf-programs.js";
import type { Fd } from "../fd.js";
import type { PerfEventSpec } from "../perf-events.js";
import { emptyProgram } from "../probe-program.js";
import { yes } from "./feature.js";
import type { FeatureAnswer, FeatureKernel } from "./feature.js";

/** Loads an empty program and attaches it for a moment: loading alone proves nothing. */
export function attachOnce(kernel: FeatureKernel, spec: Omit<ProgramSpec, "instructions">, attach: (program: Fd) => Fd): FeatureAnswer {
  const program = kernel.programs.load({ name: "probe", instructions: emptyProgram, ...spec });
  try {
    attach(program).close();
    return yes;
  } finally {
    program.close();
  }
}

/** A disabled perf event with a program. */
export function openWithProgram(kernel: FeatureKernel, spec: PerfEventSpec, program: Fd): Fd {
  const event = kernel.perf.open(spec);
  try {
    kernel.perf.setProgram(event, program);
    return event;
  } catch (error) {
    event.close();
    throw error;
  }
}
