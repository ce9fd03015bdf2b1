import { type CType, printType, scalarOf, skipModifiers } from "@tapset/btf";
import type { BinaryTermOperator, Location, LocationPiece, Term } from "@tapset/elf";
import type { Builder } from "./builder.js";
import type { Access, BinaryOperator, Comparison, LongExpr } from "./ir.js";
import { narrowed } from "./narrowed.js";
import { structureOfWords, wordsIn } from "./structure-words.js";

/** How a probe reaches what debug information speaks of. */
export interface DebugContext {
  /** Whose memory it is. */
  readonly access: Exclude<Access, "typed">;
  /** Where an address of the file lies in memory; undefined where that can't be told. */
  inMemory(address: bigint): bigint | undefined;
  /** A register as it is where the probe fires, by DWARF's number; undefined for one that isn't known there. */
  register(builder: Builder, register: number): LongExpr | undefined;
}

/** Where a location that isn't in memory holds a value of a type: a number of at most 64 bits. */
const REGISTER_BYTES = 8;

/**
 * The value of a variable of some type at its location: a number, or where it doesn't fit a register its address. Refuses what can't be
 * read, with the reason.
 */
export function debugValue(builder: Builder, name: string, location: Location, type: CType, context: DebugContext): LongExpr {
  const scalar = scalarOf(type);
  if (location.kind === "absent") return builder.refuse("absent-variable", `${name} is not there: ${location.reason}`);
  if (location.kind === "memory") {
    const address = termValue(builder, location.address, context);
    if (scalar === undefined) return { ...address, ctype: type };
    return builder.load(address, { size: scalar.size as 1 | 2 | 4 | 8, signed: scalar.signed, access: context.access, ctype: type });
  }
  if (scalar === undefined) {
    const count = isStructure(type) ? wordsIn(type) : undefined;
    if (count === undefined) return builder.refuse("not-in-memory", `${name} lies in registers as a whole, where no part of a '${printType(skipModifiers(type))}' can be read`);
    return structureOfWords(builder, type, Array.from({ length: count }, (_, index) => wordOf(builder, name, location, context, index)));
  }
  return { ...narrowed(builder, wordOf(builder, name, location, context), type), ctype: type };
}

function isStructure(type: CType): boolean {
  const { kind } = skipModifiers(type);
  return kind === "struct" || kind === "union";
}

/** 64 of the bits that a location holds, the lowest unless another word is asked for. */
function wordOf(builder: Builder, name: string, location: Location, context: DebugContext, index = 0): LongExpr {
  switch (location.kind) {
    case "value":
      return termValue(builder, location.value, context);
    case "bytes":
      return builder.constant(littleEndian(location.bytes.subarray(REGISTER_BYTES * index, REGISTER_BYTES * (index + 1))));
    case "pieces":
      return piecesValue(builder, name, location.pieces, context, index);
    case "memory":
      return builder.load(termValue(builder, location.address, context), { offset: REGISTER_BYTES * index, size: 8, access: context.access });
    case "absent":
      return builder.refuse("absent-variable", `a part of ${name} is not there: ${location.reason}`);
  }
}

function piecesValue(builder: Builder, name: string, pieces: readonly LocationPiece[], context: DebugContext, index: number): LongExpr {
  let value = builder.constant(0);
  let at = -8 * REGISTER_BYTES * index;
  for (const { location, bitSize, bitOffset } of pieces) {
    if (at >= 8 * REGISTER_BYTES) break;
    if (at < 0) {
      at += bitSize;
      if (at > 0) return builder.refuse("not-in-memory", `${name} lies in parts that aren't words`);
      continue;
    }
    let part = pieceWord(builder, name, location, bitSize, context);
    if (bitOffset > 0) part = builder.binary("shr", part, bitOffset);
    if (bitSize < 8 * REGISTER_BYTES) part = builder.binary("and", part, (1n << BigInt(bitSize)) - 1n);
    value = builder.binary("or", value, at === 0 ? part : builder.binary("shl", part, at));
    at += bitSize;
  }
  return value;
}

/** A piece in memory is read no further than it goes. */
function pieceWord(builder: Builder, name: string, location: Location, bitSize: number, context: DebugContext): LongExpr {
  const size = ([1, 2, 4, 8] as const).find((bytes) => 8 * bytes >= bitSize) ?? 8;
  if (location.kind !== "memory") return wordOf(builder, name, location, context);
  return builder.load(termValue(builder, location.address, context), { size, access: context.access });
}

function littleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

const OPERATORS: Readonly<Partial<Record<BinaryTermOperator, BinaryOperator>>> = {
  ...{ add: "add", subtract: "sub", multiply: "mul", divide: "div", and: "and", or: "or", xor: "xor" },
  ...{ "shift-left": "shl", "shift-right": "shr", "shift-right-signed": "sar" },
};
const COMPARISONS: Readonly<Partial<Record<BinaryTermOperator, Comparison>>> = {
  ...{ equal: "eq", "not-equal": "ne", less: "lt", "less-or-equal": "le", greater: "gt", "greater-or-equal": "ge" },
};

/** What a term comes to where the probe fires. */
export function termValue(builder: Builder, term: Term, context: DebugContext): LongExpr {
  const value = (inner: Term): LongExpr => termValue(builder, inner, context);
  switch (term.kind) {
    case "constant":
      return builder.constant(term.value);
    case "address":
      return builder.constant(context.inMemory(term.address) ?? builder.refuse("unplaced-address", "where its memory lies can't be told: the kernel hides its addresses"));
    case "register":
      return context.register(builder, term.register) ?? builder.refuse("no-such-register", `register ${term.register} of DWARF is not known where the probe fires`);
    case "entry":
      return builder.refuse("no-entry-value", "it's only known from what a register held when the function was entered, which isn't kept", "probe the function's beginning");
    case "thread-address":
      return builder.refuse("thread-local", "it's memory of each thread's own, which isn't found");
    case "load":
      return builder.load(value(term.address), { size: term.size as 1 | 2 | 4 | 8, access: context.access });
    case "unary": {
      const operand = value(term.operand);
      if (term.operator === "not") return builder.binary("xor", operand, -1n);
      const negated = builder.binary("sub", builder.constant(0), operand);
      return term.operator === "negate" ? negated : builder.select(builder.compare("lt", operand, builder.constant(0)), negated, operand);
    }
    case "binary": {
      const [operator, comparison] = [OPERATORS[term.operator], COMPARISONS[term.operator]];
      if (operator !== undefined) return builder.binary(operator, value(term.left), value(term.right));
      if (comparison !== undefined) return builder.compare(comparison, value(term.left), value(term.right));
      return builder.refuse("unread-location", `where it lies is computed by '${term.operator}', which isn't done here`);
    }
  }
}
