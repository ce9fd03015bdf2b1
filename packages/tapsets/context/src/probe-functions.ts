import type { Builder, Intrinsic, StringExpr, Target } from "@tapset/core";
import { registerTables } from "./register-table.js";
import { addressText } from "./symbol-functions.js";
import type { SymbolStyle } from "./symbol-text.js";

/** Where a probe point names a function: what `ppfunc()` gives is the first group that matched. */
const functionPatterns: readonly RegExp[] = [
  /\.(?:function|statement|plt)\("([^"@]*)/,
  /^kernel\.(?:trace|tracepoint|mark)\("(?:[^":]*:)?([^"]*)"\)/,
  /^syscall\.(\w+)/,
];

function functionOf(point: string): string {
  for (const pattern of functionPatterns) {
    const name = pattern.exec(point)?.[1];
    if (name !== undefined) return name;
  }
  return "";
}

function moduleOf(point: string, target: Target): string {
  const module = /\bmodule\("([^"]*)"\)/.exec(point)?.[1];
  if (module !== undefined || !/^(?:kernel|kprobe|syscall)\./.test(point)) return module ?? "";
  // A module's tracepoints are its own.
  const tracepoint = /^kernel\.(?:trace|tracepoint|mark)\(/.test(point) ? functionOf(point) : "";
  return (tracepoint === "" ? undefined : target.symbols()?.find(`__tracepoint_${tracepoint}`)?.module) ?? "kernel";
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

/** What is told of the code at the instruction address of the probe's registers; empty where it has none. */
function codeText(builder: Builder, style: SymbolStyle): StringExpr {
  const table = registerTables[builder.target.arch];
  const { registers } = builder;
  return registers && table ? addressText(builder, "either", style, registers.load(builder, table.instruction)) : builder.text("");
}

/** A part of the point, or where it has none what the probe's registers tell. */
function told(name: string, doc: string, part: (point: string, target: Target) => string, otherwise: (builder: Builder) => StringExpr): Intrinsic {
  return {
    name,
    parameters: [],
    returns: "string",
    doc,
    purity: "reads",
    lower: (builder) => (part(anyPoint(builder), builder.target) === "" ? otherwise(builder) : partOf(builder, builder.point, name, (point) => part(point, builder.target))),
  };
}

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
  told(
    "probefunc",
    "the function, system call or tracepoint that is probed; where the point names none, the symbol at the instruction address in the probe's registers; empty where it has none",
    functionOf,
    (builder) => codeText(builder, "name"),
  ),
  told("ppfunc", "the function, system call or tracepoint that the probe point names; empty where it names none", functionOf, (builder) => builder.text("")),
  told(
    "probemod",
    "the kernel module that is probed, or kernel; where the point names neither, the module, or the file of the process, that the instruction address in the probe's registers is in; empty where it has none",
    moduleOf,
    (builder) => codeText(builder, "knownModule"),
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
