/** A register by the name scripts give it. */
export interface Register {
  readonly name: string;
  /** The member of struct pt_regs it's kept in. */
  readonly member: string;
  /** How many of the low bits are the register's. */
  readonly bits: 16 | 32 | 64;
}

/** An architecture's registers, and what its conventions use them for. */
export interface RegisterTable {
  readonly registers: readonly Register[];
  /** Members that hold arguments, the first first. */
  readonly arguments: { readonly function: readonly string[]; readonly syscall: readonly string[] };
  readonly result: string;
  readonly instruction: string;
  /** The member that holds the system call's number. */
  readonly call: string;
  readonly stack: string;
  /** The member whose bits under `mask` are `user` while a process runs its own code. */
  readonly mode: { readonly member: string; readonly mask: number; readonly user: number };
}

const named = (bits: Register["bits"], members: Readonly<Record<string, readonly string[]>>): readonly Register[] =>
  Object.entries(members).flatMap(([member, names]) => names.map((name) => ({ name, member, bits })));

/** By architecture, in SystemTap's spelling. */
export const registerTables: Readonly<Record<string, RegisterTable>> = {
  x86_64: {
    registers: [
      ...named(64, {
        ...Object.fromEntries(["r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15"].map((name) => [name, [name]])),
        ...Object.fromEntries(["ax", "bp", "bx", "cx", "di", "dx", "ip", "si", "sp"].map((name) => [name, [`r${name}`, name]])),
      }),
      ...named(32, {
        ...Object.fromEntries(["ax", "bp", "bx", "cx", "dx", "di", "ip", "si", "sp"].map((name) => [name, [`e${name}`]])),
        flags: ["flags", "eflags"],
        orig_ax: ["orig_eax"],
      }),
      ...named(16, { cs: ["xcs", "cs"], ss: ["xss", "ss"] }),
    ],
    arguments: { function: ["di", "si", "dx", "cx", "r8", "r9"], syscall: ["di", "si", "dx", "r10", "r8", "r9"] },
    result: "ax",
    instruction: "ip",
    call: "orig_ax",
    stack: "sp",
    mode: { member: "cs", mask: 3, user: 3 },
  },
};
