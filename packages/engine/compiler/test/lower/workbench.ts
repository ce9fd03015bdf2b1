import { Btf, BtfBuilder } from "@tapset/btf";
import {
  CONTRACT_VERSION,
  type ContextVariable,
  type Derivation,
  type DerivedProbe,
  type Fact,
  type Intrinsic,
  type Ir,
  type KernelSite,
  type LongExpr,
  type Match,
  type Pattern,
  type ProbeFamily,
  type Scope,
  type StringExpr,
  type Tapset,
  type Target,
  namesIn,
  registry,
  unknownTarget,
} from "@tapset/core";
import { type Diagnostic, Source, formatLocation, hasErrors, parse, spanText } from "@tapset/language";
import { elaborate } from "../../src/index.js";
import { infer } from "../../src/infer/infer.js";
import type { Typed } from "../../src/infer/typed.js";
import { DEFAULT_LIMITS } from "../../src/lower/limits.js";
import { lower } from "../../src/lower/lower.js";
import { printIr } from "../../src/print-ir.js";

/**
 *     struct inner { int x; unsigned y; };
 *     enum colour { RED, GREEN = 5 };
 *     struct task {
 *       long state;                  //  0
 *       int pid;                     //  8
 *       unsigned a : 3; int b : 5;   // 12 (bits 96, 99)
 *       struct inner inner;          // 16
 *       char comm[16];               // 24
 *       struct task *parent;         // 40
 *       int numbers[4];              // 48
 *       int *slot;                   // 64
 *       struct inner __user *remote; // 72
 *       char *title;                 // 80
 *     };
 */
function kernelTypes(): Btf {
  const builder = new BtfBuilder();
  const int = builder.int("int", 4, { signed: true });
  const long = builder.int("long int", 8, { signed: true });
  const char = builder.int("char", 1);
  const unsigned = builder.int("unsigned int", 4);
  const inner = builder.struct("inner", 8, [
    { name: "x", typeId: int, bitOffset: 0 },
    { name: "y", typeId: unsigned, bitOffset: 32 },
  ]);
  const comm = builder.array(char, 16, int);
  const numbers = builder.array(int, 4, int);
  const slot = builder.pointer(int);
  const title = builder.pointer(char);
  const remote = builder.pointer(builder.add({ kind: "type_tag", name: "user", typeId: inner }));
  const task = builder.nextId;
  builder.struct("task", 88, [
    { name: "state", typeId: long, bitOffset: 0 },
    { name: "pid", typeId: int, bitOffset: 64 },
    { name: "a", typeId: unsigned, bitOffset: 96, bitSize: 3 },
    { name: "b", typeId: int, bitOffset: 99, bitSize: 5 },
    { name: "inner", typeId: inner, bitOffset: 128 },
    { name: "comm", typeId: comm, bitOffset: 192 },
    { name: "parent", typeId: task + 1, bitOffset: 320 },
    { name: "numbers", typeId: numbers, bitOffset: 384 },
    { name: "slot", typeId: slot, bitOffset: 512 },
    { name: "remote", typeId: remote, bitOffset: 576 },
    { name: "title", typeId: title, bitOffset: 640 },
  ]);
  builder.pointer(task);
  builder.typedef("task_t", task);
  builder.add({
    kind: "enum",
    name: "colour",
    size: 4,
    signed: false,
    enumerators: [
      { name: "RED", value: 0n },
      { name: "GREEN", value: 5n },
    ],
  });
  return Btf.parse(builder.toBytes());
}

const btf = kernelTypes();

export const target: Target = {
  ...unknownTarget,
  release: "6.1.0-test",
  version: "6.1.0",
  arch: "x86_64",
  hz: 250,
  cpus: { possible: 2, online: 2 },
  btf,
  feature: () => ({ verdict: "yes", reason: "" }),
};

function scopeOf(variables: readonly ContextVariable[]): Scope {
  return { lookup: (name) => variables.find((variable) => variable.name === name), list: () => variables };
}

function pattern(form: string, names?: readonly string[]): Pattern {
  const components = form.split(".").map((part) => {
    const [, name = "", literal] = /^(\w+)(?:\((string|number)\))?$/.exec(part) ?? [];
    return {
      name,
      ...(literal !== undefined && { literal: literal as "string" | "number" }),
      ...(names && name === "NAME" && { names: () => names }),
    };
  });
  return { components, doc: form };
}

