import { pointee, printType, scalarOf, sizeOf, skipModifiers, tracepointArguments } from "@tapset/btf";
import type { Btf, CType } from "@tapset/btf";
import type { Builder, ContextVariable, LongExpr, Scope, Segment, TraceEvent } from "@tapset/core";

/** A scope over a fixed list of variables. */
export function scopeOf(variables: readonly ContextVariable[]): Scope {
  return {
    lookup: (name) => variables.find((variable) => variable.name === name),
    list: () => variables,
  };
}

/** `$$name`, `$$vars` and `$$parms`, which every trace point has. */
function textVariables(name: string, parameters: readonly ContextVariable[]): ContextVariable[] {
  const listing = (builder: Builder) =>
    builder.format(
      ...parameters.flatMap((parameter, index): (Segment | string)[] => [
        `${index === 0 ? "" : " "}${parameter.name.slice(1)}=`,
        builder.value("x", parameter.load(builder), true),
      ]),
    );
  return [
    { name: "$$name", type: "string", doc: "the tracepoint's name", load: (builder) => builder.text(name) },
    { name: "$$vars", type: "string", doc: "every parameter as name=0x…", load: listing },
    { name: "$$parms", type: "string", doc: "every parameter as name=0x…", load: listing },
  ];
}

/** The parameters of a tracepoint as BTF gives them, read from a tp_btf program's context. */
export function typedScope(btf: Btf, name: string): Scope {
  const parameters = (tracepointArguments(btf, name) ?? []).map(
    (argument, index): ContextVariable => ({
      name: `$${argument.name}`,
      type: "long",
      doc: printType(argument.type, argument.name),
      ctype: printType(argument.type),
      load: (builder) => loadArgument(builder, index, argument.type),
    }),
  );
  return scopeOf([...parameters, ...textVariables(name, parameters)]);
}

/** One 8-byte slot of the context. Narrow arguments arrive zero-extended, so signed ones are widened here. */
function loadArgument(builder: Builder, index: number, type: CType): LongExpr {
  const target = pointee(type);
  if (target) {
    const inner = skipModifiers(target).kind;
    const trusted = inner === "struct" || inner === "union";
    return builder.context(index * 8, 8, { ctype: type, trusted });
  }
  const slot = builder.context(index * 8, 8, { ctype: type });
  const size = sizeOf(type) ?? 8;
  if (size >= 8 || !(scalarOf(type)?.signed ?? false)) return slot;
  const spare = 64 - 8 * size;
  return builder.binary("sar", builder.binary("shl", slot, spare), spare);
}

/** The fields of a trace event's record, read from a perf tracepoint program's context. */
export function recordScope(event: TraceEvent): Scope {
  const parameters = event.fields
    .filter(({ name, location, length }) => !name.startsWith("common_") && location === "inline" && length === undefined)
    .flatMap(({ name, type, offset, size, signed }): ContextVariable[] =>
      size === 1 || size === 2 || size === 4 || size === 8
        ? [{ name: `$${name}`, type: "long", doc: `${type} ${name}`, ctype: type, load: (builder) => builder.context(offset, size, { signed }) }]
        : [],
    );
  return scopeOf([...parameters, ...textVariables(event.name, parameters)]);
}
