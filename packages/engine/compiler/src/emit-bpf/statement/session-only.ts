import type { Code } from "../code/code.js";

/** The row of ops that lowering only makes for session handlers. */
export function sessionOnly(code: Code, node: { readonly op: string }): never {
  throw new Error(`probe ${code.image.name}: the IR op ${node.op} is for session handlers`);
}
