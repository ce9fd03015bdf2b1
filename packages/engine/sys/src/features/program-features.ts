import { BPF_F_SLEEPABLE } from "../abi/bpf-flags.js";
import type { ProgramType } from "../abi/bpf-enums.js";
import { callHelper, emptyProgram, exit, loadMap, movImm, probeProgram } from "../probe-program.js";
import { VerifierError } from "../verifier-error.js";
import { attachToType } from "./attach-to-type.js";
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
function helper(name: string, number: number, row: Omit<Feature, "title" | "probe">): Feature {
  return {
    title: `bpf_${name}`,
    ...row,
    probe: ({ kernel }) => probeHelper(kernel, "raw_tracepoint", name, number),
  };
}

/** What programs may do on this kernel. */
export const programFeatures = {
  /** Tracing programs at all. Maps alone prove nothing: some machines let anybody create those. */
  bpf: {
    title: "BPF tracing programs",
    since: "4.17",
    serves: "every probe that fires in the kernel",
    options: ["CONFIG_BPF_SYSCALL", "CONFIG_BPF_EVENTS"],
    probe: ({ kernel }) => {
      kernel.programs.load({ type: "raw_tracepoint", name: "probe", instructions: emptyProgram }).close();
      return yes;
    },
  },
  /** Missing under `lockdown=confidentiality`: only typed pointers can be followed there. */
  "read-kernel": helper("probe_read_kernel", 113, {
    since: "5.5",
    serves: "kernel_string(), kernel_long() and the like; values behind untyped pointers",
    lockdown: "confidentiality",
    alternatives: ["tp-btf", "fentry"],
  }),
  "read-user": helper("probe_read_user", 112, { since: "5.5", serves: "user_string(), user_long() and the like; string arguments of system calls" }),
  "write-user": {
    title: "bpf_probe_write_user",
    since: "4.8",
    serves: "writing the memory of processes in guru mode",
    lockdown: "integrity",
    // Older kernels note in their log each program that would call it, so the level of lockdown answers where it's known.
    probe: ({ kernel, lockdown }) => {
      const level = lockdown();
      if (level === undefined) return probeHelper(kernel, "raw_tracepoint", "probe_write_user", 36);
      return level === "none" ? yes : no("cannot use helper bpf_probe_write_user");
    },
  },
  "for-each-map": helper("for_each_map_elem", 164, { since: "5.13", serves: "foreach in handlers that run in the kernel" }),
  snprintf: helper("snprintf", 165, { since: "5.13", serves: "sprintf() whose text is compared or kept in the kernel" }),
  loop: helper("loop", 181, { since: "5.17", serves: "while and for in handlers that run in the kernel" }),
  "task-storage": helper("task_storage_get", 156, { since: "5.11", serves: "return probes: what the entry saw is kept with its thread" }),
  "syscall-program": {
    title: "programs run by hand",
    since: "5.14",
    serves: "session handlers that change what kernel handlers share; the session's pid as BPF sees it",
    options: ["CONFIG_BPF_SYSCALL"],
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
    serves: "elements of arrays that wrap, made by handlers of the session",
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
  "task-iterator": {
    title: "iterators over tasks",
    since: "5.8",
    serves: "walking all processes at once",
    options: ["CONFIG_DEBUG_INFO_BTF"],
    probe: (context) =>
      attachToType(context, "func", "bpf_iter_task", "trace_iter", (program) =>
        context.kernel.links.create({ program, attachType: "trace_iter" })),
  },
} satisfies Record<string, Feature>;
