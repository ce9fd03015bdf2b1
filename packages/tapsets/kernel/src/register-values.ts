import { type CType, type FunctionPrototype, POINTER_SIZE, scalarOf, sizeOf, skipModifiers } from "@tapset/btf";
import { type Builder, type LongExpr, narrowed, structureOfWords, type Target } from "@tapset/core";
import type { FunctionValues, Signature } from "./function-scope.js";
import { arm64 } from "./register-values-arm64.js";
import { x86_64 } from "./register-values-x86-64.js";

/** Where an architecture's registers lie in the context of kprobe programs, in bytes. */
export interface RegisterOffsets {
  /** Those that a function's first parameters come in. */
  readonly parameters: readonly number[];
  /** How many of them a structure of more than two words takes: none where it's on the stack, one where its address is handed on. */
  readonly largeStructure: number;
  /** Where the stack pointer is, how far above what it points to the first parameter without a register lies when the function begins, and whether those behind it are there too. */
  readonly stack: { readonly pointer: number; readonly first: number; readonly takesAllBehind: boolean };
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
  const word = (builder: Builder, place: Place | undefined): LongExpr => {
    if (offsets === undefined || place === undefined) return builder.refuse("no-such-register", `where functions of ${arch} have this value is not known`);
    if (place.in === "registers") return builder.context(place.offsets[0] ?? 0, 8);
    return builder.load(builder.context(offsets.stack.pointer, 8), { offset: place.offset, size: 8, access: "kernel" });
  };
  const parameter = (builder: Builder, place: Place | undefined, type: CType): LongExpr => {
    if (scalarOf(type) !== undefined || place?.in !== "registers") return typed(builder, word(builder, place), type);
    return structureOfWords(builder, type, place.offsets.map((offset) => builder.context(offset, 8)));
  };
  return {
    parameter: (builder, index, type) => parameter(builder, places[index], type),
    result: (builder, type) => typed(builder, word(builder, offsets && { in: "registers", offsets: [offsets.result] }), type),
    parametersAtReturn: "entry",
  };
}

/** Where a parameter is when its function begins: in registers of the context, a structure in as many as it takes, or above what the stack pointer points to. */
type Place = { readonly in: "registers"; readonly offsets: readonly number[] } | { readonly in: "stack"; readonly offset: number };

/** A register by DWARF's number; undefined for one that kprobes don't see. */
export function dwarfRegister(builder: Builder, register: number): LongExpr | undefined {
  const offset = architectures[builder.target.arch]?.dwarf[register];
  return offset === undefined ? undefined : builder.context(offset, 8);
}

const typed = (builder: Builder, word: LongExpr, type: CType): LongExpr => ({ ...narrowed(builder, word, type), ctype: type });

/** What a function takes, where parameters that lie in no registers, or on the stack and are no words of their own, have no name. */
export function inRegisters({ parameters, returnType }: FunctionPrototype, { arch }: Target): Signature {
  const places = placesOf(parameters, arch);
  return { parameters: parameters.map((each, index) => (places[index] === undefined ? { ...each, name: "" } : each)), returnType };
}

/**
 * Where each parameter lies that fills a word of its own, or is a structure in registers. A structure of up to two words takes as many registers, a larger one
 * what the architecture says; what finds too few of them is on the stack, in order. None is known behind one whose size isn't.
 */
function placesOf(parameters: FunctionPrototype["parameters"], arch: string): readonly (Place | undefined)[] {
  const offsets = architectures[arch];
  if (offsets === undefined) return [];
  const { parameters: registers, stack } = offsets;
  let next = 0;
  let above = stack.first;
  return parameters.map(({ type }) => {
    const isScalar = scalarOf(type) !== undefined;
    const words = wordsOf(type);
    const taken = words > 2 ? offsets.largeStructure : words;
    if (taken > 0 && next + taken <= registers.length) {
      const own = registers.slice(next, next + taken);
      next += taken;
      return isScalar || (words <= 2 && isStructure(type)) ? { in: "registers", offsets: own } : undefined;
    }
    if (taken > 0 && stack.takesAllBehind) next = registers.length;
    const offset = above;
    above += POINTER_SIZE * (taken > 0 ? taken : words);
    return isScalar && Number.isFinite(offset) ? { in: "stack", offset } : undefined;
  });
}

function isStructure(type: CType): boolean {
  const { kind } = skipModifiers(type);
  return kind === "struct" || kind === "union";
}

/** Words of 64 bits that a value takes; infinitely many where its size isn't known. */
function wordsOf(type: CType): number {
  const size = scalarOf(type)?.size ?? sizeOf(type);
  return size === undefined ? Infinity : Math.ceil(size / POINTER_SIZE);
}
