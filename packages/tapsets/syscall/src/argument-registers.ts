/** Where an architecture's kernel keeps what a system call was asked. */
export interface SyscallRegisters {
  /** Members of struct pt_regs that hold the arguments at entry, and what they are at exit. */
  readonly arguments: readonly string[];
  /** The member that holds the call's number, at entry and at exit. */
  readonly number: string;
  /** The member that holds the result at exit. */
  readonly result: string;
  /** A member whose bits under `mask` are `native` in 64-bit programs. The numbers of 32-bit programs mean other calls. */
  readonly mode: { readonly member: string; readonly mask: number; readonly native: number };
}

/** By architecture, in SystemTap's spelling. */
export const syscallRegisters: Readonly<Record<string, SyscallRegisters>> = {
  x86_64: {
    arguments: ["di", "si", "dx", "r10", "r8", "r9"],
    number: "orig_ax",
    result: "ax",
    // __USER_CS; 32-bit code runs with __USER32_CS, 0x23. The thread's TS_COMPAT would know even a 64-bit program's
    // `int 0x80`, but finding the thread costs a sixth of a probe.
    mode: { member: "cs", mask: 0xff, native: 0x33 },
  },
};
