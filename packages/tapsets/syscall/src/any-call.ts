import { scopeOf, type Builder, type Scope } from "@tapset/core";
import type { Shared } from "./syscall-scope.js";

/** What `syscall_any` offers: it asks nothing of the arguments. */
export function anyScope(shared: Shared, number: (builder: Builder) => ReturnType<Builder["context"]>, selector: typeof number, isReturn: boolean): Scope {
  return scopeOf([
    { name: "syscall_nr", type: "long", doc: "number of the system call", load: number },
    { name: "name", type: "string", doc: "name of the system call", load: (builder) => builder.fact(shared.names, selector(builder)) },
    ...(isReturn ? [{ name: "retval", type: "long", doc: "the result: negative errno on failure", load: (builder: Builder) => builder.context(8, 8, { signed: true }) } as const] : []),
  ]);
}
