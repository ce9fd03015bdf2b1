import type { Expr, Intrinsic, Parameter } from "@tapset/core";

const message: Parameter = { name: "msg", type: "string" };

/** A function by which the session writes where the kernel keeps messages. */
function writing(name: string, parameters: readonly Parameter[], doc: string, host: string, called = name): Intrinsic {
  return {
    name,
    parameters,
    returns: "void",
    doc: `${doc}; in handlers that run in the session`,
    purity: "effect",
    lower: (builder, ...values: readonly Expr[]) =>
      builder.engine === "session"
        ? [{ op: "host", name: host, arguments: values }]
        : builder.refuse("session-only", `${called}() writes to a file, which a handler that runs in the kernel can't`, "keep the message in a global and write it from a timer or end probe"),
  };
}

/** Messages among the kernel's own. */
export const kernelLogFunctions: readonly Intrinsic[] = [
  writing("_printk", [{ name: "level", type: "long" }, message], "writes a line to the kernel's log, for printk", "write_kernel_log", "printk"),
  writing("ftrace", [message], "writes a line to the buffer of trace events, where tracefs is mounted", "write_trace_marker"),
  {
    name: "_refuse_printk",
    parameters: [],
    returns: "void",
    doc: "refuses printk() outside guru mode",
    purity: "effect",
    lower: (builder) => builder.refuse("guru-only", "printk() writes to the kernel's log, which takes guru mode", "run with -g"),
  },
];