/** begin, end, error, timer.ms(number). */
const lifecycle: ProbeFamily = {
  name: "lifecycle",
  patterns: ["begin", "begin(number)", "end", "error", "timer.ms(number)"].map((form) => pattern(form)),
  derive(match: Match): Derivation {
    const [first] = match.components;
    const order = Number(first?.literal ?? 0n);
    const isTimer = first?.name === "timer";
    const phase = isTimer ? "events" : (first?.name as "begin" | "end" | "error");
    const start = isTimer ? { start: { kind: "interval", ms: Number(match.components[1]?.literal) } } : {};
    return { kind: "probes", probes: [{ point: match.text, site: { where: "session", phase, order, ...start }, scope: scopeOf([]), needs: [] }] };
  },
};

const TASK_POINTER = btf.byName("struct", "task");

/** trace(string): typed arguments $a (a long), $p (a `struct task *`), $u (an int); a cheaper site without them. */
const trace: ProbeFamily = {
  name: "trace",
  patterns: [pattern("trace(string)")],
  derive(match: Match): Derivation {
    const names = String(match.components[0]?.literal) === "*" ? ["one", "two", "three"] : [String(match.components[0]?.literal)];
    return { kind: "probes", probes: names.map(traceProbe) };
  },
};

function traceProbe(name: string): DerivedProbe {
  const $a: ContextVariable = { name: "$a", type: "long", doc: "long a", load: (builder) => builder.context(0) };
  const $p: ContextVariable = {
    name: "$p",
    type: "long",
    doc: "struct task *p",
    load: (builder) => builder.context(8, 8, { ctype: TASK_POINTER!, trusted: true }),
  };
  const $slow: ContextVariable = {
    name: "$slow",
    type: "long",
    doc: "a value that costs a read",
    load: (builder) => builder.load(builder.context(0), { size: 8, access: "kernel", onFault: "zero" }),
  };
  const $fails: ContextVariable = { ...$slow, name: "$fails", load: (builder) => builder.load(builder.context(0), { size: 8, access: "kernel" }) };
  const $$vars: ContextVariable = {
    name: "$$vars",
    type: "string",
    doc: "all",
    lists: [$a, $p],
    load: (builder) => builder.format("a=", builder.value("x", builder.context(0), true)),
  };
  return {
    point: `trace("${name}")`,
    site: {
      where: "kernel",
      program: { type: "TRACING", expectedAttachType: "TRACE_RAW_TP", attachBtfName: `btf_trace_${name}` },
      attach: { kind: "tp-btf", name },
      contextFree: { program: { type: "RAW_TRACEPOINT" }, attach: { kind: "raw", name } },
    },
    scope: scopeOf([$a, $p, $slow, $fails, $$vars]),
    needs: [],
  };
}

const CALLS: Readonly<Record<string, bigint>> = { read: 0n, write: 1n, open: 2n };

export const callName: Fact = {
  name: "call/name",
  injective: true,
  bound: 5,
  render: (raw) => Object.keys(CALLS).find((name) => CALLS[name] === raw) ?? "?",
  domain: () => Object.values(CALLS),
};
const quoted: Fact = { name: "call/quoted", injective: false, bound: 34, render: (raw) => `"${String(raw)}"` };

/** call.NAME and call.NAME.return: one dispatcher for each, told apart by a selector. */
const call: ProbeFamily = {
  name: "call",
  patterns: [pattern("call.NAME", Object.keys(CALLS)), pattern("call.NAME.return", Object.keys(CALLS))],
  derive(match: Match): Derivation {
    const name = match.components[1]?.name ?? "";
    const isReturn = match.components.length === 3;
    const value = CALLS[name] ?? -1n;
    const entry = callSite("enter", value);
    const probe: DerivedProbe = isReturn
      ? { point: match.text, site: callSite("exit", value), entry, scope: callScope(name, "entry"), needs: [] }
      : { point: match.text, site: entry, scope: callScope(name, "fire"), needs: [] };
    return { kind: "probes", probes: [probe] };
  },
};

function callSite(where: "enter" | "exit", value: bigint): KernelSite {
  return {
    where: "kernel",
    program: { type: "RAW_TRACEPOINT" },
    attach: { kind: "raw", name: `sys_${where}` },
    select: { selector: (builder) => builder.context(8), value },
  };
}

