import { helperName } from "./helper-functions.js";
import type { CodeInstruction, MemorySize, Operand } from "./instruction.js";
import {
  BPF_ALU, BPF_ALU64, BPF_ATOMIC, BPF_CALL, BPF_CLASS_MASK, BPF_DIV, BPF_DW, BPF_END, BPF_EXIT, BPF_IMM, BPF_JA, BPF_JMP,
  BPF_JMP32, BPF_LD, BPF_LDX, BPF_MEM, BPF_MEMSX, BPF_MOD, BPF_MODE_MASK, BPF_MOV, BPF_NEG, BPF_OP_MASK, BPF_PSEUDO_BTF_ID,
  BPF_PSEUDO_CALL, BPF_PSEUDO_FUNC, BPF_PSEUDO_KFUNC_CALL, BPF_PSEUDO_MAP_FD, BPF_PSEUDO_MAP_VALUE, BPF_SIZE_MASK, BPF_ST,
  BPF_STX, BPF_TO_BE, BPF_X,
} from "./opcode.js";
import { aluCodes, atomicCodes, conditionCodes, sizeCodes } from "./operation-code.js";
import type { Slot } from "./slot.js";
import { registerAt } from "./slot.js";

/** Names for what is only a number in the bytes. */
export interface Names {
  /** The instruction at slot `insn`, which something jumps to. */
  label(insn: number): string;
  /** The function that starts at slot `insn`. */
  function(insn: number): string;
  /** The map whose descriptor the instruction at slot `insn` holds. */
  map(insn: number, fd: number): string;
}

/** An instruction out of the bytes. */
export interface DecodedInstruction {
  readonly instruction: CodeInstruction;
  /** Its slot. */
  readonly insn: number;
  /** The slot after it. */
  readonly next: number;
  /** The slot it jumps to, or where the function it calls or loads starts. */
  readonly target: number | undefined;
}

/**
 * Reads all instructions of a program; strict: bits that mean nothing must be 0, as the kernel wants it.
 *
 * @throws RangeError naming the slot, if its bits are no instruction this package knows, or lead out of the program.
 */
export function decode(slots: readonly Slot[], names: Names): DecodedInstruction[] {
  const decoded: DecodedInstruction[] = [];
  for (let insn = 0; insn < slots.length; insn = decoded.at(-1)?.next ?? insn + 1) {
    const slot = slots[insn];
    if (slot === undefined) break;
    try {
      decoded.push(decodeAt(slots, insn, slot, names));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new RangeError(`instruction ${String(insn)}: ${error.message}`, { cause: error });
    }
  }
  checkTargets(decoded);
  return decoded;
}

function checkTargets(decoded: readonly DecodedInstruction[]): void {
  const starts = new Set(decoded.map(({ insn }) => insn));
  for (const { insn, target } of decoded) {
    if (target === undefined || starts.has(target)) continue;
    throw new RangeError(`instruction ${String(insn)}: leads to ${String(target)}, where no instruction starts`);
  }
}

function decodeAt(slots: readonly Slot[], insn: number, slot: Slot, names: Names): DecodedInstruction {
  const next = insn + (slot.opcode === (BPF_LD | BPF_IMM | BPF_DW) ? 2 : 1);
  const target = targetOf(slot, insn);
  const label = target === undefined ? "" : names.label(target);
  const callee = target === undefined ? "" : names.function(target);
  switch (slot.opcode & BPF_CLASS_MASK) {
    case BPF_ALU:
    case BPF_ALU64:
      return { instruction: decodeArithmetic(slot), insn, next, target };
    case BPF_JMP:
    case BPF_JMP32:
      return { instruction: decodeJump(slot, label, callee), insn, next, target };
    case BPF_LD:
      return { instruction: decodeWide(slot, slots[insn + 1], callee, (fd) => names.map(insn, fd)), insn, next, target };
    default:
      return { instruction: decodeMemory(slot), insn, next, target };
  }
}

