import type { HelperName } from "./helper-functions.js";
import type { Register } from "./register.js";

/**
 * The second operand of arithmetic, of a branch or of a store: a register, or an immediate.
 *
 * An immediate has 32 bits. Operations on 64 bits sign-extend it, so it must be a signed 32-bit number there;
 * operations on 32 bits take unsigned spellings too (`0xffffffff`).
 */
export type Operand = Register | number;

/** Bytes moved by a load or a store (`BPF_B`, `BPF_H`, `BPF_W`, `BPF_DW`). */
export type MemorySize = 1 | 2 | 4 | 8;

/** Operation width in bits: 64 is `BPF_ALU64`/`BPF_JMP`, 32 is `BPF_ALU`/`BPF_JMP32` (the result is zero-extended). */
export type Width = 64 | 32;

/**
 * Binary arithmetic. Division by zero gives 0 and modulo by zero leaves the dividend; shifts use the low 6 (or 5) bits of
 * the count. `sdiv` and `smod` are signed and need instruction set v4 (Linux 6.6).
 */
export type AluOperation =
  | "add" | "sub" | "mul" | "div" | "sdiv" | "mod" | "smod"
  | "or" | "and" | "xor" | "lsh" | "rsh" | "arsh" | "mov";

/** When a branch is taken, comparing `dst` with `src`; the `s` forms compare signed, `set` is `dst & src != 0`. */
export type Condition = "eq" | "ne" | "gt" | "ge" | "lt" | "le" | "set" | "sgt" | "sge" | "slt" | "sle";

/**
 * Atomic operation on memory. The `fetch_` forms and `xchg` put the old value in the source register (Linux 5.12);
 * `cmpxchg` compares with `r0`, stores the source register on equality and leaves the old value in `r0` (Linux 5.12).
 * On 4 bytes the old value is zero-extended; but mask the upper half of `r0` after a 4-byte `cmpxchg` that may be read:
 * on x86, Linux 6.18 was seen to leave there what was, when the comparison held.
 */
export type AtomicOperation =
  | "add" | "or" | "and" | "xor"
  | "fetch_add" | "fetch_or" | "fetch_and" | "fetch_xor"
  | "xchg" | "cmpxchg";

/** A place in a function that branches name. Labels are local to their function. */
export type Label = string;

/** The caller's number for a place in the source, for example an index in its table of spans. Only carried, never read. */
export type Tag = number;

interface Tagged {
  readonly tag?: Tag;
}

/** `dst = dst op src` (`BPF_ALU64`, `BPF_ALU`). */
export interface Alu extends Tagged {
  readonly kind: "alu";
  readonly operation: AluOperation;
  readonly width: Width;
  readonly dst: Register;
  readonly src: Operand;
}

/** `dst = -dst` (`BPF_NEG`). */
export interface Negate extends Tagged {
  readonly kind: "neg";
  readonly width: Width;
  readonly dst: Register;
}

/** `dst = (s8|s16|s32) src`, sign-extended to `width` (`BPF_MOV` with an offset). Instruction set v4, Linux 6.6. */
export interface MoveSigned extends Tagged {
  readonly kind: "movsx";
  readonly width: Width;
  /** Low bits of `src` that are taken: 8, 16, or (to 64 bits) 32. */
  readonly bits: 8 | 16 | 32;
  readonly dst: Register;
  readonly src: Register;
}

/**
 * Byte order of the low `bits` of `dst`, zero-extending (`BPF_END`): `le` and `be` convert from or to the machine's
 * own order, `swap` reverses always (instruction set v4, Linux 6.6).
 */
export interface Endian extends Tagged {
  readonly kind: "endian";
  readonly order: "le" | "be" | "swap";
  readonly bits: 16 | 32 | 64;
  readonly dst: Register;
}

/** `dst = *(size *)(base + offset)` (`BPF_LDX`); signed loads sign-extend and need instruction set v4 (Linux 6.6). */
export interface Load extends Tagged {
  readonly kind: "load";
  readonly size: MemorySize;
  readonly signed: boolean;
  readonly dst: Register;
  readonly base: Register;
  /** Signed 16 bits. */
  readonly offset: number;
}

