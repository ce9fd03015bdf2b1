import { type CType, type PathAccess, type PathStep, pointee, printType, skipModifiers } from "@tapset/btf";
import { memberAccess, memberOfWords, type Builder, type Expr, type LongExpr } from "@tapset/core";
import { rewriteExpr } from "../optimise/ir-walk.js";
import { pointerTo, resolveTargetPath } from "../infer/target-type.js";
import type { TypedAccessor, TypedExpressionOf } from "../infer/typed.js";
import { kernelVariableAddress, loadKernelVariable } from "./kernel-variable-access.js";
import { type ExpressionLowering, IN_REGISTERS, type Lowering } from "./lowering.js";
import { prettyPrint, prettyPrintGroup } from "./pretty-print.js";

/** What reads the probed program. */
export const TARGET_LOWERING: { readonly [K in "context" | "target" | "group" | "entry"]: ExpressionLowering<K> } = {
  context(lowering, { variable, span }) {
    const value = lowering.contextVariable(variable, span);
    if (value.type === "long" && value.words !== undefined) return lowering.builder(span).refuse("no-number", IN_REGISTERS);
    return value;
  },
  target: (lowering, node) => lowerTarget(lowering, node),
  group: (lowering, node) => prettyPrintGroup(lowering, node),
  entry: (lowering, { operand }) => lowering.entryValue(operand),
};

/** A value whose C type is known. */
export interface TypedPointer {
  readonly value: LongExpr;
  readonly ctype: CType | undefined;
}

function lowerTarget(lowering: Lowering, node: TypedExpressionOf<"target">): Expr {
  // As in SystemTap, a return sees what its parameters led to when the function began.
  if (isOfEntry(node) && !lowering.atEntry) return lowering.entryValue(node);
  const builder = lowering.builder(node.span);
  const base = lowerBase(lowering, node);
  const { value, steps } = collectSteps(lowering, base, node.accessors);
  const followed = followPath(builder, { value, ctype: base.ctype }, steps, node.addressOf);
  const place = lowering.session.skipBadVariables ? { ...followed, value: zeroOnFault(followed.value) } : followed;
  return node.pretty === 0 ? place.value : prettyPrint(lowering, builder, place, node.pretty);
}

/** Whether a return probe's expression is about its entry, and can be evaluated there: the handler's variables can't index it then. */
function isOfEntry({ base, accessors, pretty }: TypedExpressionOf<"target">): boolean {
  if (base.kind !== "context" || (base.variable.at ?? "fire") === "fire") return false;
  if (accessors.length === 0 && pretty === 0) return false;
  return accessors.every((accessor) => accessor.kind === "member" || accessor.index.kind === "literal");
}

/** A value whose loads give 0 where they can't read. */
function zeroOnFault(value: LongExpr): LongExpr {
  return rewriteExpr(value, { expr: (each) => (each.op === "load" ? { ...each, onFault: "zero" } : each) });
}

function lowerBase(lowering: Lowering, { base, span, accessors, addressOf }: TypedExpressionOf<"target">): TypedPointer {
  const builder = lowering.builder(span);
  if (base.kind === "kernel") return addressOf && accessors.length === 0 ? { value: kernelVariableAddress(builder, base.variable), ctype: undefined } : loadKernelVariable(builder, base.variable);
  const value = base.kind === "context" ? lowering.contextVariable(base.variable, span) : lowering.expression(base.operand);
  if (value.type === "string") return builder.refuse("string-dereference", "a string has no members");
  if (addressOf && accessors.length === 0) {
    // A cast says where something lies.
    return base.kind === "cast" ? { value, ctype: undefined } : builder.refuse("no-address", "the value has no address: it's an argument, not memory");
  }
  if (base.kind !== "cast") return { value, ctype: value.ctype };
  return { value: isKnownAs(value, base.ctype) ? value : withType(value, base.ctype, false), ctype: base.ctype };
}

/** Whether the verifier can know a pointer as one of a type: it takes no loads beyond the structure it has seen. */
function isKnownAs(value: LongExpr, ctype: CType | undefined): boolean {
  const [known, meant] = [value.ctype, ctype].map((type) => type && structureOf(type));
  return value.trusted !== true || known === undefined || meant === undefined || known === meant;
}

/** The name of the structure that a type is, or points to. */
function structureOf(type: CType): string | undefined {
  const inner = skipModifiers(pointee(type) ?? type);
  return inner.kind === "struct" || inner.kind === "union" ? inner.name : undefined;
}

/** The script's accessors as a path; indexes that aren't numbers keep their expressions. */
interface Steps {
  readonly path: readonly PathStep[];
  readonly indexes: ReadonlyMap<number, LongExpr>;
}

function collectSteps(lowering: Lowering, base: TypedPointer, accessors: readonly TypedAccessor[]): { value: LongExpr; steps: Steps } {
  const indexes = new Map<number, LongExpr>();
  const path = accessors.map((accessor, step): PathStep => {
    if (accessor.kind === "member") return { kind: "member", name: accessor.name };
    const index = lowering.long(accessor.index);
    if (index.op === "const") return { kind: "index", value: Number(index.value) };
    indexes.set(step, index);
    return { kind: "index", value: undefined };
  });
  return { value: base.value, steps: { path, indexes } };
}

