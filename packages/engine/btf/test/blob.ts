import { Btf, BtfBuilder } from "../src/index.js";

/** Builds a blob and parses it back. */
export function build<T>(describe: (builder: BtfBuilder) => T): { readonly btf: Btf; readonly ids: T } {
  const builder = new BtfBuilder();
  const ids = describe(builder);
  return { btf: Btf.parse(builder.toBytes()), ids };
}
