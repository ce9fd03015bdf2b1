import { Cursor } from "../cursor.js";
import { AT } from "./codes.js";
import type { Location, LocationPiece } from "./location.js";
import { type BinaryTermOperator, binaryTerm, constantTerm, type Term, type UnaryTermOperator } from "./term.js";
import type { Unit } from "./unit.js";

/** What expressions ask of the place they're evaluated for. */
export interface ExpressionScope {
  readonly pc: bigint;
  /** The function's frame base, which `DW_OP_fbreg` counts from; undefined outside functions. */
  frameBase(): Location | undefined;
  /** The canonical frame address at the pc; undefined where no table of frames covers it. */
  frameAddress(): Term | undefined;
}

/** Ends an evaluation whose result can't be had; the text says why. */
class Absence extends Error {}

/** The state of an evaluation: expressions are programs of a stack machine, run here over terms in place of numbers. */
interface Machine {
  readonly cursor: Cursor;
  readonly unit: Unit;
  readonly scope: ExpressionScope;
  readonly stack: Term[];
  readonly pieces: LocationPiece[];
  /** What the operations since the last piece have said that isn't an address on the stack. */
  said: Location | undefined;
}

type Operation = (machine: Machine, opcode: number) => void;

/** What no compiler writes: a loop of operations would be longer. */
const MOST_OPERATIONS = 10_000;

/** What an expression says, at the scope's address. Throws `DwarfError` for bytes that are no expression. */
export function evaluateExpression(bytes: Uint8Array, unit: Unit, scope: ExpressionScope): Location {
  // Not a section's name: the bytes may have come from several.
  const cursor = new Cursor(bytes, ".debug_info expression");
  const machine: Machine = { cursor, unit, scope, stack: [], pieces: [], said: undefined };
  try {
    for (let count = 0; !cursor.isAtEnd; count++) {
      if (count > MOST_OPERATIONS) cursor.fail("an expression without an end");
      const opcode = cursor.u8();
      const operation = OPERATIONS.get(opcode);
      if (operation === undefined) throw new Absence(`the compiler says it by DW_OP 0x${opcode.toString(16)}, which isn't read here`);
      operation(machine, opcode);
    }
    return machine.pieces.length > 0 ? { kind: "pieces", pieces: machine.pieces } : takeLocation(machine);
  } catch (error) {
    if (error instanceof Absence) return { kind: "absent", reason: error.message };
    throw error;
  }
}

/** What has been said since the last piece. */
function takeLocation(machine: Machine): Location {
  const { said, stack } = machine;
  machine.said = undefined;
  if (said !== undefined) return said;
  const address = stack.pop();
  return address === undefined ? { kind: "absent", reason: "optimized out" } : { kind: "memory", address };
}

/** More arithmetic than this is nobody's variable: repeated doubling of what's on the stack would never end. */
const MOST_NODES = 200;

function push({ stack }: Machine, term: Term): void {
  if (countNodes(term, MOST_NODES) > MOST_NODES) throw new Absence("the compiler says it by too much arithmetic");
  stack.push(term);
}

/** How many nodes a term has; the count ends soon after `limit`. */
function countNodes(term: Term, limit: number): number {
  let count = 0;
  const rest = [term];
  for (let next = rest.pop(); next !== undefined && count <= limit; next = rest.pop()) {
    count++;
    for (const inner of operands(next)) rest.push(inner);
  }
  return count;
}

function operands(term: Term): readonly Term[] {
  switch (term.kind) {
    case "binary":
      return [term.left, term.right];
    case "unary":
      return [term.operand];
    case "load":
      return [term.address];
    case "thread-address":
      return [term.offset];
    default:
      return [];
  }
}

function pop({ stack, cursor }: Machine): Term {
  return stack.pop() ?? cursor.fail("an expression that takes more from its stack than there is");
}

const register = (number: number): Term => ({ kind: "register", register: number });

/** The value a location stands for when it's used as one. */
function valueOf(location: Location): Term {
  if (location.kind === "value") return location.value;
  if (location.kind === "memory") return location.address;
  throw new Absence(location.kind === "absent" ? location.reason : "its frame base is in pieces");
}

const binary =
  (operator: BinaryTermOperator): Operation =>
  (machine) => {
    const right = pop(machine);
    const left = pop(machine);
    push(machine, binaryTerm(operator, left, right));
  };

const unary =
  (operator: UnaryTermOperator): Operation =>
  (machine) => push(machine, { kind: "unary", operator, operand: pop(machine) });

const constant =
  (read: (cursor: Cursor) => bigint): Operation =>
  (machine) => push(machine, constantTerm(read(machine.cursor)));

const absent =
  (reason: string): Operation =>
  () => {
    throw new Absence(reason);
  };

