import type { Btf } from "./btf.js";
import type { CType, FunctionPrototype, Parameter } from "./c-type.js";
import { pointee } from "./type-walk.js";

const TYPEDEF_PREFIX = "btf_trace_";
const ITERATOR_PREFIX = "__traceiter_";

/** One argument of a tracepoint; in a raw tracepoint's context it is the 64-bit word at `8 * index`. */
export interface TracepointArgument {
  readonly index: number;
  readonly name: string;
  readonly type: CType;
}

/** The names of the tracepoints a blob describes (for a module's blob: the module's own), in the blob's order. */
export function tracepoints(btf: Btf): string[] {
  return btf.names("typedef", TYPEDEF_PREFIX).map((name) => name.slice(TYPEDEF_PREFIX.length));
}

/** The number that `attach_btf_id` takes for a tracepoint; undefined when there is no such tracepoint. */
export function tracepointTypeId(btf: Btf, name: string): number | undefined {
  return btf.byName("typedef", TYPEDEF_PREFIX + name)?.id;
}

/**
 * A tracepoint's arguments, without the hidden first one; undefined when there is no such tracepoint. Names are those of
 * the function that calls the probes (`__traceiter_NAME`, since 5.10); before, there are only types, named `arg0`, `arg1`.
 */
export function tracepointArguments(btf: Btf, name: string): readonly TracepointArgument[] | undefined {
  const parameters = iteratorParameters(btf, name) ?? typedefParameters(btf, name);
  return parameters?.slice(1).map((parameter, index) => ({
    index,
    name: parameter.name || `arg${index}`,
    type: parameter.type,
  }));
}

function iteratorParameters(btf: Btf, name: string): readonly Parameter[] | undefined {
  return parametersOf(btf.byName("func", ITERATOR_PREFIX + name)?.type);
}

function typedefParameters(btf: Btf, name: string): readonly Parameter[] | undefined {
  const typedef = btf.byName("typedef", TYPEDEF_PREFIX + name);
  return typedef && parametersOf(pointee(typedef));
}

function parametersOf(type: CType | undefined): FunctionPrototype["parameters"] | undefined {
  return type?.kind === "func_proto" ? type.parameters : undefined;
}
