import type { Kernel } from "./kernel.js";
import { callHelper, exit, probeProgram, rshImm } from "./probe-program.js";

const BPF_FUNC_get_current_pid_tgid = 14;
const processIdShift = 32;

/**
 * This process's id as BPF programs see it, in the initial pid namespace: inside a container it is not `process.pid`.
 * Learnt by running a program (since 5.10).
 */
export function bpfPid(kernel: Kernel): number {
  const instructions = probeProgram([callHelper(BPF_FUNC_get_current_pid_tgid), rshImm(0, processIdShift), exit]);
  const program = kernel.programs.load({ type: "raw_tracepoint", name: "own_pid", instructions });
  try {
    return kernel.programs.testRun(program);
  } finally {
    program.close();
  }
}
