import { helperFunctions } from "./helper-functions.js";
import type { CodeInstruction, Label, Operand, Width } from "./instruction.js";
import {
  BPF_ALU, BPF_ALU64, BPF_ATOMIC, BPF_CALL, BPF_DW, BPF_END, BPF_EXIT, BPF_IMM, BPF_JA, BPF_JMP, BPF_JMP32, BPF_K, BPF_LD,
  BPF_LDX, BPF_MEM, BPF_MEMSX, BPF_MOV, BPF_NEG, BPF_PSEUDO_BTF_ID, BPF_PSEUDO_CALL, BPF_PSEUDO_FUNC,
  BPF_PSEUDO_KFUNC_CALL, BPF_PSEUDO_MAP_FD, BPF_PSEUDO_MAP_VALUE, BPF_ST, BPF_STX, BPF_TO_BE, BPF_TO_LE, BPF_X,
} from "./opcode.js";
import { aluCodes, atomicCodes, conditionCodes, sizeCodes } from "./operation-code.js";
import type { Slot } from "./slot.js";

/** What an instruction must know of its place to be encoded. Distances count slots, from the end of the instruction's first slot. */
export interface Place {
  readonly instructionSet: 3 | 4;
  /** Whether the jump here needs more than 16 bits. */
  readonly isFar: boolean;
  distanceToLabel(label: Label): number;
  distanceToFunction(name: string): number;
}

/** Descriptor in the code until `relocate` puts a real one. */
const UNRELOCATED_FD = -1;

type OfKind<K extends CodeInstruction["kind"]> = Extract<CodeInstruction, { kind: K }>;
type Encoders = { readonly [K in CodeInstruction["kind"]]: (instruction: OfKind<K>, place: Place) => Slot[] };

const encoders: Encoders = {
  alu({ operation, width, dst, src }, place) {
    const isSigned = operation === "sdiv" || operation === "smod";
    if (isSigned) requireSet4(place, operation);
    const immediate = immediateOf(operation, src, width);
    if (immediate !== undefined) checkAluImmediate(operation, immediate, width);
    const opcode = (width === 64 ? BPF_ALU64 : BPF_ALU) | aluCodes[operation];
    return [withOperand(opcode, dst.index, src, isSigned ? 1 : 0, immediate)];
  },
  neg: ({ width, dst }) => [slot((width === 64 ? BPF_ALU64 : BPF_ALU) | BPF_NEG | BPF_K, dst.index)],
  movsx({ width, bits, dst, src }, place) {
    requireSet4(place, "movsx");
    if (bits === 32 && width === 32) throw new RangeError("movsx: 32 bits to 32 is a plain mov");
    return [slot((width === 64 ? BPF_ALU64 : BPF_ALU) | BPF_MOV | BPF_X, dst.index, src.index, bits)];
  },
  endian({ order, bits, dst }, place) {
    if (order === "swap") requireSet4(place, "bswap");
    const opcode = order === "swap" ? BPF_ALU64 | BPF_TO_LE : BPF_ALU | (order === "be" ? BPF_TO_BE : BPF_TO_LE);
    return [slot(opcode | BPF_END, dst.index, 0, 0, bits)];
  },
  load({ size, signed, dst, base, offset }, place) {
    if (signed) {
      requireSet4(place, "signed load");
      if (size === 8) throw new RangeError("signed load: 8 bytes have nothing to extend");
    }
    const opcode = BPF_LDX | sizeCodes[size] | (signed ? BPF_MEMSX : BPF_MEM);
    return [slot(opcode, dst.index, base.index, signed16("load: offset", offset))];
  },
  store({ size, base, offset, src }) {
    const immediate = typeof src === "number" ? storedImmediate(src, size) : undefined;
    const opcode = (immediate === undefined ? BPF_STX : BPF_ST) | sizeCodes[size] | BPF_MEM;
    const register = typeof src === "number" ? 0 : src.index;
    return [slot(opcode, base.index, register, signed16("store: offset", offset), immediate)];
  },
  atomic({ operation, size, base, offset, src }) {
    const opcode = BPF_STX | sizeCodes[size] | BPF_ATOMIC;
    return [slot(opcode, base.index, src.index, signed16("atomic: offset", offset), atomicCodes[operation])];
  },
  "load-imm64"({ dst, value }) {
    const bits = BigInt.asUintN(64, value);
    if (bits !== value && BigInt.asIntN(64, value) !== value) throw new RangeError(`load: ${String(value)} does not fit in 64 bits`);
    return wide(dst.index, 0, Number(BigInt.asIntN(32, bits)), Number(BigInt.asIntN(32, bits >> 32n)));
  },
  "load-map": ({ dst }) => wide(dst.index, BPF_PSEUDO_MAP_FD, UNRELOCATED_FD),
  "load-map-value"({ dst, offset }) {
    if (!Number.isInteger(offset) || offset < 0 || offset > 0xffff_ffff) {
      throw new RangeError(`load map value: offset ${String(offset)} is not an unsigned 32-bit number`);
    }
    return wide(dst.index, BPF_PSEUDO_MAP_VALUE, UNRELOCATED_FD, offset | 0);
  },
  "load-btf-variable": ({ dst, btfId }) => wide(dst.index, BPF_PSEUDO_BTF_ID, signed32("load variable: BTF id", btfId)),
  "load-function": ({ dst, function: name }, place) => wide(dst.index, BPF_PSEUDO_FUNC, place.distanceToFunction(name)),
  goto({ target }, place) {
    const distance = place.distanceToLabel(target);
    if (place.isFar) return [slot(BPF_JMP32 | BPF_JA, 0, 0, 0, distance)];
    return [slot(BPF_JMP | BPF_JA, 0, 0, jumpDistance(distance, target))];
  },
  branch({ condition, width, dst, src, target }, place) {
    const opcode = (width === 64 ? BPF_JMP : BPF_JMP32) | conditionCodes[condition];
    const immediate = immediateOf(`jump ${condition}`, src, width);
    const distance = place.distanceToLabel(target);
    if (!place.isFar) {
      return [withOperand(opcode, dst.index, src, jumpDistance(distance, target), immediate)];
    }
    // There is no conditional jump of 32 bits: branch over a short jump, to a long one.
    return [
      withOperand(opcode, dst.index, src, 1, immediate),
      slot(BPF_JMP | BPF_JA, 0, 0, 1),
      slot(BPF_JMP32 | BPF_JA, 0, 0, 0, distance - 2),
    ];
  },
  "call-helper": ({ helper }) => [slot(BPF_JMP | BPF_CALL, 0, 0, 0, helperFunctions[helper].id)],
  "call-kfunc": ({ btfId }) => [slot(BPF_JMP | BPF_CALL, 0, BPF_PSEUDO_KFUNC_CALL, 0, signed32("call kfunc: BTF id", btfId))],
  "call-local": ({ function: name }, place) => [slot(BPF_JMP | BPF_CALL, 0, BPF_PSEUDO_CALL, 0, place.distanceToFunction(name))],
  exit: () => [slot(BPF_JMP | BPF_EXIT, 0)],
};

