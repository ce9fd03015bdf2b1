import type { Builder, Expr, Intrinsic, Parameter, Stmt, Stream } from "@tapset/core";

const message: Parameter = { name: "msg", type: "string" };

function line(stream: Stream): (builder: Builder, text: Expr) => readonly Stmt[] {
  return (builder, text) => [builder.print(stream, builder.value("s", text), ...(stream === "warning" ? [] : ["\n"]))];
}

/** Functions that act on the session: ending it, failing, saying things. */
export const sessionFunctions: readonly Intrinsic[] = [
  {
    name: "exit",
    parameters: [],
    returns: "void",
    doc: "ends the session: no handler begins after this but end or error; the running one goes on",
    purity: "effect",
    lower: (builder) => [builder.exit()],
  },
  {
    name: "error",
    parameters: [message],
    returns: "void",
    doc: "stops the handler with an error, which ends the session unless a try catches it",
    purity: "effect",
    lower: (builder, text) => (text?.type === "string" ? [builder.raise(text)] : []),
  },
  {
    name: "warn",
    parameters: [message],
    returns: "void",
    doc: "prints WARNING: and the message to the standard error",
    purity: "effect",
    lower: (builder, text) => (text ? line("warning")(builder, text) : []),
  },
  {
    name: "log",
    parameters: [message],
    returns: "void",
    doc: "prints the message and a newline to the output, in order with everything else",
    purity: "effect",
    lower: (builder, text) => (text ? line("output")(builder, text) : []),
  },
];
