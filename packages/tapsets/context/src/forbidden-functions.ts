import type { Builder, Intrinsic, Parameter, ScalarType } from "@tapset/core";

const long = (name: string): Parameter => ({ name, type: "long" });
const text = (name: string): Parameter => ({ name, type: "string" });

interface Row {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly reason: string;
  /** Void when left out. Whatever it is, no value comes of a call. */
  readonly returns?: ScalarType;
}

const NUMBERS = ["char", "short", "int", "long", "pointer"];
const ARGUMENTS = ["int", "uint", "long", "ulong", "longlong", "ulonglong", "pointer", "s32", "u32", "s64", "u64"];

/** The writers of one address space. */
function writers(space: string, reason: string): readonly Row[] {
  return [
    ...NUMBERS.map((type) => ({ name: `set_${space}_${type}`, parameters: [long("addr"), long("val")], reason })),
    { name: `set_${space}_string`, parameters: [long("addr"), text("val")], reason },
    { name: `set_${space}_string_n`, parameters: [long("addr"), long("n"), text("val")], reason },
  ];
}

const PROCESSES = "probes only watch processes here, they don't write their memory";

const rows: readonly Row[] = [
  { name: "mdelay", parameters: [long("ms")], reason: "BPF programs can't wait" },
  { name: "udelay", parameters: [long("us")], reason: "BPF programs can't wait" },
  { name: "panic", parameters: [text("msg")], reason: "BPF programs can't stop the kernel" },
  { name: "dump_stack", parameters: [], reason: "BPF programs can't write to the kernel's log" },
  { name: "task_backtrace", parameters: [long("task")], returns: "string", reason: "BPF programs see the stack of the current task alone" },
  { name: "switch_file", parameters: [], reason: "output goes to one file, which isn't changed for another" },
  ...writers("kernel", "BPF programs can't write the kernel's memory"),
  ...writers("user", PROCESSES),
  { name: "set_user_string_arg", parameters: [long("addr"), text("val")], reason: PROCESSES },
  ...ARGUMENTS.map((type) => ({ name: `set_${type}_arg`, parameters: [long("n"), long("v")], returns: "long" as const, reason: "BPF programs can't change the registers of what they probe" })),
];

/** What can be called in place of some. */
const HINTS: Readonly<Record<string, string>> = {
  dump_stack: "print the stack with print_backtrace()",
  task_backtrace: "print the current task's with print_backtrace()",
};

/** What SystemTap's guru mode has and BPF programs can't do, or these probes don't. */
export const forbiddenFunctions: readonly Intrinsic[] = rows.map(({ name, parameters, reason, returns = "void" }) => {
  const lower = (builder: Builder): never => builder.refuse("not-in-bpf", `${name}() can't be called: ${reason}`, ...(HINTS[name] === undefined ? [] : [HINTS[name]]));
  return { name, parameters, returns, doc: `refused: ${reason}`, purity: "effect", lower } as Intrinsic;
});
