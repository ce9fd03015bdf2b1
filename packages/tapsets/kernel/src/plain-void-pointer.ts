import { type CType, skipModifiers } from "@tapset/btf";

/** Whether a type is `void *`; of `const void *` and the like, verifiers before Linux 6.14 say that they don't know what it points to. */
export function isPlainVoidPointer(type: CType): boolean {
  const pointer = skipModifiers(type);
  return pointer.kind === "ptr" && pointer.type.kind === "void";
}
