/**
 * The bits of a BPF instruction, in the kernel's spelling (`include/uapi/linux/bpf.h`, `bpf_common.h`). Eight bytes:
 *
 * ```text
 *   byte 0    byte 1        bytes 2–3       bytes 4–7
 * ┌────────┬────┬────┬───────────────┬──────────────────┐
 * │ opcode │src │dst │ off (s16)     │ imm (s32)        │   little-endian; dst is the low nibble
 * └────────┴────┴────┴───────────────┴──────────────────┘
 *
 *   opcode of arithmetic and jumps        opcode of loads and stores
 *   ┌───────────┬───┬───────┐             ┌───────┬─────┬───────┐
 *   │ op (4)    │ S │ class │             │ mode  │size │ class │
 *   └───────────┴───┴───────┘             └───────┴─────┴───────┘
 *   S: second operand, BPF_K or BPF_X
 * ```
 *
 * `BPF_LD | BPF_IMM | BPF_DW` takes two slots: the second holds only the upper half of the value, in `imm`.
 */

// Classes: the low three bits.
export const BPF_LD = 0x00;
export const BPF_LDX = 0x01;
export const BPF_ST = 0x02;
export const BPF_STX = 0x03;
export const BPF_ALU = 0x04;
export const BPF_JMP = 0x05;
export const BPF_JMP32 = 0x06;
export const BPF_ALU64 = 0x07;
export const BPF_CLASS_MASK = 0x07;

// Second operand of arithmetic and jumps: immediate or register.
export const BPF_K = 0x00;
export const BPF_X = 0x08;

// Arithmetic. BPF_DIV and BPF_MOD with off 1 are signed; BPF_MOV with off 8, 16 or 32 sign-extends.
export const BPF_ADD = 0x00;
export const BPF_SUB = 0x10;
export const BPF_MUL = 0x20;
export const BPF_DIV = 0x30;
export const BPF_OR = 0x40;
export const BPF_AND = 0x50;
export const BPF_LSH = 0x60;
export const BPF_RSH = 0x70;
export const BPF_NEG = 0x80;
export const BPF_MOD = 0x90;
export const BPF_XOR = 0xa0;
export const BPF_MOV = 0xb0;
export const BPF_ARSH = 0xc0;
export const BPF_END = 0xd0;
export const BPF_OP_MASK = 0xf0;

// Byte order, in the place of the second operand.
export const BPF_TO_LE = 0x00;
export const BPF_TO_BE = 0x08;

// Jumps. BPF_JA in class BPF_JMP32 is `gotol`, with a 32-bit distance in imm.
export const BPF_JA = 0x00;
export const BPF_JEQ = 0x10;
export const BPF_JGT = 0x20;
export const BPF_JGE = 0x30;
export const BPF_JSET = 0x40;
export const BPF_JNE = 0x50;
export const BPF_JSGT = 0x60;
export const BPF_JSGE = 0x70;
export const BPF_CALL = 0x80;
export const BPF_EXIT = 0x90;
export const BPF_JLT = 0xa0;
export const BPF_JLE = 0xb0;
export const BPF_JSLT = 0xc0;
export const BPF_JSLE = 0xd0;

// Sizes of loads and stores: 4, 2, 1 and 8 bytes.
export const BPF_W = 0x00;
export const BPF_H = 0x08;
export const BPF_B = 0x10;
export const BPF_DW = 0x18;
export const BPF_SIZE_MASK = 0x18;

// Modes of loads and stores.
export const BPF_IMM = 0x00;
export const BPF_MEM = 0x60;
export const BPF_MEMSX = 0x80;
export const BPF_ATOMIC = 0xc0;
export const BPF_MODE_MASK = 0xe0;

// Atomic operations, in imm, beside the arithmetic ones.
export const BPF_FETCH = 0x01;
export const BPF_XCHG = 0xe1;
export const BPF_CMPXCHG = 0xf1;

// What the value of a BPF_LD_IMM64 means, in the source register field.
export const BPF_PSEUDO_MAP_FD = 1;
export const BPF_PSEUDO_MAP_VALUE = 2;
export const BPF_PSEUDO_BTF_ID = 3;
export const BPF_PSEUDO_FUNC = 4;
export const BPF_PSEUDO_MAP_IDX = 5;
export const BPF_PSEUDO_MAP_IDX_VALUE = 6;

// What a BPF_CALL calls, in the source register field; 0 is a helper.
export const BPF_PSEUDO_CALL = 1;
export const BPF_PSEUDO_KFUNC_CALL = 2;
