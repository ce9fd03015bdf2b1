import { currentTask, memberLoad, STACK_ADDRESS_BYTES, type Builder, type Expr, type Intrinsic, type LongExpr, type StringExpr } from "@tapset/core";
import { registerTables } from "./register-table.js";
import { symbolFacts } from "./symbol-facts.js";
import { printStack, stackText } from "./symbol-functions.js";

/** What fires in the session has no stack in the kernel. */
function kernelStack(builder: Builder): StringExpr {
  return builder.engine === "session" ? builder.text("") : builder.stack("kernel");
}

function frame(builder: Builder, depth: LongExpr | number): LongExpr {
  return builder.engine === "session" ? builder.constant(0) : builder.frame("kernel", depth);
}

/** The first addresses: all have the same length. */
function firstLevels(builder: Builder, levels: LongExpr): StringExpr {
  const stack = kernelStack(builder);
  const length = builder.binary("sub", builder.binary("mul", builder.binary("add", levels, 1), STACK_ADDRESS_BYTES), 1);
  return builder.substr(stack, 0, builder.select(builder.compare("lt", levels, builder.constant(0)), builder.constant(builder.maxString), length));
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
function printing(name: string, doc: string): Intrinsic {
  return {
    name,
    parameters: [],
    returns: "void",
    doc: `${doc}; nothing where the probe fires in the session`,
    purity: "effect",
    lower: (builder) => (builder.engine === "session" ? [] : printStack(builder, kernelStack(builder), name)),
  };
}

/** The kernel's stack where a probe fires. What lies between the probe and its handler is left out. */
export const stackFunctions: readonly Intrinsic[] = [
  string("backtrace", "the kernel's stack as hexadecimal addresses, from where the probe fires: 20, or as many as a string holds; empty where the probe fires in the session", kernelStack),
  {
    name: "callers",
    parameters: [{ name: "n", type: "long" }],
    returns: "string",
    doc: "the first addresses of backtrace(): where the probe fires and n levels more, or all of them where n is -1",
    purity: "reads",
    lower: (builder, levels: Expr) => firstLevels(builder, levels as LongExpr),
  },
  {
    name: "stack",
    parameters: [{ name: "n", type: "long" }],
    returns: "long",
    doc: "the address n levels below the top of the kernel's stack; 0 where it isn't as deep",
    purity: "reads",
    lower: (builder, depth: Expr) => frame(builder, depth as LongExpr),
  },
  string("caller", "what called the function in which the probe fires, by name and address; unknown 0x0 where the probe fires in the session", (builder) =>
    builder.engine === "session" ? builder.text("unknown 0x0") : builder.fact(symbolFacts(builder.target).caller, frame(builder, 1)),
  ),
  long("caller_addr", "where the function in which the probe fires was called; 0 where the probe fires in the session", (builder) => frame(builder, 1)),
  string("sprint_backtrace", "a line for each level of the kernel's stack: its symbol, offset and module; as many as a string holds", (builder) =>
    stackText(builder, kernelStack(builder), "simple"),
  ),
  printing("print_backtrace", "prints a line for each level of the kernel's stack, at most 20: the address, its symbol, offset, size and module"),
  printing("print_backtrace_fileline", "as print_backtrace(): no debugging information is read that has files and lines"),
  long("stack_size", "bytes of a kernel stack", stackSize),
  long("stack_used", "bytes of the current task's kernel stack that are in use", stackUsed),
  long("stack_unused", "bytes of the current task's kernel stack that aren't in use", (builder) => builder.binary("sub", stackSize(builder), stackUsed(builder))),
];
