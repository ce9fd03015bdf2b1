import type { Memory } from "@tapset/asm/interpreter";
import type { CType } from "@tapset/btf";
import { Builder, closest, type ContextVariable, didYouMean, noProbe, type Target } from "@tapset/core";
import { InventedMemory, PlacedStructure, PlacementError } from "@tapset/testkit/interpreted";
import type { GivenValue } from "../test-file.js";
import type { Act } from "./playbill.js";
import type { StagedValue } from "./stage.js";

/** A value that can't be given as it is. */
export class ValueError extends Error {
  override readonly name = "ValueError";
  constructor(
    /** The key it is given under. */
    readonly key: string,
    message: string,
    readonly hints: readonly string[] = [],
  ) {
    super(message);
  }
}

/** A text of a test file as the language has it: a character for each byte of its UTF-8. */
export function bytesAsText(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}

/** Makes what an event gives into what handlers find: numbers, texts, and structures in made-up memory. */
export class StagedValues {
  readonly #memory: Memory;
  readonly #texts: InventedMemory;
  readonly #target: Target;

  constructor(memory: Memory, target: Target) {
    this.#memory = memory;
    this.#texts = new InventedMemory(memory, target);
    this.#target = target;
  }

  /**
   * The values by the names handlers read them under.
   * @throws ValueError for names that the point doesn't have, and values of another type
   */
  of(act: Act, given: Readonly<Record<string, GivenValue>>): ReadonlyMap<string, StagedValue> {
    const values = new Map<string, StagedValue>();
    const structures = new Map<string, PlacedStructure>();
    for (const [key, value] of Object.entries(given)) {
      const [, name = key, path = ""] = /^(\$?\w+)((?:->\w+|\[\d+\])+)$/.exec(key) ?? [];
      const variable = act.variable(name);
      if (variable === undefined) throw unknownName(key, name, act);
      if (path === "") values.set(name, this.#value(key, value, variable, act.point));
      else structures.set(name, this.#member(structures.get(name), key, path, value, variable));
    }
    for (const [name, structure] of structures) {
      if (values.has(name)) throw new ValueError(name, `${name} is given, and so are members of what it points to`, ["leave out one or the other"]);
      values.set(name, structure.address);
    }
    return values;
  }

  /** A task of zeros; undefined where the kernel's types aren't known. */
  task(): PlacedStructure | undefined {
    const type = this.#target.btf?.byName("struct", "task_struct");
    return type && new PlacedStructure(type, this.#memory, this.#target);
  }

  /**
   * Gives a structure these members.
   * @throws ValueError
   */
  set(structure: PlacedStructure, members: Readonly<Record<string, GivenValue>>): void {
    for (const [path, value] of Object.entries(members)) this.#set(structure, path, path, value);
  }

  #value(key: string, value: GivenValue, variable: ContextVariable, point: string): StagedValue {
    if (variable.type === "string") {
      if (typeof value === "string") return bytesAsText(value);
      throw new ValueError(key, `${key} of ${point} is a string, not ${kindOf(value)}`, typeof value === "bigint" ? [`quote it: "${String(value)}"`] : []);
    }
    if (typeof value !== "string") return this.#number(value);
    const hints = ['write a number, or the address of a text: { user: "…" } or { kernel: "…" }'];
    throw new ValueError(key, `${key} of ${point} is a number, not a text`, hints);
  }

  #number(value: Exclude<GivenValue, string>): bigint {
    if (typeof value === "bigint") return value;
    return "user" in value ? this.#texts.userText(bytesAsText(value.user)) : this.#texts.kernelText(bytesAsText(value.kernel));
  }

  #member(known: PlacedStructure | undefined, key: string, path: string, value: GivenValue, variable: ContextVariable): PlacedStructure {
    const type = typeOf(variable, this.#target);
    if (type === undefined) throw new ValueError(key, `${variable.name} has no members: what it points to has no type that is known`);
    const structure = known ?? this.#structure(key, type);
    this.#set(structure, key, path, value);
    return structure;
  }

  #structure(key: string, type: CType): PlacedStructure {
    try {
      return new PlacedStructure(type, this.#memory, this.#target);
    } catch (error) {
      throw asValueError(key, error);
    }
  }

  #set(structure: PlacedStructure, key: string, path: string, value: GivenValue): void {
    try {
      structure.set(path, typeof value === "string" ? bytesAsText(value) : this.#number(value));
    } catch (error) {
      throw asValueError(key, error);
    }
  }
}

function asValueError(key: string, error: unknown): unknown {
  return error instanceof PlacementError ? new ValueError(key, `${key}: ${error.message}`, error.hints) : error;
}

function unknownName(key: string, name: string, act: Act): ValueError {
  const similar = didYouMean(closest(name, act.names));
  const hints = similar.length > 0 ? similar : [act.names.length > 0 ? `give one of ${act.names.join(", ")}` : "leave it out: the point has no values"];
  return new ValueError(key, `${act.point} has no value '${name}'`, hints);
}

function kindOf(value: Exclude<GivenValue, string>): string {
  return typeof value === "bigint" ? "a number" : "an address";
}

/** The C type of a variable's value, where it has one. */
function typeOf(variable: ContextVariable, target: Target): CType | undefined {
  const value = variable.load(new Builder("kernel", target, undefined, 0, noProbe));
  return value.type === "long" ? value.ctype : undefined;
}
