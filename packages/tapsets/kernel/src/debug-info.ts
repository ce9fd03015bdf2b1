import type { DeriveError, Target } from "@tapset/core";

const WITHOUT = 'probe the beginning or the end of a function, kernel.function("NAME"), or an instruction of it, kernel.statement("NAME+N")';

/**
 * That something isn't told by a kernel's types and symbols, and takes its debug information; with what is missing of that, what
 * brings it, and what can be had without. `module` as lsmod prints it.
 */
export function needsDebugInfo(what: string, module: string | undefined, target: Target): DeriveError {
  const answer = target.debugInfo(module === undefined ? { kind: "kernel" } : { kind: "module", name: module.replaceAll("-", "_") });
  if (answer.found) return { id: "unread-debug-info", message: `${what} takes debug information, which isn't read for functions of the kernel (there is ${answer.path})`, hints: [WITHOUT] };
  return { id: "no-debug-info", message: `${what} takes debug information: ${answer.reason}`, hints: [...answer.wayOut, WITHOUT] };
}
