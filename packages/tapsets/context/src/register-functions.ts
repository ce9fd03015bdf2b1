import { closest, memberLoad, currentTask, userRegisters, type Builder, type Intrinsic, type LongExpr, type ProbeRegisters, type Segment, type StringExpr } from "@tapset/core";
import { registerTables, type Register, type RegisterTable } from "./register-table.js";

/** A value that is an error where the handler comes to it: a script may have asked registers_valid() before. */
export function failing(builder: Builder, message: string): LongExpr {
  return { type: "long", op: "sequence", before: [builder.raise(builder.text(message))], value: builder.constant(0) };
}

/** Makes a value of the probe's registers, or an error where it has none. */
export function withRegisters(builder: Builder, make: (registers: ProbeRegisters, table: RegisterTable) => LongExpr, otherwise?: LongExpr): LongExpr {
  const table = registerTables[builder.target.arch];
  const { registers } = builder;
  if (registers && table) return make(registers, table);
  return otherwise ?? failing(builder, "cannot access CPU registers in this context");
}

/** The low `bits` of a word, with or without their sign. */
export function narrow(builder: Builder, word: LongExpr, bits: number, signed: boolean): LongExpr {
  if (bits === 64) return word;
  return signed ? builder.binary("sar", builder.binary("shl", word, 64 - bits), 64 - bits) : builder.binary("and", word, (1n << BigInt(bits)) - 1n);
}

function read(builder: Builder, registers: ProbeRegisters, { member, bits }: Register, signed: boolean): LongExpr {
  return narrow(builder, registers.load(builder, member), bits, signed && bits === 32);
}

function byName(builder: Builder, name: StringExpr, signed: boolean): LongExpr {
  const known = registerTables[builder.target.arch]?.registers ?? [];
  const found = name.op === "text" ? known.find((each) => each.name === name.text) : undefined;
  if (name.op === "text" && !found) {
    const near = closest(name.text, known.map((each) => each.name));
    builder.refuse("no-such-register", `no register is named ${name.text}`, ...(near.length > 0 ? [`use ${near.join(" or ")}`] : []));
  }
  return withRegisters(builder, (registers) => {
    if (found) return read(builder, registers, found, signed);
    const unknown = failing(builder, "no register has that name");
    return known.reduceRight((rest, each) => builder.select(builder.compare("eq", name, builder.text(each.name)), read(builder, registers, each, signed), rest), unknown);
  });
}

function named(name: string, signed: boolean, doc: string): Intrinsic {
  return {
    name,
    parameters: [{ name: "name", type: "string" }],
    returns: "long",
    doc: `${doc}; fails where the probe has no registers`,
    purity: "reads",
    readsRegisters: true,
    lower: (builder, register) => byName(builder, register as StringExpr, signed),
  };
}

/** `%016x` */
function hexadecimal(builder: Builder, value: LongExpr): Segment {
  const plain = builder.value("x", value);
  return plain.kind === "value" ? { ...plain, directive: { ...plain.directive, zero: true, width: 16 } } : plain;
}

function about(name: string, doc: string, lower: (builder: Builder) => LongExpr): Intrinsic {
  return { name, parameters: [], returns: "long", doc, purity: "reads", lower };
}

/** One that is of the registers where the probe fired. */
function ofProbe(name: string, doc: string, lower: (builder: Builder) => LongExpr): Intrinsic {
  return { ...about(name, doc, lower), readsRegisters: true };
}

/** The kernel's PF_KTHREAD, and PF_IO_WORKER and PF_USER_WORKER of threads that work for a process inside the kernel. */
const KERNEL_THREAD = 0x20_4010;

/** A register that the current thread brought into the kernel; `otherwise` for threads that never left it. */
function entryRegister(builder: Builder, member: (table: RegisterTable) => string, otherwise: number): LongExpr {
  const table = registerTables[builder.target.arch];
  if (builder.engine === "session" || !table) return builder.constant(otherwise);
  const isThread = builder.binary("and", memberLoad(builder, currentTask(builder), "flags"), KERNEL_THREAD);
  return builder.select(isThread, builder.constant(otherwise), userRegisters.load(builder, member(table)));
}

/** The registers where a probe fired, and what they say of it. */
export const registerFunctions: readonly Intrinsic[] = [
  named("register", true, "the CPU register of a name (rax, eax, r8, …) where the probe fired, 32-bit ones with their sign"),
  named("u_register", false, "the CPU register of a name where the probe fired, 32-bit ones without a sign"),
  ofProbe("registers_valid", "whether register() and u_register() can be used here: 1 or 0", (builder) =>
    withRegisters(builder, () => builder.constant(1), builder.constant(0)),
  ),
  about("user_mode", "whether the probe fired in a process's own code, not in the kernel: 1 or 0", (builder) =>
    withRegisters(
      builder,
      (registers, { mode }) => {
        if (registers.of !== "interrupted") return builder.constant(registers.of === "user" && registers.at !== "syscall" ? 1 : 0);
        return builder.compare("eq", builder.binary("and", registers.load(builder, mode.member), mode.mask), builder.constant(mode.user));
      },
      builder.constant(0),
    ),
  ),
  ofProbe("addr", "the instruction address in the registers where the probe fired; 0 where it has none", (builder) =>
    withRegisters(builder, (registers, { instruction }) => registers.load(builder, instruction), builder.constant(0)),
  ),
  about("uaddr", "where in its own code the current process is, or entered the kernel; 0 for kernel threads. Linux 5.15", (builder) => entryRegister(builder, ({ instruction }) => instruction, 0)),
  about("_stp_syscall_nr", "the number of the system call the current thread is in; negative outside of one and for kernel threads. Linux 5.15", (builder) => entryRegister(builder, ({ call }) => call, -1)),
  about("user_registers", "address of the registers (struct pt_regs) with which the current process entered the kernel. Linux 5.15", (builder) =>
    builder.engine === "session"
      ? builder.refuse("kernel-only", "user_registers() needs a process in the kernel, which a handler that runs in the session isn't in", "call it from a kernel probe")
      : builder.environment("user_registers"),
  ),
  ofProbe("returnval", "what lies where functions and system calls return a number, be it one or not; fails where the probe has no registers", (builder) =>
    withRegisters(builder, (registers, { result }) => registers.load(builder, result)),
  ),
  {
    name: "print_regs",
    parameters: [],
    returns: "void",
    doc: "prints the 64-bit registers where the probe fired, one a line; nothing where it has none",
    purity: "effect",
    readsRegisters: true,
    lower: (builder) => {
      const { registers } = builder;
      const whole = (registerTables[builder.target.arch]?.registers ?? []).filter(({ name, member, bits }) => bits === 64 && (name === `r${member}` || (name === member && name.startsWith("r"))));
      return registers ? [builder.print("output", ...whole.flatMap((each) => [`${each.name}: `, hexadecimal(builder, registers.load(builder, each.member)), "\n"]))] : [];
    },
  },
];
