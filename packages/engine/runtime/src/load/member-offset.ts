import { type Btf, resolvePath } from "@tapset/btf";

/** Where a structure of the kernel's has a member, in bytes; undefined where it has none. */
export function memberOffset(btf: Btf, structure: string, name: string): number | undefined {
  const type = btf.byName("struct", structure);
  const path = type && resolvePath(btf, type, [{ kind: "member", name }]);
  return path?.ok === true ? path.accesses[0]?.offset : undefined;
}
