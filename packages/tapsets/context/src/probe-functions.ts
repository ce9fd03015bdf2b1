import type { Builder, Intrinsic, StringExpr } from "@tapset/core";

/** Where a probe point names a function: what `ppfunc()` gives is the first group that matched. */
const functionPatterns: readonly RegExp[] = [
  /\.(?:function|statement|plt)\("([^"@]*)/,
  /^kernel\.trace\("(?:[^":]*:)?([^"]*)"\)/,
  /^syscall\.(\w+)/,
];

function functionOf(point: string): string {
  for (const pattern of functionPatterns) {
    const name = pattern.exec(point)?.[1];
    if (name !== undefined) return name;
  }
  return "";
}

function moduleOf(point: string): string {
  return /\bmodule\("([^"]*)"\)/.exec(point)?.[1] ?? "";
}

function isReturn(point: string): boolean {
  return /\.return\b/.test(point);
}

function labelOf(point: string): string {
  return /\.label\("([^"]*)"\)/.exec(point)?.[1] ?? "";
}

/** A part of a point: known now, or where one handler serves many points, told by what tells them apart. */
function partOf(builder: Builder, point: StringExpr, name: string, part: (point: string) => string): StringExpr {
  if (point.op === "text") return builder.text(part(point.text));
  if (point.op !== "fact") return builder.refuse("unknown-point", `${name}() can't tell which probe point runs`);
  const { fact, raw } = point;
  return builder.fact(
    {
      name: `context/${name} of ${fact.name}`,
      injective: false,
      bound: fact.bound,
      render: (...values) => part(fact.render(...values)),
      ...(fact.domain && { domain: () => fact.domain?.() ?? [] }),
    },
    ...raw,
  );
}

/** Handlers are shared by points that are alike in this, so any of them answers. */
function anyPoint({ point }: Builder): string {
  if (point.op === "text") return point.text;
  if (point.op !== "fact") return "";
  const [first] = point.fact.domain?.() ?? [];
  return first === undefined ? "" : point.fact.render(first);
}

const texts: readonly { readonly name: string; readonly doc: string; readonly part: (point: string) => string }[] = [
  { name: "probefunc", doc: "the function, system call or tracepoint that is probed; empty where the point names none", part: functionOf },
  { name: "ppfunc", doc: "the same, in today's spelling", part: functionOf },
  { name: "probemod", doc: "the kernel module that is probed; empty where the point names none", part: moduleOf },
];

/** Which probe runs. */
export const probeFunctions: readonly Intrinsic[] = [
  {
    name: "pp",
    parameters: [],
    returns: "string",
    doc: "the running probe point, with aliases and wildcards expanded",
    purity: "pure",
    lower: (builder) => builder.point,
  },
  {
    name: "pn",
    parameters: [],
    returns: "string",
    doc: "the running probe point as the script names it, with wildcards expanded, but not aliases",
    purity: "pure",
    lower: (builder) => builder.probe.name,
  },
  {
    name: "pnlabel",
    parameters: [],
    returns: "string",
    doc: "the label that is probed, where the script names one",
    purity: "pure",
    lower: (builder) => partOf(builder, builder.probe.name, "pnlabel", labelOf),
  },
  {
    name: "probe_type",
    parameters: [],
    returns: "string",
    doc: "what makes the handler run: begin, end, error, never or another thing of the session's, or the kernel's kind of program: tracing, raw_tracepoint, tracepoint, perf_event",
    purity: "pure",
    lower: (builder) => builder.probe.type,
  },
  ...texts.map(
    ({ name, doc, part }): Intrinsic => ({
      name,
      parameters: [],
      returns: "string",
      doc,
      purity: "pure",
      lower: (builder) => partOf(builder, builder.point, name, part),
    }),
  ),
  {
    name: "is_return",
    parameters: [],
    returns: "long",
    doc: "1 in a return probe, else 0",
    purity: "pure",
    lower: (builder) => builder.constant(isReturn(anyPoint(builder)) ? 1 : 0),
  },
];
