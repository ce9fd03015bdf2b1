import type { AluOperation, AtomicOperation, Condition, MemorySize } from "./instruction.js";
import {
  BPF_ADD, BPF_AND, BPF_ARSH, BPF_B, BPF_CMPXCHG, BPF_DIV, BPF_DW, BPF_FETCH, BPF_H, BPF_JEQ, BPF_JGE, BPF_JGT, BPF_JLE,
  BPF_JLT, BPF_JNE, BPF_JSET, BPF_JSGE, BPF_JSGT, BPF_JSLE, BPF_JSLT, BPF_LSH, BPF_MOD, BPF_MOV, BPF_MUL, BPF_OR, BPF_RSH,
  BPF_SUB, BPF_W, BPF_XCHG, BPF_XOR,
} from "./opcode.js";

/** Opcode bits of each arithmetic operation; the signed ones differ from the unsigned by an offset of 1. */
export const aluCodes: Readonly<Record<AluOperation, number>> = {
  add: BPF_ADD,
  sub: BPF_SUB,
  mul: BPF_MUL,
  div: BPF_DIV,
  sdiv: BPF_DIV,
  mod: BPF_MOD,
  smod: BPF_MOD,
  or: BPF_OR,
  and: BPF_AND,
  xor: BPF_XOR,
  lsh: BPF_LSH,
  rsh: BPF_RSH,
  arsh: BPF_ARSH,
  mov: BPF_MOV,
};

/** Opcode bits of each condition. */
export const conditionCodes: Readonly<Record<Condition, number>> = {
  eq: BPF_JEQ,
  ne: BPF_JNE,
  gt: BPF_JGT,
  ge: BPF_JGE,
  lt: BPF_JLT,
  le: BPF_JLE,
  set: BPF_JSET,
  sgt: BPF_JSGT,
  sge: BPF_JSGE,
  slt: BPF_JSLT,
  sle: BPF_JSLE,
};

/** Opcode bits of each size. */
export const sizeCodes: Readonly<Record<MemorySize, number>> = { 1: BPF_B, 2: BPF_H, 4: BPF_W, 8: BPF_DW };

/** Immediate of each atomic operation. */
export const atomicCodes: Readonly<Record<AtomicOperation, number>> = {
  add: BPF_ADD,
  or: BPF_OR,
  and: BPF_AND,
  xor: BPF_XOR,
  fetch_add: BPF_ADD | BPF_FETCH,
  fetch_or: BPF_OR | BPF_FETCH,
  fetch_and: BPF_AND | BPF_FETCH,
  fetch_xor: BPF_XOR | BPF_FETCH,
  xchg: BPF_XCHG,
  cmpxchg: BPF_CMPXCHG,
};
