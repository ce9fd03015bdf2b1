/** Bytes that are not well-formed BTF, or type information that contradicts itself. The message says where. */
export class BtfError extends Error {
  override readonly name = "BtfError";
}
