import { type CType, type FunctionPrototype, POINTER_SIZE, scalarOf, sizeOf } from "@tapset/btf";
import { type Builder, type LongExpr, narrowed, type Target } from "@tapset/core";
import type { FunctionValues, Signature } from "./function-scope.js";
import { arm64 } from "./register-values-arm64.js";
import { x86_64 } from "./register-values-x86-64.js";

/** Where an architecture's registers lie in the context of kprobe programs, in bytes. */
export interface RegisterOffsets {
  /** Those that a function's first parameters come in. */
  readonly parameters: readonly number[];
  /** How many of them a structure of more than two words takes: none where it's on the stack, one where its address is handed on. */
  readonly largeStructure: number;
  /** What a function returns. */
  readonly result: number;
  /** By DWARF's numbers; undefined for those that the context hasn't got. */
  readonly dwarf: readonly number[];
}

const architectures: Readonly<Record<string, RegisterOffsets>> = { x86_64, arm64 };

/** A function's values in the registers that kprobes see. By the return they hold other things: parameters are kept from the entry. */
export function registerValues({ parameters }: Pick<FunctionPrototype, "parameters">, { arch }: Target): FunctionValues {
  const offsets = architectures[arch];
  const places = placesOf(parameters, arch);
  const register = (builder: Builder, offset: number | undefined): LongExpr =>
    offset === undefined ? builder.refuse("no-such-register", `where functions of ${arch} have this value is not known`) : builder.context(offset, 8);
  return {
    parameter: (builder, index, type) => typed(builder, register(builder, places[index]), type),
    result: (builder, type) => typed(builder, register(builder, offsets?.result), type),
    parametersAtReturn: "entry",
  };
}

/** A register by DWARF's number; undefined for one that kprobes don't see. */
export function dwarfRegister(builder: Builder, register: number): LongExpr | undefined {
  const offset = architectures[builder.target.arch]?.dwarf[register];
  return offset === undefined ? undefined : builder.context(offset, 8);
}

const typed = (builder: Builder, word: LongExpr, type: CType): LongExpr => ({ ...narrowed(builder, word, type), ctype: type });

/** What a function takes, where parameters that don't come in a register of their own have no name. */
export function inRegisters({ parameters, returnType }: FunctionPrototype, { arch }: Target): Signature {
  const places = placesOf(parameters, arch);
  return { parameters: parameters.map((each, index) => (places[index] === undefined ? { ...each, name: "" } : each)), returnType };
}

/**
 * Where each parameter that fills a register of its own lies in the context; a structure of up to two words takes as many
 * registers, and none is known from the first one on for which there are too few.
 */
function placesOf(parameters: FunctionPrototype["parameters"], arch: string): readonly (number | undefined)[] {
  const offsets = architectures[arch];
  if (offsets === undefined) return [];
  let next = 0;
  return parameters.map(({ type }) => {
    const first = next;
    next += registersOf(type, offsets);
    return scalarOf(type) === undefined || next > offsets.parameters.length ? undefined : offsets.parameters[first];
  });
}

function registersOf(type: CType, { largeStructure }: RegisterOffsets): number {
  const size = scalarOf(type)?.size ?? sizeOf(type);
  if (size === undefined) return Infinity;
  return size <= 2 * POINTER_SIZE ? Math.ceil(size / POINTER_SIZE) : largeStructure;
}