const load = (machine: Machine, size: number): void => {
  if (size < 1 || size > 8) machine.cursor.fail(`a load of ${size} bytes`);
  push(machine, { kind: "load", size, address: pop(machine) });
};

const DW_ATE_FLOAT = 4;
const SIGNED_ENCODINGS: readonly number[] = [5, 6, 13];

/** Makes the top of the stack a value of a base type: what doesn't fit is cut off. */
const convert: Operation = (machine) => {
  const { cursor, unit } = machine;
  const offset = cursor.uleb();
  // 0 stands for the widest whole number there is.
  if (offset === 0) return;
  const type = unit.die(unit.header.offset + offset);
  const size = type.number(AT.byte_size) ?? 8;
  const encoding = type.number(AT.encoding) ?? 0;
  if (encoding === DW_ATE_FLOAT || size > 8) throw new Absence("it's a floating-point number, or wider than 64 bits");
  const spare = constantTerm(BigInt(64 - 8 * size));
  if (size === 8) return;
  const shifted = binaryTerm("shift-left", pop(machine), spare);
  push(machine, binaryTerm(SIGNED_ENCODINGS.includes(encoding) ? "shift-right-signed" : "shift-right", shifted, spare));
};

const typedRegister: Operation = (machine) => {
  push(machine, register(machine.cursor.uleb()));
  convert(machine, 0);
};

const typedLoad: Operation = (machine) => {
  load(machine, machine.cursor.u8());
  convert(machine, 0);
};

const entryValue: Operation = (machine) => {
  const bytes = machine.cursor.take(machine.cursor.uleb());
  const inner = evaluateExpression(bytes, machine.unit, { ...machine.scope, frameBase: () => undefined, frameAddress: () => undefined });
  if (inner.kind !== "value" || inner.value.kind !== "register") throw new Absence("it's known only from memory as it was when the function was entered");
  push(machine, { kind: "entry", register: inner.value.register });
};

const addPiece = (machine: Machine, bitSize: number, bitOffset: number): void => {
  machine.pieces.push({ location: takeLocation(machine), bitSize, bitOffset });
};

