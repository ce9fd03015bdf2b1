import { currentTask, memberLoad, STACK_ADDRESS_BYTES, type Builder, type Intrinsic, type LongExpr, type Parameter, type StackName, type StringExpr } from "@tapset/core";
import { registerTables } from "./register-table.js";
import { addressText, printStack, stackText } from "./symbol-functions.js";
import type { SymbolStyle } from "./symbol-text.js";

/** What the kernel can follow of it. */
const USER_STACK = "as far as it keeps frame pointers";

/** What fires in the session has no stack in the kernel, and belongs to no process. */
function stackAddresses(builder: Builder, stack: StackName): StringExpr {
  return builder.engine === "session" ? builder.text("") : builder.stack(stack);
}

function frame(builder: Builder, stack: StackName, depth: LongExpr | number): LongExpr {
  return builder.engine === "session" ? builder.constant(0) : builder.frame(stack, depth);
}

/** The first addresses: all have the same length. */
function firstLevels(builder: Builder, stack: StackName, levels: LongExpr): StringExpr {
  const length = builder.binary("sub", builder.binary("mul", builder.binary("add", levels, 1), STACK_ADDRESS_BYTES), 1);
  return builder.substr(stackAddresses(builder, stack), 0, builder.select(builder.compare("lt", levels, builder.constant(0)), builder.constant(builder.maxString), length));
}

/** The stack begins with the function that is probed, or where it returns to. */
function callerLevel({ probe }: Builder): number {
  const { point } = probe;
  const [first] = point.op === "fact" ? (point.fact.domain?.() ?? []) : [];
  const text = point.op === "text" ? point.text : point.op === "fact" && first !== undefined ? point.fact.render(first) : "";
  return /\.function\(.*\)\.return/.test(text) ? 0 : 1;
}

/** Bytes of a kernel stack (THREAD_SIZE) by architecture; twice as much where the kernel is built to check its memory accesses. */
const STACK_BYTES: Readonly<Record<string, number>> = { x86_64: 16_384, arm64: 16_384 };

function stackSize(builder: Builder): LongExpr {
  const { arch } = builder.target;
  const bytes = STACK_BYTES[arch];
  if (bytes === undefined) return builder.refuse("unknown-architecture", `how large kernel stacks are isn't known of ${arch}`);
  return builder.constant(builder.target.config("CONFIG_KASAN") === "y" ? 2 * bytes : bytes);
}

/**
 * Bytes from where the handler's program was called to the bottom of the task's stack; from where an interrupt came, which has a
 * stack of its own. 0 where neither is on it: the task wasn't in the kernel.
 */
function stackUsed(builder: Builder): LongExpr {
  if (builder.engine === "session") return builder.constant(0);
  const size = stackSize(builder);
  const bottom = builder.binary("add", memberLoad(builder, currentTask(builder), "stack"), size);
  const above = (place: LongExpr): LongExpr => builder.binary("sub", bottom, place);
  const isWithin = (bytes: LongExpr): LongExpr => builder.logical("and", builder.compare("ge", bytes, builder.constant(0)), builder.compare("le", bytes, size));
  const called = above(builder.environment("context_address"));
  const table = registerTables[builder.target.arch];
  const { registers } = builder;
  const pointer = registers && registers.of !== "user" && table ? registers.load(builder, table.stack) : undefined;
  const interrupted = pointer === undefined ? builder.constant(0) : builder.select(isWithin(above(pointer)), above(pointer), builder.constant(0));
  return builder.select(isWithin(called), called, interrupted);
}

