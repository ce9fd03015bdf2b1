import type { Builder, Expr, Intrinsic, LongExpr, Parameter, Stmt, Stream, StringExpr } from "@tapset/core";

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

/** Of the BPF helpers: `u32 bpf_get_prandom_u32(void)`. */
const GET_PRANDOM_U32 = 7;
/** `long bpf_send_signal_thread(u32 sig)`, since 5.6: 0, or a negative error number. */
const SEND_SIGNAL_THREAD = 117;

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
  {
    name: "abort",
    parameters: [],
    returns: "void",
    doc: "ends the session, and the running handler at once, which no try stops",
    purity: "effect",
    lower: (builder) => [builder.exit(), { op: "end" }],
  },
  {
    name: "system",
    parameters: [{ name: "cmd", type: "string" }],
    returns: "void",
    doc: "runs a shell command in the background; in handlers that run in the session",
    purity: "effect",
    lower: (builder, command) =>
      builder.engine === "session"
        ? [{ op: "host", name: "run_command", arguments: [command] }]
        : builder.refuse("session-only", "system() starts a process, which a handler that runs in the kernel can't", "keep what it needs in a global and call it from a timer or end probe"),
  },
  {
    name: "randint",
    parameters: [{ name: "n", type: "long" }],
    returns: "long",
    doc: "a random number from 0 to below n; n is at most 2**20",
    purity: "reads",
    lower: (builder, limit) =>
      builder.engine === "session"
        ? builder.hostLong("random_below", limit)
        : builder.binary("mod", builder.helper(GET_PRANDOM_U32), limit as LongExpr),
  },
  {
    name: "_send_signal",
    parameters: [{ name: "signo", type: "long" }],
    returns: "long",
    doc: "sends a signal to the current thread: 0, or a negative error number",
    purity: "effect",
    lower: (builder, signal) =>
      builder.engine === "kernel"
        ? builder.helper(SEND_SIGNAL_THREAD, signal as LongExpr)
        : builder.refuse("kernel-only", "raise() sends a signal to the probed thread, and a handler that runs in the session has none", "call it from a kernel probe"),
  },
  {
    name: "_refuse_raise",
    parameters: [],
    returns: "void",
    doc: "refuses raise() outside guru mode",
    purity: "effect",
    lower: (builder) => builder.refuse("guru-only", "raise() changes what the probed thread does, which takes guru mode", "run with -g"),
  },
];
