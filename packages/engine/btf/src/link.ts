import type { CType, FunctionPrototype, Parameter } from "./c-type.js";

/** Where linked types find what they refer to. */
export interface TypeSource {
  readonly type: (id: number) => CType;
}

/** A reference to another type. `type` lives on the prototype, so that printing or comparing one type doesn't walk the kernel. */
class Link {
  readonly #source: TypeSource;

  constructor(
    source: TypeSource,
    readonly typeId: number,
  ) {
    this.#source = source;
  }

  get type(): CType {
    return this.#source.type(this.typeId);
  }
}

/** `fields` with a `typeId` and the `type` it stands for. */
export function linked<T extends object>(source: TypeSource, typeId: number, fields: T): T & Link {
  return Object.assign(new Link(source, typeId), fields);
}

/** A prototype, whose return type is decoded when read. */
export class LinkedPrototype implements FunctionPrototype {
  readonly kind = "func_proto";
  readonly #source: TypeSource;

  constructor(
    source: TypeSource,
    readonly id: number,
    readonly name: string,
    readonly returnTypeId: number,
    readonly parameters: readonly Parameter[],
  ) {
    this.#source = source;
  }

  get returnType(): CType {
    return this.#source.type(this.returnTypeId);
  }
}