function callScope(call: string, at: "entry" | "fire"): Scope {
  const argument: ContextVariable = { name: "fd", type: "long", doc: "first argument", at, uniform: "call/fd", load: (builder) => builder.load(builder.context(0), { size: 8, offset: 112, access: "kernel" }) };
  const path: ContextVariable = {
    name: "path",
    type: "string",
    doc: "second argument",
    at,
    load: (builder) => builder.loadString(builder.load(builder.context(0), { size: 8, offset: 104, access: "kernel" }), "user", builder.text("<unknown>"), 31),
  };
  const variables: ContextVariable[] = [
    {
      name: "name",
      type: "string",
      doc: "the call",
      uniform: "call/name",
      load: (builder) => (builder.point.op === "text" ? builder.text(call) : builder.fact(callName, builder.environment("selector"))),
    },
    argument,
    path,
    {
      ...path,
      name: "memory",
      printed: { uniform: "call/memory", load: (builder) => builder.fact(quoted, builder.gather(new Map(), builder.context(0))) },
    },
    {
      name: "argstr",
      type: "string",
      doc: "all arguments",
      at,
      load: (builder) => builder.format(builder.value("d", argument.load(builder)), ", ", builder.value("s", builder.fact(quoted, path.load(builder)))),
    },
  ];
  if (at === "entry") variables.push({ name: "$return", type: "long", doc: "the result", uniform: "call/return", load: (builder) => builder.context(16, 8, { signed: true }) });
  return scopeOf(variables);
}

const INTRINSICS: readonly Intrinsic[] = [
  { name: "pid", parameters: [], doc: "", purity: "reads", returns: "long", lower: (builder) => builder.binary("shr", builder.environment("pid_tgid"), 32) },
  { name: "execname", parameters: [], doc: "", purity: "reads", returns: "string", lower: (builder) => builder.comm() },
  { name: "now", parameters: [], doc: "", purity: "reads", returns: "long", lower: (builder) => builder.environment("ktime_ns") },
  { name: "pp", parameters: [], doc: "", purity: "pure", returns: "string", lower: (builder) => builder.point },
  { name: "exit", parameters: [], doc: "", purity: "effect", returns: "void", lower: (builder) => [builder.exit()] },
  {
    name: "error",
    parameters: [{ name: "message", type: "string" }],
    doc: "",
    purity: "effect",
    returns: "void",
    lower: (builder, message) => [builder.raise(message as StringExpr)],
  },
  {
    name: "strlen",
    parameters: [{ name: "s", type: "string" }],
    doc: "",
    purity: "pure",
    returns: "long",
    lower: (_builder, text) => ({ type: "long", op: "strlen", text: text as StringExpr }),
  },
  {
    name: "twice",
    parameters: [{ name: "x", type: "long" }],
    doc: "",
    purity: "pure",
    returns: "long",
    lower: (builder, x) => builder.binary("add", x as LongExpr, x as LongExpr),
  },
  { name: "signal", parameters: [], doc: "", purity: "effect", returns: "long", lower: (builder) => builder.helper(109, builder.constant(9)) },
];

const FAMILIES: readonly ProbeFamily[] = [lifecycle, trace, call];

const base: Tapset = {
  manifest: {
    contract: CONTRACT_VERSION,
    name: "base",
    version: "1.0.0",
    summary: "",
    families: FAMILIES.map(({ name, patterns }) => ({ name, patterns: patterns.map(({ doc }) => ({ form: doc, doc, variables: [] })) })),
    scripts: [],
    probes: [],
    functions: INTRINSICS.map(({ name, parameters, returns }) => ({ name, parameters, returns, doc: "" })),
    globals: [],
    macros: [],
    requires: [],
  },
  scripts: () => [],
  loadModule: () => Promise.resolve({ families: FAMILIES, intrinsics: INTRINSICS, host: {} }),
};

/** A script, typed. It has to parse and to elaborate. */
export async function typed(text: string): Promise<Typed> {
  const { script, diagnostics } = parse(new Source("<input>", text));
  refuseErrors(diagnostics);
  const view = await registry().use(base).load(namesIn(script));
  const elaborated = elaborate(script, view, target);
  refuseErrors(elaborated.diagnostics);
  return infer(elaborated, target);
}

/** A script's IR. It has to be free of errors. */
export async function lowered(text: string): Promise<Ir> {
  const tree = await typed(text);
  refuseErrors(tree.diagnostics);
  const { ir, diagnostics } = lower(tree, DEFAULT_LIMITS);
  refuseErrors(diagnostics);
  return ir;
}

/** The listing of a script's IR. */
export async function listing(text: string): Promise<string> {
  return printIr(await lowered(text));
}

/** `id 'text it stands at'` of every diagnostic of inference, and where that finds none, of lowering. */
export async function problems(text: string): Promise<string[]> {
  const tree = await typed(text);
  const { diagnostics } = hasErrors(tree.diagnostics) ? tree : lower(tree, DEFAULT_LIMITS);
  return diagnostics.map(({ id, span }) => (span === undefined ? id : `${id} '${spanText(span)}'`));
}

function refuseErrors(diagnostics: readonly Diagnostic[]): void {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) {
    throw new Error(errors.map(({ id, message, span }) => `${id}: ${message} at ${span ? formatLocation(span) : "?"}`).join("\n"));
  }
}
