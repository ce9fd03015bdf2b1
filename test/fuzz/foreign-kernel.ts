import type { Fd, Kernel } from "@tapset/sys";

/** What `bpfPid` calls the program it asks. */
const ASKING = "own_pid";
/** Nobody's process id. */
const NOBODY = 0x7fff_fff0;

/**
 * The kernel, but a session on it takes another process for itself: handlers pass over what the session does, and programs
 * that are run by hand run in the session's own process.
 */
export function foreignKernel(kernel: Kernel): Kernel {
  const asking = new Set<Fd>();
  return {
    ...kernel,
    programs: {
      ...kernel.programs,
      load: (spec) => {
        const program = kernel.programs.load(spec);
        if (spec.name === ASKING) asking.add(program);
        return program;
      },
      testRun: (program, options) => (asking.has(program) ? NOBODY : kernel.programs.testRun(program, options)),
    },
  };
}