function long(name: string, doc: string, lower: (builder: Builder) => LongExpr): Intrinsic {
  return { name, parameters: [], returns: "long", doc, purity: "reads", lower };
}
function string(name: string, doc: string, lower: (builder: Builder) => StringExpr): Intrinsic {
  return { name, parameters: [], returns: "string", doc, purity: "reads", lower };
}
function printing(name: string, stack: StackName, style: SymbolStyle, doc: string): Intrinsic {
  return {
    name,
    parameters: [],
    returns: "void",
    doc: `${doc}; nothing where the probe fires in the session`,
    purity: "effect",
    lower: (builder) => (builder.engine === "session" ? [] : printStack(builder, stack, style, stackAddresses(builder, stack), name)),
  };
}

/** The first levels of a stack, and a single one. */
function levels(stack: StackName, [callers, level]: readonly [string, string], [whole, of]: readonly [string, string]): readonly Intrinsic[] {
  const n: Parameter = { name: "n", type: "long" };
  return [
    {
      name: callers,
      parameters: [n],
      returns: "string",
      doc: `the first addresses of ${whole}(): where ${of} is and n levels more, or all of them where n is -1`,
      purity: "reads",
      lower: (builder, count) => firstLevels(builder, stack, count as LongExpr),
    },
    {
      name: level,
      parameters: [n],
      returns: "long",
      doc: `the address n levels below the top of ${of}'s stack; 0 where it isn't as deep`,
      purity: "reads",
      lower: (builder, depth) => frame(builder, stack, depth as LongExpr),
    },
  ];
}

/** The stacks where a probe fires: the kernel's, without what lies between the probe and its handler, and the current process's. */
export const stackFunctions: readonly Intrinsic[] = [
  string("backtrace", "the kernel's stack as hexadecimal addresses, from where the probe fires: 20, or as many as a string holds; empty where the probe fires in the session", (builder) =>
    stackAddresses(builder, "kernel"),
  ),
  ...levels("kernel", ["callers", "stack"], ["backtrace", "the kernel"]),
  string("caller", "what called the function in which the probe fires, by name and address; unknown 0x0 where the probe fires in the session", (builder) =>
    builder.engine === "session" ? builder.text("unknown 0x0") : addressText(builder, "kernel", "caller", frame(builder, "kernel", callerLevel(builder))),
  ),
  long("caller_addr", "where the function in which the probe fires was called; 0 where the probe fires in the session", (builder) => frame(builder, "kernel", callerLevel(builder))),
  string("sprint_backtrace", "a line for each level of the kernel's stack: its symbol, offset and module; as many as a string holds", (builder) =>
    stackText(builder, "kernel", "simple", stackAddresses(builder, "kernel")),
  ),
  printing("print_backtrace", "kernel", "full", "prints a line for each level of the kernel's stack, at most 20: the address, its symbol, offset, size and module"),
  printing("print_backtrace_fileline", "kernel", "full", "as print_backtrace(): no debugging information is read that has files and lines"),
  string("ubacktrace", `the current process's stack as hexadecimal addresses, ${USER_STACK}: 20, or as many as a string holds; empty where the probe fires in the session`, (builder) =>
    stackAddresses(builder, "user"),
  ),
  ...levels("user", ["ucallers", "ustack"], ["ubacktrace", "the current process"]),
  string("sprint_ubacktrace", "a line for each level of the current process's stack: its symbol, offset and file; as many as a string holds", (builder) =>
    stackText(builder, "user", "simple", stackAddresses(builder, "user")),
  ),
  printing("print_ubacktrace", "user", "full", "prints a line for each level of the current process's stack, at most 20: the address, its symbol, offset, size and file"),
  printing("print_ubacktrace_brief", "user", "brief", "prints a line for each level of the current process's stack: its symbol and offset, or its address"),
  printing("print_ubacktrace_fileline", "user", "sourced", "as print_ubacktrace(), with source files and lines where debugging information is installed"),
  long("stack_size", "bytes of a kernel stack", stackSize),
  long("stack_used", "bytes of the current task's kernel stack that are in use", stackUsed),
  long("stack_unused", "bytes of the current task's kernel stack that aren't in use", (builder) => builder.binary("sub", stackSize(builder), stackUsed(builder))),
];
