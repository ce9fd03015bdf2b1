import { scalarOf } from "@tapset/btf";
import { type Builder, currentTask, type LongExpr, memberLoad } from "@tapset/core";
import type { KernelVariable } from "../infer/kernel-variable.js";
import type { TypedPointer } from "./target-access.js";

/** Where a variable is; of per-CPU ones that of the CPU the current task runs on. */
export function kernelVariableAddress(builder: Builder, { place }: KernelVariable): LongExpr {
  if (place.kind === "fixed") return builder.constant(place.address);
  // The current task is in the run queue of the CPU it runs on.
  const runQueue = memberLoad(builder, currentTask(builder), "se", "cfs_rq", "rq");
  return builder.binary("add", { ...runQueue, trusted: false }, place.distance);
}

/** What a variable holds: a number, or for structures and arrays the address at which they are, as members and elements are found from there. */
export function loadKernelVariable(builder: Builder, variable: KernelVariable): TypedPointer {
  const { ctype } = variable;
  const address = kernelVariableAddress(builder, variable);
  const scalar = ctype && scalarOf(ctype);
  if (scalar === undefined) return { value: { ...address, ...(ctype && { ctype }) }, ctype };
  return { value: builder.load(address, { size: scalar.size as 1 | 2 | 4 | 8, signed: scalar.signed, access: "kernel", ...(scalar.isPointer && ctype && { ctype }) }), ctype };
}
