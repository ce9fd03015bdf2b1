/** Where an architecture's kernel keeps what a system call was asked. */
export interface SyscallRegisters {
  /** Members of struct pt_regs that hold the arguments at entry, and what they are at exit. */
  readonly arguments: readonly string[];
  /** The member that holds the call's number, at entry and at exit. */
  readonly number: string;
  /** A bit of the thread's state that's set in calls of 32-bit programs, whose numbers mean other calls. */
  readonly compat: { readonly path: readonly string[]; readonly bit: number };
}

/** By architecture, in SystemTap's spelling. */
export const syscallRegisters: Readonly<Record<string, SyscallRegisters>> = {
  x86_64: {
    arguments: ["di", "si", "dx", "r10", "r8", "r9"],
    number: "orig_ax",
    // TS_COMPAT.
    compat: { path: ["thread_info", "status"], bit: 2 },
  },
};
