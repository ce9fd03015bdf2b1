import type { EmittedBpf } from "../../src/emit-bpf/emit-bpf.js";

/** The programs in the form that is loaded when the plain one is too complex for the verifier. */
export function forgetful(emitted: EmittedBpf): EmittedBpf {
  return { ...emitted, programs: emitted.programs.map((program) => ({ ...program, code: program.forgetful?.() ?? program.code })) };
}
