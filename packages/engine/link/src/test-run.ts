import type { Attach, Attachment } from "./attachment.js";

/** A program that runs when the session says so: a `syscall` (since 5.14) or `raw_tracepoint` (since 5.10) program. */
export interface TestRunSpec {
  readonly kind: "test-run";
  /** Run on this CPU (`raw_tracepoint` programs only); else on the session's own. */
  readonly cpu?: number;
}

/** A program that waits to be run. */
export interface TestRunAttachment extends Attachment {
  /** Runs the program once and returns its return value. `context` is what it is given, and what it may write to. */
  run(context?: Uint8Array): number;
}

/** Makes a program ready to be run. Refusals come when it is run. */
export const attachTestRun: Attach<TestRunSpec, TestRunAttachment> = (kernel, program, spec) => {
  let isClosed = false;
  return {
    run: (context) => {
      if (isClosed) throw new Error(`run ${program.what}: it is detached`);
      return kernel.programs.testRun(program, {
        ...(spec.cpu === undefined ? {} : { cpu: spec.cpu }),
        ...(context === undefined ? {} : { context }),
      });
    },
    close: () => {
      isClosed = true;
    },
  };
};