function targetOf(slot: Slot, insn: number): number | undefined {
  const kind = slot.opcode & BPF_CLASS_MASK;
  if (kind === BPF_LD) return slot.src === BPF_PSEUDO_FUNC ? insn + 1 + slot.imm : undefined;
  if (kind !== BPF_JMP && kind !== BPF_JMP32) return undefined;
  const operation = slot.opcode & BPF_OP_MASK;
  if (operation === BPF_EXIT) return undefined;
  if (operation === BPF_CALL) return slot.src === BPF_PSEUDO_CALL ? insn + 1 + slot.imm : undefined;
  return insn + 1 + (slot.opcode === (BPF_JMP32 | BPF_JA) ? slot.imm : slot.off);
}

function decodeArithmetic(slot: Slot): CodeInstruction {
  const width = (slot.opcode & BPF_CLASS_MASK) === BPF_ALU64 ? 64 : 32;
  const operation = slot.opcode & BPF_OP_MASK;
  const dst = registerAt(slot.dst);
  if (operation === BPF_END) return decodeEndian(slot, width);
  if (operation === BPF_NEG) {
    reserved(slot, "src", "off", "imm", "operand");
    return { kind: "neg", width, dst };
  }
  if (operation === BPF_MOV && slot.off !== 0) {
    if ((slot.opcode & BPF_X) === 0) throw unknown(slot);
    reserved(slot, "imm");
    const bits = slot.off;
    if (bits !== 8 && bits !== 16 && !(bits === 32 && width === 64)) throw unknown(slot);
    return { kind: "movsx", width, bits, dst, src: registerAt(slot.src) };
  }
  const isSigned = slot.off === 1 && (operation === BPF_DIV || operation === BPF_MOD);
  if (!isSigned) reserved(slot, "off");
  const unsigned = keyOf(aluCodes, operation, slot);
  const name = isSigned ? (operation === BPF_DIV ? "sdiv" : "smod") : unsigned;
  return { kind: "alu", operation: name, width, dst, src: operandOf(slot) };
}

function decodeEndian(slot: Slot, width: 64 | 32): CodeInstruction {
  reserved(slot, "src", "off");
  const bits = slot.imm;
  if (bits !== 16 && bits !== 32 && bits !== 64) throw unknown(slot);
  const isBig = (slot.opcode & BPF_X) === BPF_TO_BE;
  if (width === 64 && isBig) throw unknown(slot);
  const order = width === 64 ? "swap" : isBig ? "be" : "le";
  return { kind: "endian", order, bits, dst: registerAt(slot.dst) };
}

function decodeJump(slot: Slot, label: string, callee: string): CodeInstruction {
  const isWide = (slot.opcode & BPF_CLASS_MASK) === BPF_JMP;
  const operation = slot.opcode & BPF_OP_MASK;
  if (operation === BPF_JA) {
    reserved(slot, "dst", "src", "operand", isWide ? "imm" : "off");
    return { kind: "goto", target: label };
  }
  if (operation === BPF_CALL && isWide) return decodeCall(slot, callee);
  if (operation === BPF_EXIT && isWide) {
    reserved(slot, "dst", "src", "off", "imm", "operand");
    return { kind: "exit" };
  }
  const condition = keyOf(conditionCodes, operation, slot);
  return { kind: "branch", condition, width: isWide ? 64 : 32, dst: registerAt(slot.dst), src: operandOf(slot), target: label };
}

function decodeCall(slot: Slot, callee: string): CodeInstruction {
  reserved(slot, "dst", "off", "operand");
  if (slot.src === BPF_PSEUDO_CALL) return { kind: "call-local", function: callee };
  if (slot.src === BPF_PSEUDO_KFUNC_CALL) return { kind: "call-kfunc", name: `btf_id_${String(slot.imm)}`, btfId: slot.imm };
  const helper = slot.src === 0 ? helperName(slot.imm) : undefined;
  if (helper === undefined) throw new RangeError(`unknown helper ${String(slot.imm)}`);
  return { kind: "call-helper", helper };
}

