import { readFileSync } from "node:fs";
import { ConfigurationError } from "@tapset/core";
import { AttachError, ProgramRefusedError, SessionError } from "@tapset/runtime";
import { canTrace, SyscallError, UnsupportedError } from "@tapset/sys";
import { CommandError, EXIT, type ExitStatus } from "./exit-status.js";

/** What the command says of an error, and the status it ends with. */
export interface Explanation {
  readonly status: ExitStatus;
  /** One sentence; empty when everything has been said. */
  readonly message: string;
  /** What to do, beginning with a verb. */
  readonly hints: readonly string[];
  /** What only those want to know who gave -v. */
  readonly details?: string;
}

/** `isPrivileged`: whether this process has the capabilities that tracing takes. */
export function explainError(error: unknown, isPrivileged: () => boolean = canThisProcessTrace): Explanation {
  if (error instanceof CommandError) return error;
  if (error instanceof ConfigurationError) return { status: EXIT.script, message: error.message, hints: error.hints };
  if (error instanceof UnsupportedError) return { status: EXIT.unsupported, message: error.message, hints: listOf(error.alternative) };
  if (error instanceof SyscallError) return refusedCall(error, error.message, isPrivileged);
  if (error instanceof AttachError) return failedAttach(error, isPrivileged);
  if (error instanceof ProgramRefusedError) {
    const hint = error.isTooComplex
      ? "split the handler, or branch and build strings less within its loops and its functions that call themselves"
      : "run again with -v for the verifier's log, and report it with the script: it should not happen";
    return { status: EXIT.script, message: error.message, hints: [hint], details: error.log };
  }
  if (error instanceof SessionError) return { status: EXIT.script, message: error.message, hints: [] };
  return bug(error);
}

/** A refusal for want of privilege is told as that; any other with the call and what the kernel answered. */
function refusedCall(error: SyscallError, message: string, isPrivileged: () => boolean): Explanation {
  const isDenied = error.code === "EPERM" || error.code === "EACCES";
  if (!isDenied) return { status: EXIT.script, message, hints: listOf(error.hint) };
  if (isPrivileged()) {
    const hints = ["see whether the kernel is locked down (/sys/kernel/security/lockdown), or a container's seccomp filter forbids it"];
    return { status: EXIT.unsupported, message, hints };
  }
  return {
    status: EXIT.unsupported,
    message: "tracing the kernel takes privilege that this user lacks: run as root (with sudo, say), or with CAP_BPF and CAP_PERFMON",
    hints: [],
    details: message,
  };
}

function failedAttach(error: AttachError, isPrivileged: () => boolean): Explanation {
  const { cause, message } = error;
  if (cause instanceof SyscallError) return refusedCall(cause, message, isPrivileged);
  const { status, hints } = explainError(cause, isPrivileged);
  return { status, message, hints };
}

function bug(error: unknown): Explanation {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return {
    status: EXIT.script,
    message: message.startsWith("bug: ") ? message : `bug: ${message}`,
    hints: ["run again with -v for where it happened, and report it with the script"],
    ...(stack !== undefined && { details: stack }),
  };
}

function listOf(hint: string | undefined): readonly string[] {
  return hint === undefined ? [] : [hint];
}

function canThisProcessTrace(): boolean {
  return canTrace(readFileSync("/proc/self/status", "latin1"));
}