const wideKinds: ReadonlySet<CodeInstruction["kind"]> = new Set([
  "load-imm64", "load-map", "load-map-value", "load-btf-variable", "load-function",
]);

/** Slots that `instruction` takes; `isFar` matters for branches only. */
export function slotCount(instruction: CodeInstruction, isFar: boolean): number {
  if (wideKinds.has(instruction.kind)) return 2;
  return instruction.kind === "branch" && isFar ? 3 : 1;
}

/**
 * The bits of one instruction.
 *
 * @throws RangeError saying which part doesn't fit, or isn't in the instruction set.
 */
export function encode(instruction: CodeInstruction, place: Place): Slot[] {
  // The row of a kind takes that kind; TypeScript can't follow the correlation through an index.
  const encoder = encoders[instruction.kind] as (instruction: CodeInstruction, place: Place) => Slot[];
  return encoder(instruction, place);
}

function slot(opcode: number, dst: number, src = 0, off = 0, imm = 0): Slot {
  return { opcode, dst, src, off, imm };
}

function wide(dst: number, pseudo: number, low: number, high = 0): Slot[] {
  return [slot(BPF_LD | BPF_IMM | BPF_DW, dst, pseudo, 0, low), slot(0, 0, 0, 0, high)];
}

function withOperand(opcode: number, dst: number, src: Operand, off: number, immediate: number | undefined): Slot {
  return typeof src === "number" ? slot(opcode | BPF_K, dst, 0, off, immediate) : slot(opcode | BPF_X, dst, src.index, off);
}

/** The immediate as signed 32 bits; `undefined` for a register. */
function immediateOf(what: string, operand: Operand, width: Width): number | undefined {
  if (typeof operand !== "number") return undefined;
  if (width === 64) return signed32(`${what}: immediate`, operand);
  return bitPattern(`${what}: immediate`, operand, 32);
}

function storedImmediate(value: number, size: number): number {
  return size === 8 ? signed32("store: immediate", value) : bitPattern("store: immediate", value, size * 8);
}

/** What the verifier refuses, said earlier and by name. */
function checkAluImmediate(operation: string, immediate: number, width: Width): void {
  const isShift = operation === "lsh" || operation === "rsh" || operation === "arsh";
  if (isShift && (immediate < 0 || immediate >= width)) {
    throw new RangeError(`${operation}: shift by ${String(immediate)} of ${String(width)} bits`);
  }
  const isDivision = operation.endsWith("div") || operation.endsWith("mod");
  if (isDivision && immediate === 0) throw new RangeError(`${operation}: immediate is zero`);
}

function jumpDistance(distance: number, target: Label): number {
  return signed16(`jump to ${target}: distance`, distance);
}

function signed16(what: string, value: number): number {
  if ((value << 16) >> 16 !== value) throw new RangeError(`${what} ${String(value)} does not fit in 16 signed bits`);
  return value;
}

function signed32(what: string, value: number): number {
  if ((value | 0) !== value) throw new RangeError(`${what} ${String(value)} does not fit in 32 signed bits`);
  return value;
}

/** `value`, spelled signed or unsigned, as the signed 32-bit number with the same low bits. */
function bitPattern(what: string, value: number, bits: number): number {
  if (!Number.isInteger(value) || value < -(2 ** (bits - 1)) || value >= 2 ** bits) {
    throw new RangeError(`${what} ${String(value)} does not fit in ${String(bits)} bits`);
  }
  return value | 0;
}

function requireSet4(place: Place, what: string): void {
  if (place.instructionSet < 4) throw new RangeError(`${what}: needs instruction set v4`);
}