/** `DW_OP_…` by code. */
const OPERATIONS: ReadonlyMap<number, Operation> = new Map<number, Operation>([
  // addr
  [0x03, (machine) => push(machine, { kind: "address", address: machine.cursor.unsigned(machine.unit.header.addressSize) })],
  // deref
  [0x06, (machine) => load(machine, machine.unit.header.addressSize)],
  // const1u … const8s
  [0x08, constant((cursor) => cursor.unsigned(1))],
  [0x09, constant((cursor) => cursor.signed(1))],
  [0x0a, constant((cursor) => cursor.unsigned(2))],
  [0x0b, constant((cursor) => cursor.signed(2))],
  [0x0c, constant((cursor) => cursor.unsigned(4))],
  [0x0d, constant((cursor) => cursor.signed(4))],
  [0x0e, constant((cursor) => cursor.unsigned(8))],
  [0x0f, constant((cursor) => cursor.signed(8))],
  // constu, consts
  [0x10, constant((cursor) => cursor.uleb64())],
  [0x11, constant((cursor) => cursor.sleb64())],
  // dup, drop, over, pick, swap, rot
  [0x12, (machine) => pick(machine, 0)],
  [0x13, (machine) => void pop(machine)],
  [0x14, (machine) => pick(machine, 1)],
  [0x15, (machine) => pick(machine, machine.cursor.u8())],
  [0x16, (machine) => rotate(machine, 2)],
  [0x17, (machine) => rotate(machine, 3)],
  // abs, and, div, minus, mod, mul, neg, not, or, plus
  [0x19, unary("absolute")],
  [0x1a, binary("and")],
  [0x1b, binary("divide")],
  [0x1c, binary("subtract")],
  [0x1d, binary("modulo")],
  [0x1e, binary("multiply")],
  [0x1f, unary("negate")],
  [0x20, unary("not")],
  [0x21, binary("or")],
  [0x22, binary("add")],
  // plus_uconst
  [0x23, (machine) => push(machine, binaryTerm("add", pop(machine), constantTerm(machine.cursor.uleb64())))],
  // shl, shr, shra, xor
  [0x24, binary("shift-left")],
  [0x25, binary("shift-right")],
  [0x26, binary("shift-right-signed")],
  [0x27, binary("xor")],
  // bra, skip
  [0x28, absent("the compiler says it by a branch, which isn't followed here")],
  // eq, ge, gt, le, lt, ne
  [0x29, binary("equal")],
  [0x2a, binary("greater-or-equal")],
  [0x2b, binary("greater")],
  [0x2c, binary("less-or-equal")],
  [0x2d, binary("less")],
  [0x2e, binary("not-equal")],
  [0x2f, absent("the compiler says it by a branch, which isn't followed here")],
  // lit0 … lit31, reg0 … reg31, breg0 … breg31
  ...Array.from({ length: 32 }, (_, number): [number, Operation] => [0x30 + number, (machine) => push(machine, constantTerm(BigInt(number)))]),
  ...Array.from({ length: 32 }, (_, number): [number, Operation] => [0x50 + number, (machine) => sayRegister(machine, number)]),
  ...Array.from({ length: 32 }, (_, number): [number, Operation] => [0x70 + number, (machine) => pushRegisterOffset(machine, number)]),
  // regx, fbreg, bregx
  [0x90, (machine) => sayRegister(machine, machine.cursor.uleb())],
  [0x91, (machine) => pushFrameOffset(machine)],
  [0x92, (machine) => pushRegisterOffset(machine, machine.cursor.uleb())],
  // piece, deref_size, xderef
  [0x93, (machine) => addPiece(machine, 8 * machine.cursor.uleb(), 0)],
  [0x94, (machine) => load(machine, machine.cursor.u8())],
  // nop
  [0x96, () => undefined],
  // push_object_address, call2, call4, call_ref
  [0x97, absent("it depends on the object it belongs to")],
  [0x98, absent("the compiler says it by another entry's expression")],
  [0x99, absent("the compiler says it by another entry's expression")],
  [0x9a, absent("the compiler says it by another entry's expression")],
  // form_tls_address
  [0x9b, (machine) => push(machine, { kind: "thread-address", offset: pop(machine) })],
  // call_frame_cfa
  [0x9c, (machine) => push(machine, frameAddressOf(machine))],
  // bit_piece
  [0x9d, (machine) => addPiece(machine, machine.cursor.uleb(), machine.cursor.uleb())],
  // implicit_value
  [0x9e, (machine) => void (machine.said = { kind: "bytes", bytes: machine.cursor.take(machine.cursor.uleb()) })],
  // stack_value
  [0x9f, (machine) => void (machine.said = { kind: "value", value: pop(machine) })],
  // implicit_pointer
  [0xa0, absent("it points to what exists only in the debug information")],
  // addrx, constx
  [0xa1, (machine) => push(machine, { kind: "address", address: machine.unit.indexedAddress(machine.cursor.uleb()) })],
  [0xa2, (machine) => push(machine, constantTerm(machine.unit.indexedAddress(machine.cursor.uleb())))],
  // entry_value
  [0xa3, entryValue],
  // regval_type, deref_type, convert, reinterpret
  [0xa5, typedRegister],
  [0xa6, typedLoad],
  [0xa8, convert],
  [0xa9, convert],
  // GNU_push_tls_address, GNU_uninit
  [0xe0, (machine) => push(machine, { kind: "thread-address", offset: pop(machine) })],
  [0xf0, () => undefined],
  // GNU_implicit_pointer, GNU_entry_value
  [0xf2, absent("it points to what exists only in the debug information")],
  [0xf3, entryValue],
  // GNU_regval_type, GNU_deref_type, GNU_convert, GNU_reinterpret
  [0xf5, typedRegister],
  [0xf6, typedLoad],
  [0xf7, convert],
  [0xf9, convert],
  // GNU_parameter_ref
  [0xfa, absent("it's known only from what the caller passed")],
  // GNU_addr_index, GNU_const_index
  [0xfb, (machine) => push(machine, { kind: "address", address: machine.unit.indexedAddress(machine.cursor.uleb()) })],
  [0xfc, (machine) => push(machine, constantTerm(machine.unit.indexedAddress(machine.cursor.uleb())))],
]);

function sayRegister(machine: Machine, number: number): void {
  machine.said = { kind: "value", value: register(number) };
}

function pushRegisterOffset(machine: Machine, number: number): void {
  push(machine, binaryTerm("add", register(number), constantTerm(machine.cursor.sleb64())));
}

function pushFrameOffset(machine: Machine): void {
  const base = machine.scope.frameBase();
  if (base === undefined) throw new Absence("it's counted from a frame base that isn't known here");
  push(machine, binaryTerm("add", valueOf(base), constantTerm(machine.cursor.sleb64())));
}

function frameAddressOf(machine: Machine): Term {
  const address = machine.scope.frameAddress();
  if (address === undefined) throw new Absence("it's counted from the frame's address, which no table of frames tells here");
  return address;
}

function pick(machine: Machine, depth: number): void {
  const { stack, cursor } = machine;
  push(machine, stack[stack.length - 1 - depth] ?? cursor.fail("an expression that takes more from its stack than there is"));
}

/** The top goes below `count - 1` others. */
function rotate(machine: Machine, count: number): void {
  const { stack, cursor } = machine;
  const top = stack.pop();
  if (top === undefined || stack.length < count - 1) return cursor.fail("an expression that takes more from its stack than there is");
  stack.splice(stack.length - (count - 1), 0, top);
}