/** `*(size *)(base + offset) = src` (`BPF_STX`, or `BPF_ST` for an immediate). */
export interface Store extends Tagged {
  readonly kind: "store";
  readonly size: MemorySize;
  readonly base: Register;
  /** Signed 16 bits. */
  readonly offset: number;
  readonly src: Operand;
}

/** Atomic read-modify-write of `*(size *)(base + offset)` (`BPF_STX | BPF_ATOMIC`). */
export interface Atomic extends Tagged {
  readonly kind: "atomic";
  readonly operation: AtomicOperation;
  readonly size: 4 | 8;
  readonly base: Register;
  /** Signed 16 bits. */
  readonly offset: number;
  readonly src: Register;
}

/** `dst = value`, any 64 bits, in two slots (`BPF_LD_IMM64`). */
export interface LoadImm64 extends Tagged {
  readonly kind: "load-imm64";
  readonly dst: Register;
  readonly value: bigint;
}

/** `dst` = the map named `map` (`BPF_PSEUDO_MAP_FD`); the descriptor is filled in by `relocate`. */
export interface LoadMap extends Tagged {
  readonly kind: "load-map";
  readonly dst: Register;
  readonly map: string;
}

/** `dst` = the address `offset` bytes into the only element of array map `map` (`BPF_PSEUDO_MAP_VALUE`, Linux 5.2). */
export interface LoadMapValue extends Tagged {
  readonly kind: "load-map-value";
  readonly dst: Register;
  readonly map: string;
  readonly offset: number;
}

/** `dst` = the address of a kernel variable that has BTF (`BPF_PSEUDO_BTF_ID`, Linux 5.10). */
export interface LoadBtfVariable extends Tagged {
  readonly kind: "load-btf-variable";
  readonly dst: Register;
  /** For listings only. */
  readonly name: string;
  readonly btfId: number;
}

/** `dst` = a function of this program, as a callback for a helper (`BPF_PSEUDO_FUNC`, Linux 5.13). */
export interface LoadFunction extends Tagged {
  readonly kind: "load-function";
  readonly dst: Register;
  readonly function: string;
}

/** Go to `target` (`BPF_JA`). */
export interface Goto extends Tagged {
  readonly kind: "goto";
  readonly target: Label;
}

/** Go to `target` if `dst condition src` (`BPF_JMP`, `BPF_JMP32`). */
export interface Branch extends Tagged {
  readonly kind: "branch";
  readonly condition: Condition;
  readonly width: Width;
  readonly dst: Register;
  readonly src: Operand;
  readonly target: Label;
}

/** Call of a kernel helper: arguments in `r1`–`r5`, result in `r0` (`BPF_CALL`). */
export interface CallHelper extends Tagged {
  readonly kind: "call-helper";
  readonly helper: HelperName;
}

/** Call of a kernel function that is open to BPF (`BPF_PSEUDO_KFUNC_CALL`, Linux 5.13). */
export interface CallKfunc extends Tagged {
  readonly kind: "call-kfunc";
  /** For listings only. */
  readonly name: string;
  /** Id of the function in vmlinux's BTF. */
  readonly btfId: number;
}

/** Call of a function of this program (`BPF_PSEUDO_CALL`, Linux 4.16). */
export interface CallLocal extends Tagged {
  readonly kind: "call-local";
  readonly function: string;
}

/** Return `r0` (`BPF_EXIT`). */
export interface Exit extends Tagged {
  readonly kind: "exit";
}

/** Names the next instruction. */
export interface LabelMark {
  readonly kind: "label";
  readonly label: Label;
}

/** A line for whoever reads the listing. */
export interface Comment {
  readonly kind: "comment";
  readonly text: string;
}

/** An instruction that becomes code. */
export type CodeInstruction =
  | Alu | Negate | MoveSigned | Endian
  | Load | Store | Atomic
  | LoadImm64 | LoadMap | LoadMapValue | LoadBtfVariable | LoadFunction
  | Goto | Branch
  | CallHelper | CallKfunc | CallLocal | Exit;

/** One line of a symbolic function: an instruction, a label or a comment. Plain data. */
export type Instruction = CodeInstruction | LabelMark | Comment;
