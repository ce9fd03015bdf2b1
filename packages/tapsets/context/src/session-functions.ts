import type { Builder, Expr, Intrinsic, Parameter, Stmt, Stream, StringExpr } from "@tapset/core";

const message: Parameter = { name: "msg", type: "string" };

/** A line of a stream that ends lines by itself (warnings), or of one that doesn't. */
function line(stream: Stream): (builder: Builder, text: Expr) => readonly Stmt[] {
  return (builder, text) => [builder.print(stream, builder.value("s", withoutLineEnd(text)), ...(stream === "warning" ? [] : ["\n"]))];
}

/** A message that ends its line gets no second line end, as far as the script's text shows it. */
function withoutLineEnd(text: Expr): Expr {
  if (text.op === "text" && text.text.endsWith("\n")) return { ...text, text: text.text.slice(0, -1) };
  if (text.op === "format") {
    const last = text.segments.at(-1);
    if (last?.kind === "text" && last.text.endsWith("\n")) {
      return { ...text, segments: [...text.segments.slice(0, -1), { kind: "text", text: last.text.slice(0, -1) }] };
    }
  }
  return text;
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
    lower: (builder, text) => [builder.raise(text as StringExpr)],
  },
  {
    name: "warn",
    parameters: [message],
    returns: "void",
    doc: "prints WARNING: and the message to the standard error",
    purity: "effect",
    lower: line("warning"),
  },
  {
    name: "log",
    parameters: [message],
    returns: "void",
    doc: "prints the message to the output, in order with everything else, and ends its line",
    purity: "effect",
    lower: line("output"),
  },
];
