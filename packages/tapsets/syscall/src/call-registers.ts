import { type Builder, type LongExpr, registersAt } from "@tapset/core";

/** `struct pt_regs *`, the first argument of both tracepoints. */
export function registers(builder: Builder): LongExpr {
  const type = builder.target.btf?.byName("struct", "pt_regs");
  return builder.context(0, 8, { ...(type && { ctype: type }), trusted: true });
}

/** What the calling process had in its registers: the arguments, and at the return the result. */
export const callRegisters = registersAt({ of: "user", at: "syscall" }, registers);
