import { type CType, type FunctionPrototype, pointee, printType, skipModifiers } from "@tapset/btf";
import { type Builder, type ContextVariable, lazyScope, type LongExpr, narrowed, type Scope, scopeOf, type Segment } from "@tapset/core";
import { returnsNothing } from "./kernel-function.js";
import { isPlainVoidPointer } from "./plain-void-pointer.js";

/** Where a probe finds the values that a function takes and returns. */
export interface FunctionValues {
  /** A parameter, by its place. */
  parameter(builder: Builder, index: number, type: CType): LongExpr;
  /** What the function returns. */
  result(builder: Builder, type: CType): LongExpr;
  /** What a return probe sees parameters by: see {@link ContextVariable.at}. */
  readonly parametersAtReturn: "entry" | "both";
}

/** What a function takes, as far as a probe can tell, and returns. */
export type Signature = Pick<FunctionPrototype, "parameters" | "returnType">;

/** The names of a probe at a function's beginning, or at its end. */
export function functionScope(signature: Signature, values: FunctionValues, end: "call" | "return"): Scope {
  return lazyScope(() => scopeOf(variablesOf(signature, values, end)));
}

function variablesOf({ parameters, returnType }: Signature, values: FunctionValues, end: "call" | "return"): readonly ContextVariable[] {
  const isReturn = end === "return";
  const at = isReturn ? values.parametersAtReturn : "fire";
  const named = parameters.flatMap(({ name, type }, index): ContextVariable[] => {
    // A last parameter without a type is the dots of a variable list.
    if (name === "" || skipModifiers(type).kind === "void") return [];
    return [{ name: `$${name}`, type: "long", doc: printType(type, name), ctype: printType(type), at, load: (builder) => values.parameter(builder, index, type) }];
  });
  const result: ContextVariable[] = isReturn && !returnsNothing(returnType)
    ? [{ name: "$return", type: "long", doc: "what the function returned", ctype: printType(returnType), load: (builder) => values.result(builder, returnType) }]
    : [];
  return [
    ...result,
    ...named,
    { name: "$$vars", type: "string", doc: "every parameter and local variable as name=0x…", at, lists: named, load: listing(named) },
    { name: "$$parms", type: "string", doc: "every parameter as name=0x…", at, lists: named, load: listing(named) },
    // Where local variables lie is in no types.
    { name: "$$locals", type: "string", doc: "every local variable as name=0x…", lists: [], load: listing([]) },
    ...(isReturn ? [{ name: "$$return", type: "string" as const, doc: "what the function returned as return=0x…", lists: result, load: listing(result) }] : []),
  ];
}

function listing(variables: readonly ContextVariable[]): ContextVariable["load"] {
  return (builder) =>
    builder.format(
      ...variables.flatMap((variable, index): (Segment | string)[] => {
        const name = `${index === 0 ? "" : " "}${variable.name.slice(1)}=`;
        const value = variable.load(builder);
        return value.type === "long" && value.words !== undefined ? [`${name}{...}`] : [name, builder.value("x", value, true)];
      }),
    );
}

/**
 * The values in the context of fentry and fexit programs: the arguments as they were at the entry, then the result. The
 * verifier knows what pointers to structures lead to. It lets nobody read those to what is neither that nor a number,
 * but the context is memory like any other.
 */
export function trampolineValues(parameters: number): FunctionValues {
  const word = (builder: Builder, index: number, type: CType): LongExpr => {
    const kind = kindOfPointee(type);
    if (kind === undefined || kind === "int" || isPlainVoidPointer(type)) return narrowed(builder, builder.context(8 * index, 8, { ctype: type }), type);
    if (kind === "struct" || kind === "union") return builder.context(8 * index, 8, { ctype: type, trusted: true });
    return builder.load(builder.environment("context_address"), { offset: 8 * index, size: 8, access: "kernel", ctype: type });
  };
  return { parameter: word, result: (builder, type) => word(builder, parameters, type), parametersAtReturn: "both" };
}

function kindOfPointee(type: CType): CType["kind"] | undefined {
  return pointee(type)?.kind;
}
