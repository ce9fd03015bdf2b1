import type { Attachment, AttachSession, AttachSpec } from "@tapset/core";
import { attachPerfEvent, type LateProcesses, type PerfEventSpec, type ProcessSpec, programFile, ProgramStarts, threadsOf } from "@tapset/link";
import { Errno, SyscallError, UnsupportedError, type Fd, type Kernel } from "@tapset/sys";

/** A perf event by its numbers. */
export interface PerfSpec extends AttachSpec, Omit<PerfEventSpec, "threads" | "kind"> {
  readonly kind: "perf-event";
  /** Whose counts count: everybody's unless given. Without a program, those of the process of -c or -x. */
  readonly process?: ProcessSpec;
  /** The counters there are, for the message that there is no such one. */
  readonly has: readonly string[];
}

/** What the kernel answers for a counter that it doesn't have. Of a frequency it may also not like the number. */
const unknownCounter: readonly number[] = [Errno.ENOENT, Errno.EOPNOTSUPP, Errno.ENODEV];
const unknownOrInvalid: readonly number[] = [...unknownCounter, Errno.EINVAL];

/** Attaches a program to an event of every CPU, or of the threads of a process and whatever they start; of a program's, also once more of them begin. */
export function attach(kernel: Kernel, program: Fd, spec: AttachSpec, session: AttachSession): Attachment {
  const { process, has, ...event } = spec as PerfSpec;
  const late = process?.program === undefined ? undefined : lateProcesses(kernel, process.program, session);
  try {
    return attachPerfEvent(kernel, program, process === undefined ? event : { ...event, threads: threadsOf(process, session.target) }, late);
  } catch (error) {
    late?.starts.close();
    const answers = "period" in event.sampling ? unknownOrInvalid : unknownCounter;
    if (!(error instanceof SyscallError) || error.call !== "perf_event_open" || !answers.includes(error.errno)) throw error;
    throw new UnsupportedError(nameOf(event), "this kernel has no such counter", { alternative: `use one that it has: ${has.join(", ")}`, cause: error });
  }
}

function lateProcesses(kernel: Kernel, program: string, session: AttachSession): LateProcesses | undefined {
  const file = programFile(program);
  if (file === undefined) return undefined;
  return { starts: new ProgramStarts(kernel, file), refused: (pid, error) => session.note(`process ${pid} of ${file} isn't counted: ${error.message}`) };
}

function nameOf({ counter }: Pick<PerfSpec, "counter">): string {
  if (typeof counter === "string" || !("type" in counter)) return "perf event";
  return `perf.type(${counter.type}).config(${counter.config})`;
}