function decodeWide(slot: Slot, second: Slot | undefined, callee: string, mapName: (fd: number) => string): CodeInstruction {
  if (slot.opcode !== (BPF_LD | BPF_IMM | BPF_DW)) throw unknown(slot);
  if (second === undefined) throw new RangeError("second half is missing");
  reserved(slot, "off");
  reserved(second, "dst", "src", "off", "opcode");
  const dst = registerAt(slot.dst);
  if (slot.src === 0) {
    return { kind: "load-imm64", dst, value: (BigInt(second.imm) << 32n) | BigInt(slot.imm >>> 0) };
  }
  if (slot.src === BPF_PSEUDO_MAP_VALUE) {
    return { kind: "load-map-value", dst, map: mapName(slot.imm), offset: second.imm >>> 0 };
  }
  reserved(second, "imm");
  if (slot.src === BPF_PSEUDO_MAP_FD) return { kind: "load-map", dst, map: mapName(slot.imm) };
  if (slot.src === BPF_PSEUDO_FUNC) return { kind: "load-function", dst, function: callee };
  if (slot.src !== BPF_PSEUDO_BTF_ID) throw new RangeError(`unknown pseudo value ${String(slot.src)}`);
  return { kind: "load-btf-variable", dst, name: `btf_id_${String(slot.imm)}`, btfId: slot.imm };
}

function decodeMemory(slot: Slot): CodeInstruction {
  const kind = slot.opcode & BPF_CLASS_MASK;
  const mode = slot.opcode & BPF_MODE_MASK;
  const size: MemorySize = sizeOf(slot);
  const offset = slot.off;
  if (kind === BPF_STX && mode === BPF_ATOMIC) {
    if (size !== 4 && size !== 8) throw unknown(slot);
    const operation = keyOf(atomicCodes, slot.imm, slot);
    return { kind: "atomic", operation, size, base: registerAt(slot.dst), offset, src: registerAt(slot.src) };
  }
  if (kind === BPF_LDX && (mode === BPF_MEM || (mode === BPF_MEMSX && size !== 8))) {
    reserved(slot, "imm");
    return { kind: "load", size, signed: mode === BPF_MEMSX, dst: registerAt(slot.dst), base: registerAt(slot.src), offset };
  }
  if (mode !== BPF_MEM) throw unknown(slot);
  reserved(slot, kind === BPF_ST ? "src" : "imm");
  const src = kind === BPF_ST ? slot.imm : registerAt(slot.src);
  return { kind: "store", size, base: registerAt(slot.dst), offset, src };
}

function operandOf(slot: Slot): Operand {
  const isRegister = (slot.opcode & BPF_X) !== 0;
  reserved(slot, isRegister ? "imm" : "src");
  return isRegister ? registerAt(slot.src) : slot.imm;
}

function sizeOf(slot: Slot): MemorySize {
  const code = slot.opcode & BPF_SIZE_MASK;
  return code === sizeCodes[1] ? 1 : code === sizeCodes[2] ? 2 : code === sizeCodes[4] ? 4 : 8;
}

/** The first name with this code: where a signed and an unsigned operation share one, the unsigned. */
function keyOf<K extends string>(codes: Readonly<Record<K, number>>, code: number, slot: Slot): K {
  const found = (Object.keys(codes) as K[]).find((key) => codes[key] === code);
  if (found === undefined) throw unknown(slot);
  return found;
}

/** Refuses bits set where the instruction has none; `operand` is the bit that tells a register from an immediate. */
function reserved(slot: Slot, ...fields: (keyof Slot | "operand")[]): void {
  for (const field of fields) {
    const value = field === "operand" ? slot.opcode & BPF_X : slot[field];
    if (value !== 0) throw new RangeError(`opcode 0x${slot.opcode.toString(16)}: ${field} must be 0`);
  }
}

function unknown(slot: Slot): RangeError {
  return new RangeError(`unknown opcode 0x${slot.opcode.toString(16)} (off ${String(slot.off)}, imm ${String(slot.imm)})`);
}
