import type { CType, FunctionPrototype } from "./c-type.js";
import { isModifier, MAX_DEPTH } from "./type-walk.js";

/** Types visited for one spelling: far more than any real type has, so only those that contain themselves are cut. */
const MAX_VISITED = 500;

/**
 * A type as C spells it, for messages and listings: `struct task_struct *`, `const char [16]`, `int (*)(void *, int)`.
 * With a declarator, the declaration of that name: `char comm[16]`. Bodies are never printed.
 */
export function printType(type: CType, declarator = ""): string {
  return new TypePrinter().print(type, declarator);
}

class TypePrinter {
  #visited = 0;

  /** Wraps the declarator from the inside out, as C declarations are read; what ends up left of it is the base type. */
  print(type: CType, declarator: string): string {
    if (this.#visited++ > MAX_VISITED) return join("…", declarator);
    switch (type.kind) {
      case "ptr":
        return this.print(type.type, `*${declarator}`);
      case "array":
        return this.print(type.type, `${grouped(declarator)}[${type.length || ""}]`);
      case "func_proto":
        return this.print(type.returnType, `${grouped(declarator)}(${this.#parameters(type)})`);
      case "func":
      case "var":
        return this.print(type.type, type.name);
      case "const":
      case "volatile":
      case "restrict":
        return qualifiesPointer(type.type)
          ? this.print(type.type, join(type.kind, declarator))
          : `${type.kind} ${this.print(type.type, declarator)}`;
      case "type_tag":
      case "decl_tag":
        return this.print(type.type, declarator);
      case "struct":
      case "union":
      case "enum":
        return join(`${type.kind} ${type.name || "{…}"}`, declarator);
      case "fwd":
        return join(`${type.of} ${type.name}`, declarator);
      case "void":
        return join("void", declarator);
      case "int":
      case "float":
      case "typedef":
      case "datasec":
        return join(type.name, declarator);
    }
  }

  #parameters({ parameters }: FunctionPrototype): string {
    const last = parameters.length - 1;
    const printed = parameters.map(({ typeId, type, name }, index) =>
      typeId === 0 && index === last ? "..." : this.print(type, name),
    );
    return printed.join(", ") || "void";
  }
}

/** `const` on a pointer stands right of the `*`, on anything else left of the base type. */
function qualifiesPointer(type: CType): boolean {
  let inner = type;
  for (let depth = 0; depth < MAX_DEPTH && inner.kind !== "typedef"; depth++) {
    if (!isModifier(inner)) return inner.kind === "ptr";
    inner = inner.type;
  }
  return false;
}

/** Brackets bind tighter than stars. */
function grouped(declarator: string): string {
  return declarator.startsWith("*") ? `(${declarator})` : declarator;
}

function join(base: string, declarator: string): string {
  return declarator === "" ? base : `${base} ${declarator}`;
}