/** Follows a path from a value by one load for each pointer, and one for the last object when it fits a register. */
export function followPath(builder: Builder, base: TypedPointer, steps: Steps, addressOf = false): TypedPointer {
  if (steps.path.length === 0) return { value: withType(base.value, base.ctype, base.value.trusted), ctype: base.ctype };
  const resolved = resolveTargetPath(builder.target, base.ctype, steps.path);
  if (!resolved.ok) return builder.refuse("unresolved-member", resolved.message, ...resolved.hints);
  const { accesses } = resolved.path;
  let { value, ctype } = base;
  for (const [index, access] of accesses.entries()) {
    const isLast = index === accesses.length - 1;
    if (isLast && (addressOf || access.scalar === undefined)) {
      if (value.words !== undefined) return builder.refuse("no-address", "the structure lies in registers: only its members that are numbers or pointers can be read");
      return addressAt(builder, value, access, steps, addressOf);
    }
    refuseUserPointer(builder, ctype);
    value = value.words === undefined ? loadAt(builder, { value, ctype }, access, steps) : partOfWords(builder, value.words, access);
    ctype = access.type;
  }
  return { value, ctype };
}

/** The object's address: of what was asked for with `&`, and of what doesn't fit a register. */
function addressAt(builder: Builder, base: LongExpr, access: PathAccess, steps: Steps, addressOf: boolean): TypedPointer {
  if (addressOf && access.scalar?.bitField !== undefined) return builder.refuse("no-address", "a bit-field has no address");
  const ctype = addressOf ? pointerTo(access.type) : access.type;
  const indexed = addIndexes(builder, base, access, steps);
  const value = access.offset === 0 ? indexed : builder.binary("add", indexed, access.offset);
  // A pointer the verifier knows stays known at a constant distance.
  const isKnown = base.trusted === true && access.indexes.length === 0;
  return { value: withType(value, ctype, isKnown), ctype };
}

/** A member of a structure that lies in registers. */
function partOfWords(builder: Builder, words: readonly LongExpr[], { scalar, offset, indexes, type }: PathAccess): LongExpr {
  if (scalar === undefined || indexes.length > 0) return builder.refuse("no-address", "the structure lies in registers, where indexes have to be known");
  return memberOfWords(builder, words, offset, scalar, type);
}

function loadAt(builder: Builder, { value: base, ctype }: TypedPointer, access: PathAccess, steps: Steps): LongExpr {
  const { scalar } = access;
  if (scalar === undefined) return builder.refuse("unreadable", `a '${printType(access.type)}' can't be read as a number`);
  // The verifier takes only constant offsets from the pointers it knows.
  const isConstant = access.indexes.length === 0;
  const reached = memberAccess({ ...base, ...(ctype && { ctype }), trusted: base.trusted === true && isConstant }, scalar.isPointer ? undefined : { offset: access.offset, size: scalar.size });
  const isTyped = reached.access === "typed";
  const loaded = builder.load(addIndexes(builder, base, access, steps), {
    offset: access.offset,
    size: scalar.size as 1 | 2 | 4 | 8,
    signed: scalar.signed && scalar.bitField === undefined,
    ...reached,
    ...(scalar.isPointer && { ctype: access.type, trusted: isTyped && pointsToStructure(access.type) }),
  });
  return scalar.bitField === undefined ? loaded : extractBits(builder, loaded, scalar.bitField, scalar.signed);
}

function addIndexes(builder: Builder, base: LongExpr, { indexes }: PathAccess, steps: Steps): LongExpr {
  return indexes.reduce((address, { step, stride }) => {
    const index = steps.indexes.get(step) ?? builder.constant(0);
    return builder.binary("add", address, stride === 1 ? index : builder.binary("mul", index, stride));
  }, base);
}

function extractBits(builder: Builder, word: LongExpr, { bitOffset, bitSize }: { bitOffset: number; bitSize: number }, signed: boolean): LongExpr {
  if (signed) return builder.binary("sar", builder.binary("shl", word, 64 - bitOffset - bitSize), 64 - bitSize);
  const shifted = bitOffset === 0 ? word : builder.binary("shr", word, bitOffset);
  return builder.binary("and", shifted, (1n << BigInt(bitSize)) - 1n);
}

function refuseUserPointer(builder: Builder, type: CType | undefined): void {
  if (type === undefined || !isUserPointer(type)) return;
  builder.refuse("user-pointer", `a '${printType(type)}' in user memory isn't followed by itself`, "take the member's address with & and read it with user_long(), user_int32(), user_string() …");
}

/** Whether a pointer is marked as one into user memory. */
export function isUserPointer(type: CType): boolean {
  let pointer: CType = type;
  while (pointer.kind === "typedef" || pointer.kind === "const" || pointer.kind === "volatile") pointer = pointer.type;
  if (pointer.kind !== "ptr") return false;
  for (let target: CType = pointer.type; ; target = target.type) {
    if (target.kind === "type_tag" && target.name === "user") return true;
    if (target.kind !== "type_tag" && target.kind !== "const" && target.kind !== "volatile" && target.kind !== "typedef") return false;
  }
}

/** The verifier goes on knowing a loaded pointer only where it leads to a structure. */
function pointsToStructure(type: CType): boolean {
  const target = pointee(type);
  if (target === undefined || isUserPointer(type)) return false;
  const inner = skipModifiers(target);
  return inner.kind === "struct" || inner.kind === "union";
}

function withType(value: LongExpr, ctype: CType | undefined, trusted: boolean | undefined): LongExpr {
  const retyped: LongExpr & { ctype?: CType; trusted?: boolean } = { ...value };
  delete retyped.ctype;
  delete retyped.trusted;
  return { ...retyped, ...(ctype && { ctype }), ...(trusted && { trusted }) };
}
