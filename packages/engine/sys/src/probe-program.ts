/** One BPF instruction: opcode, destination and source register, offset, immediate. */
export type ProbeInstruction = readonly [opcode: number, dst: number, src: number, offset: number, imm: number];

/** Opcodes the small programs of this package are made of. */
const MOV64_IMM = 0xb7;
const RSH64_IMM = 0x77;
const CALL = 0x85;
const EXIT = 0x95;
const LOAD_IMM64 = 0x18;
const PSEUDO_MAP_FD = 1;

/** `rDST = imm`. */
export const movImm = (dst: number, imm: number): ProbeInstruction => [MOV64_IMM, dst, 0, 0, imm];
/** `rDST >>= bits`, unsigned. */
export const rshImm = (dst: number, bits: number): ProbeInstruction => [RSH64_IMM, dst, 0, 0, bits];
/** Calls a helper by its number in `enum bpf_func_id`. */
export const callHelper = (helper: number): ProbeInstruction => [CALL, 0, 0, 0, helper];
/** `rDST = map`, which takes the room of two instructions. */
export const loadMap = (dst: number, fd: number): readonly ProbeInstruction[] => [[LOAD_IMM64, dst, PSEUDO_MAP_FD, 0, fd], [0, 0, 0, 0, 0]];
export const exit: ProbeInstruction = [EXIT, 0, 0, 0, 0];

/** The bytes of a small program, as `BPF_PROG_LOAD` takes them. */
export function probeProgram(instructions: readonly ProbeInstruction[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(instructions.length * 8));
  instructions.forEach(([opcode, dst, src, offset, imm], index) => {
    view.setUint8(index * 8, opcode);
    view.setUint8(index * 8 + 1, (src << 4) | dst);
    view.setInt16(index * 8 + 2, offset, true);
    view.setInt32(index * 8 + 4, imm, true);
  });
  return new Uint8Array(view.buffer);
}

/** A program that does nothing and returns 0. */
export const emptyProgram = probeProgram([movImm(0, 0), exit]);
