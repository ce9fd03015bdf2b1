import { layeredScope, type Builder, type ContextVariable, type Fact, type Scope, type StringExpr } from "@tapset/core";
import { callWords } from "./argument-plan.js";
import { ArgumentReader } from "./argument-reader.js";
import { resultText } from "./result-text.js";
import { resultVariables } from "./result-variables.js";
import type { Call } from "./syscall-table.js";

/** Names by selector: what `name` is a fact of where one handler serves many calls. */
export function nameFact(calls: ReadonlyMap<bigint, Call>): Fact {
  const names = new Map([...calls].map(([selector, { row }]) => [selector, row.name]));
  return {
    name: "syscall/name",
    // Programs of 64 and of 32 bits have one name for two numbers.
    injective: false,
    bound: 31,
    render: (selector) => names.get(BigInt(selector)) ?? `syscall_${BigInt(selector) >> 1n}`,
    domain: () => [...names.keys()].sort((a, b) => (a < b ? -1 : 1)),
  };
}

/** What the calls of an architecture share. */
export interface Shared {
  readonly names: Fact;
  /** By selector: for handlers that serve several calls. */
  readonly reader: (selector: bigint) => ArgumentReader | undefined;
}

function readerOf(call: Call, { reader }: Shared): ArgumentReader {
  return (call.isMultiplexer ? undefined : reader(call.selector)) ?? new ArgumentReader(call);
}

function nameVariable({ row, isMultiplexer }: Call, { names }: Shared): ContextVariable {
  return {
    name: "name",
    type: "string",
    doc: "name of the system call",
    uniform: isMultiplexer ? `syscall/name of ${row.name}` : "syscall/name",
    load: (builder) => (isMultiplexer || builder.point.op === "text" ? builder.text(row.name) : builder.fact(names, builder.environment("selector"))),
  };
}

/** argstr in a handler that serves several calls of one shape: they record the same, and the session knows which it was. */
function sharedText(builder: Builder, reader: ArgumentReader, { reader: readerBy }: Shared, at: "entry" | "fire"): StringExpr {
  const counts = reader.counts(builder);
  const { maxString, point } = builder;
  const selector = builder.environment("selector");
  const fact: Fact = {
    name: `syscall/argstr (${reader.shape})`,
    injective: false,
    bound: 4095,
    render: (number, ...values) => (reader.call.isMultiplexer ? reader : readerBy(BigInt(number)))?.render(values, counts, maxString) ?? "",
  };
  // At a return it would be read of memory as it is by then.
  const calls = at === "fire" && point.op === "fact" && reader.call.isMultiplexer !== true ? [...(point.fact.domain?.() ?? [])].flatMap((number) => readerBy(number) ?? []) : [];
  const spelled = calls.length === 0 ? fact : { ...fact, spell: () => spell(builder, calls) };
  return builder.fact(spelled, selector, ...reader.record(builder));
}

/** argstr of whichever of some calls it is, for kernel handlers that compare or store it. */
function spell(builder: Builder, calls: readonly ArgumentReader[]): StringExpr {
  const is = ({ call }: ArgumentReader) => builder.compare("eq", builder.environment("selector"), builder.constant(call.selector));
  return calls.reduce((otherwise: StringExpr, reader) => builder.select(is(reader), reader.text(builder), otherwise), builder.text(""));
}

/** The variables of the arguments. */
function argumentVariables(reader: ArgumentReader, at: "entry" | "fire"): readonly ContextVariable[] {
  const variables = reader.arguments.flatMap((argument) =>
    argument.kind.variables.map(
      (variable): ContextVariable => ({
        name: (variable.aspect && argument.row.names?.[variable.aspect]) ?? variable.name(argument.row.name),
        type: variable.type,
        doc: `argument ${argument.row.name}: ${variable.doc}`,
        at,
        load: (builder) => variable.load(builder, reader.value(builder, argument)),
      }),
    ),
  );
  const synonyms = Object.entries(reader.call.row.synonyms ?? {}).flatMap(([synonym, name]) =>
    variables.flatMap((variable) => (variable.name === name ? [{ ...variable, name: synonym }] : [])),
  );
  return [...variables, ...synonyms];
}

/** argstr where it's only printed: one handler reads the arguments of all calls, as a plan for each says. */
function gatheredText(builder: Builder, { call }: ArgumentReader, { reader: readerBy }: Shared): StringExpr {
  const { maxString, point } = builder;
  const selectors = point.op === "fact" ? [...(point.fact.domain?.() ?? [])] : [];
  const plans = new Map(selectors.map((selector) => [selector, readerBy(selector)?.plan(maxString).steps ?? []]));
  const fact: Fact = {
    name: "syscall/argstr",
    injective: false,
    bound: 4095,
    render: (number, memory) => readerBy(BigInt(number))?.plan(maxString).render(String(memory)) ?? "",
  };
  return builder.fact(fact, builder.environment("selector"), builder.gather(plans, ...callWords(builder, call.abis)));
}

function argstr(reader: ArgumentReader, shared: Shared, at: "entry" | "fire"): ContextVariable {
  return {
    name: "argstr",
    type: "string",
    doc: "the arguments, as a C programmer would write them",
    uniform: `syscall/argstr ${reader.call.isMultiplexer ? reader.call.row.name : ""} ${reader.shape}`,
    at,
    load: (builder) => (builder.point.op === "text" ? reader.text(builder) : sharedText(builder, reader, shared, at)),
    printed: hasPlan(reader) ? { uniform: "syscall/argstr", load: (builder) => (builder.point.op === "text" ? reader.text(builder) : gatheredText(builder, reader, shared)) } : undefined,
  };
}

/** Whether a plan can say how its arguments are read. Of the calls that it stands for, a multiplexer has only what it was given. */
function hasPlan(reader: ArgumentReader): boolean {
  return reader.call.isMultiplexer !== true && reader.isPlanned;
}

/** What `syscall.NAME` offers. */
export function entryScope(call: Call, shared: Shared): Scope {
  const reader = readerOf(call, shared);
  return layeredScope([nameVariable(call, shared)], () => argumentVariables(reader, "fire"), [argstr(reader, shared, "fire")]);
}

/** What `syscall.NAME.return` offers; arguments are those of the entry. */
export function returnScope(call: Call, shared: Shared): Scope {
  const { returns, results = [] } = call.row;
  const reader = readerOf(call, shared);
  const result = (builder: Builder) => builder.context(8, 8, { signed: true });
  const text = resultText[returns === undefined || returns === "never" ? "decimal" : returns];
  const number = { type: "long", doc: "the result: negative errno on failure", uniform: "syscall/return", load: result } as const;
  return layeredScope(
    [
      nameVariable(call, shared),
      { name: "retval", ...number },
      { name: "retstr", type: "string", doc: "the result, with the name of the error", uniform: text.name, load: (builder) => builder.fact(text, result(builder)) },
      { name: "$return", ...number },
    ],
    // The registers of the arguments are still what they were.
    () => {
      const written = results.flatMap((row) => resultVariables(call.row, row, (builder, name) => reader.named(builder, name), result));
      const names = new Set(written.map(({ name }) => name));
      return [...written, ...argumentVariables(reader, "entry").filter(({ name }) => !names.has(name))];
    },
    [argstr(reader, shared, "entry")],
  );
}
