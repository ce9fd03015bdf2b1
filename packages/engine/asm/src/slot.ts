import type { Register } from "./register.js";
import { registers } from "./register.js";

/** Bytes of one slot: an instruction, or half of a `BPF_LD_IMM64`. */
export const SLOT_BYTES = 8;

/** One 8-byte instruction, field by field (`struct bpf_insn`); opcode.ts draws it. */
export interface Slot {
  readonly opcode: number;
  /** Register numbers, 4 bits each: bytes from elsewhere may name registers that don't exist. */
  readonly dst: number;
  readonly src: number;
  /** Signed 16 bits. */
  readonly off: number;
  /** Signed 32 bits. */
  readonly imm: number;
}

/** Writes `slot` as instruction number `insn` of a program. */
export function writeSlot(bytes: Buffer, insn: number, slot: Slot): void {
  const at = insn * SLOT_BYTES;
  bytes.writeUInt8(slot.opcode, at);
  bytes.writeUInt8((slot.src << 4) | slot.dst, at + 1);
  bytes.writeInt16LE(slot.off, at + 2);
  bytes.writeInt32LE(slot.imm, at + 4);
}

/**
 * Every slot of a program.
 *
 * @throws RangeError if the length isn't a multiple of 8.
 */
export function readSlots(bytes: Uint8Array): Slot[] {
  if (bytes.byteLength % SLOT_BYTES !== 0) {
    throw new RangeError(`read instructions: ${String(bytes.byteLength)} bytes is not a multiple of ${String(SLOT_BYTES)}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const slots: Slot[] = [];
  for (let at = 0; at < bytes.byteLength; at += SLOT_BYTES) {
    const pair = view.getUint8(at + 1);
    slots.push({
      opcode: view.getUint8(at),
      dst: pair & 0x0f,
      src: pair >> 4,
      off: view.getInt16(at + 2, true),
      imm: view.getInt32(at + 4, true),
    });
  }
  return slots;
}

/**
 * The register with this number.
 *
 * @throws RangeError if there is none.
 */
export function registerAt(index: number): Register {
  const register = registers[index];
  if (register === undefined) throw new RangeError(`r${String(index)}: no such register`);
  return register;
}
