import { resolvePath } from "@tapset/btf";
import type { Builder } from "./builder.js";
import type { LongExpr } from "./ir.js";
import { memberLoad } from "./member-load.js";

/** The CPU's registers as they were where a probe fired: the kernel's `struct pt_regs`. */
export interface ProbeRegisters {
  /**
   * Whose they are: `kernel`, of a function of the kernel; `user`, of a process; `interrupted`, of whichever ran, as their own mode
   * bits tell.
   */
  readonly of: "kernel" | "user" | "interrupted";
  /** What the probe stands at, by whose convention arguments lie in registers: a function's first instruction, a system call, or neither. */
  readonly at: "function" | "syscall" | "anywhere";
  /** A member of struct pt_regs. */
  load(builder: Builder, member: string): LongExpr;
}

/** Registers that are the program's own context, or its beginning: of function probes and of events that interrupt. */
export function registersInContext({ of, at }: Pick<ProbeRegisters, "of" | "at">): ProbeRegisters {
  return {
    of,
    at,
    load: (builder, member) => {
      const { btf } = builder.target;
      const type = btf?.byName("struct", "pt_regs");
      const found = btf && type && resolvePath(btf, type, [{ kind: "member", name: member }]);
      const [access] = found?.ok ? found.accesses : [];
      if (!access) return builder.refuse("no-such-register", `this kernel's types (/sys/kernel/btf/vmlinux) show no register ${member}`);
      // Contexts are read by words, also where the member is a half of one.
      const word = builder.context(access.offset, 8);
      return access.scalar && access.scalar.size < 8 ? builder.binary("and", word, (1n << BigInt(8 * access.scalar.size)) - 1n) : word;
    },
  };
}

/** Registers that the kernel has kept, and to which a probe has a pointer of type `struct pt_regs *`. */
export function registersAt({ of, at }: Pick<ProbeRegisters, "of" | "at">, pointer: (builder: Builder) => LongExpr): ProbeRegisters {
  return { of, at, load: (builder, member) => memberLoad(builder, pointer(builder), member) };
}

/** What the current task's registers were when it came from user space. Linux 5.15. Kernel handlers only. */
export const userRegisters: ProbeRegisters = registersAt({ of: "user", at: "anywhere" }, (builder) => {
  const type = builder.target.btf?.byName("struct", "pt_regs");
  return { ...builder.environment("user_registers"), ...(type && { ctype: type }), trusted: true };
});
