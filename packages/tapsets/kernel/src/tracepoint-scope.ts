import { pointee, printType, scalarOf, sizeOf, skipModifiers, tracepointArguments } from "@tapset/btf";
import type { Btf, CType, CTypeKind } from "@tapset/btf";
import { scopeOf } from "@tapset/core";
import type { Builder, ContextVariable, LongExpr, Scope, Segment, TraceEvent, TraceEventField } from "@tapset/core";
import { isPlainVoidPointer } from "./plain-void-pointer.js";

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
    { name: "$$vars", type: "string", doc: "every parameter as name=0x…", lists: parameters, load: listing },
    { name: "$$parms", type: "string", doc: "every parameter as name=0x…", lists: parameters, load: listing },
  ];
}

/**
 * The parameters of a tracepoint as BTF gives them. In a tp_btf program the verifier knows what pointers to structures
 * point to; in a raw tracepoint program they are numbers.
 */
export function argumentScope(btf: Btf, name: string, program: "tp-btf" | "raw-tracepoint"): Scope {
  const parameters = (tracepointArguments(btf, name) ?? []).map(
    (argument, index): ContextVariable => ({
      name: `$${argument.name}`,
      type: "long",
      doc: printType(argument.type, argument.name),
      ctype: printType(argument.type),
      load: (builder) => loadArgument(builder, index, argument.type, program),
    }),
  );
  return scopeOf([...parameters, ...textVariables(name, parameters)]);
}

/** What a pointer may point to for a tp_btf program to read it: the verifier refuses pointers to functions and pointers. */
const typedTargets: readonly CTypeKind[] = ["struct", "union", "int", "void"];

/**
 * Whether a tp_btf program may read every parameter of a tracepoint.
 *
 * @param version of the kernel: before Linux 6.14 the verifier takes `const void *` for a pointer to something it doesn't know
 */
export function isReadableTyped(btf: Btf, name: string, version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const readsConstVoid = major > 6 || (major === 6 && minor >= 14);
  return (tracepointArguments(btf, name) ?? []).every(({ type }) => {
    const kind = pointee(type)?.kind;
    return kind === undefined || (typedTargets.includes(kind) && (kind !== "void" || readsConstVoid || isPlainVoidPointer(type)));
  });
}

/** One 8-byte slot of the context. Narrow arguments arrive zero-extended, so signed ones are widened here. */
function loadArgument(builder: Builder, index: number, type: CType, program: "tp-btf" | "raw-tracepoint"): LongExpr {
  const target = pointee(type);
  if (target) {
    const inner = skipModifiers(target).kind;
    const trusted = program === "tp-btf" && (inner === "struct" || inner === "union");
    return builder.context(index * 8, 8, { ctype: type, trusted });
  }
  const slot = builder.context(index * 8, 8, { ctype: type });
  const size = sizeOf(type) ?? 8;
  if (size >= 8 || !(scalarOf(type)?.signed ?? false)) return slot;
  const spare = 64 - 8 * size;
  return { ...builder.binary("sar", builder.binary("shl", slot, spare), spare), ctype: type };
}

/** The numbers among the fields of a trace event's record, read from a perf tracepoint program's context. */
export function recordScope(event: TraceEvent, btf: Btf | undefined): Scope {
  const parameters = event.fields
    .filter(({ name, location, length }) => !name.startsWith("common_") && location === "inline" && length === undefined)
    .flatMap((field): ContextVariable[] => {
      const { name, type, offset } = field;
      const { size, signed } = valueIn(field, btf);
      if (size !== 1 && size !== 2 && size !== 4 && size !== 8) return [];
      return [{ name: `$${name}`, type: "long", doc: `${type} ${name}`, ctype: type, load: (builder) => builder.context(offset, size, { signed }) }];
    });
  return scopeOf([...parameters, ...textVariables(event.name, parameters)]);
}

/** System calls' records keep each argument in 8 bytes, whatever its type: the type says how much of them it fills. */
function valueIn({ type, size, signed }: TraceEventField, btf: Btf | undefined): { readonly size: number; readonly signed: boolean } {
  const word = type.replace(/\bconst\b/g, "").trim();
  const ctype = btf?.byName("int", word === "unsigned" ? "unsigned int" : word) ?? btf?.byName("typedef", word);
  const scalar = size === 8 && ctype ? scalarOf(ctype) : undefined;
  return scalar !== undefined && scalar.size < size ? scalar : { size, signed };
}
