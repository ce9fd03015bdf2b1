import { BPF_F_SLEEPABLE } from "../abi/bpf-flags.js";
import type { ProgramType } from "../abi/bpf-enums.js";
import { callHelper, emptyProgram, exit, loadMap, movImm, probeProgram } from "../probe-program.js";
import { VerifierError } from "../verifier-error.js";
import { no, yes } from "./feature.js";
import type { Feature, FeatureAnswer, FeatureKernel } from "./feature.js";

/** How the verifier words it when a helper is missing or forbidden, over the versions. */
const helperIsMissing = /invalid func|unknown func|cannot use helper/;

/** Calls the helper without arguments: the verifier complains about them only if it knows the helper. */
function probeHelper(kernel: FeatureKernel, type: ProgramType, name: string, number: number): FeatureAnswer {
  const instructions = probeProgram([callHelper(number), movImm(0, 0), exit]);
  try {
    kernel.programs.load({ type, name: "probe", instructions }).close();
    return yes;
  } catch (error) {
    if (!(error instanceof VerifierError)) throw error;
    return helperIsMissing.test(error.log) ? no(`no helper bpf_${name} for ${type} programs here`) : yes;
  }
}

/** A feature that is one helper of tracing programs. */
function helper(name: string, number: number, since: string): Feature {
  return {
    title: `bpf_${name}`,
    since,
    probe: ({ kernel }) => probeHelper(kernel, "raw_tracepoint", name, number),
  };
}

/** What programs may do on this kernel. */
export const programFeatures = {
  /** Tracing programs at all. Maps alone prove nothing: some machines let anybody create those. */
  bpf: {
    title: "BPF tracing programs",
    since: "4.17",
    probe: ({ kernel }) => {
      kernel.programs.load({ type: "raw_tracepoint", name: "probe", instructions: emptyProgram }).close();
      return yes;
    },
  },
  /** Missing under `lockdown=confidentiality`: only typed pointers can be followed there. */
  "read-kernel": helper("probe_read_kernel", 113, "5.5"),
  "read-user": helper("probe_read_user", 112, "5.5"),
  "for-each-map": helper("for_each_map_elem", 164, "5.13"),
  snprintf: helper("snprintf", 165, "5.13"),
  loop: helper("loop", 181, "5.17"),
  "task-storage": helper("task_storage_get", 156, "5.11"),
  "syscall-program": {
    title: "programs run by hand",
    since: "5.14",
    probe: ({ kernel }) => {
      const program = kernel.programs.load({
        type: "syscall", name: "probe", instructions: emptyProgram, flags: BPF_F_SLEEPABLE,
      });
      try {
        kernel.programs.testRun(program);
        return yes;
      } finally {
        program.close();
      }
    },
  },
  /** What the session makes elements of arrays that wrap with. */
  "syscall-program-queue": {
    title: "queues in programs run by hand",
    since: "6.4",
    probe: ({ kernel }) => {
      const queue = kernel.maps.create({ type: "queue", name: "probe", keySize: 0, valueSize: 8, maxEntries: 1 });
      try {
        const instructions = probeProgram([...loadMap(1, queue.number), movImm(0, 0), exit]);
        kernel.programs.load({ type: "syscall", name: "probe", instructions, flags: BPF_F_SLEEPABLE }).close();
        return yes;
      } finally {
        queue.close();
      }
    },
  },
} satisfies Record<string, Feature>;
