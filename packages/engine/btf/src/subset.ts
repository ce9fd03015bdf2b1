import type { Btf } from "./btf.js";
import { BtfBuilder } from "./btf-builder.js";
import { BtfError } from "./btf-error.js";
import type { CType, CTypeKind, TypeRecord, VoidType } from "./c-type.js";

/** A type by kind and name. */
export interface TypeName {
  readonly kind: CTypeKind;
  readonly name: string;
}

/**
 * A smaller blob with the named types and everything they are made of. What lies behind more than `pointers` pointers
 * is left out: a named struct or union becomes a forward declaration there, an anonymous one loses its members.
 * Numbers change, their order doesn't. Throws `BtfError` for a name that isn't there.
 */
export function subset(btf: Btf, roots: readonly TypeName[], pointers: number): Uint8Array {
  const distances = measure(btf, roots.map((root) => rootId(btf, root)), pointers);
  const kept = [...distances.keys()].sort((a, b) => a - b);
  const numbers = new Map(kept.map((id, index) => [id, index + 1]));
  const builder = new BtfBuilder();
  for (const id of kept) {
    const type = btf.type(id) as Exclude<CType, VoidType>;
    const record = (distances.get(id) ?? 0) > pointers ? opaque(type) : type;
    builder.add(mapReferences(record, (target) => numbers.get(target) ?? 0));
  }
  return builder.toBytes();
}

/** How many pointers away from the nearest root each type is; types that are not needed are missing. */
function measure(btf: Btf, ids: readonly number[], pointers: number): Map<number, number> {
  const distances = new Map<number, number>();
  let ring = [...ids];
  for (let distance = 0; ring.length > 0; distance++) {
    const next: number[] = [];
    for (let id = ring.pop(); id !== undefined; id = ring.pop()) {
      if (id === 0 || distances.has(id)) continue;
      distances.set(id, distance);
      const type = btf.type(id) as Exclude<CType, VoidType>;
      const targets = type.kind === "ptr" ? next : ring;
      mapReferences(distance > pointers ? opaque(type) : type, (target) => {
        targets.push(target);
        return target;
      });
    }
    ring = next;
  }
  return distances;
}

function rootId(btf: Btf, { kind, name }: TypeName): number {
  const type = btf.byName(kind, name);
  if (type === undefined) throw new BtfError(`subset: no ${kind} '${name}'`);
  return type.id;
}

/** What is left of a type too far away. */
function opaque(type: TypeRecord): TypeRecord {
  if (type.kind !== "struct" && type.kind !== "union") return type;
  return type.name === "" ? { ...type, members: [] } : { kind: "fwd", name: type.name, of: type.kind };
}

/** A record with other numbers for the types it refers to; `number` is called once for each reference. */
function mapReferences(type: TypeRecord, number: (typeId: number) => number): TypeRecord {
  const renumber = <T extends { readonly typeId: number }>(item: T): T => ({ ...item, typeId: number(item.typeId) });
  switch (type.kind) {
    case "struct":
    case "union":
      return { ...type, members: type.members.map(renumber) };
    case "func_proto":
      return { ...type, returnTypeId: number(type.returnTypeId), parameters: type.parameters.map(renumber) };
    case "datasec":
      return { ...type, variables: type.variables.map(renumber) };
    case "array":
      return { ...renumber(type), indexTypeId: number(type.indexTypeId) };
    case "int":
    case "enum":
    case "float":
    case "fwd":
      return type;
    default:
      return renumber(type);
  }
}
