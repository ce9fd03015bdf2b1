import type { LocationIndex, LongUpdateOperator } from "@tapset/compiler";
import { ScriptError } from "./script-error.js";

/** Signed division towards zero on 64 bits; the one quotient that doesn't fit wraps. */
export function divide(left: bigint, right: bigint, at: LocationIndex): bigint {
  if (right === 0n) throw new ScriptError("division by 0", at);
  return BigInt.asIntN(64, left / right);
}

/** Remainder of {@link divide}: it has the dividend's sign. */
export function remainder(left: bigint, right: bigint, at: LocationIndex): bigint {
  if (right === 0n) throw new ScriptError("division by 0", at);
  return left % right;
}

/** What each update operator makes of the old value. 64 bits, wrapping; shift counts are taken modulo 64. */
export const updateOperators: Readonly<
  Record<LongUpdateOperator, (old: bigint, operand: bigint, at: LocationIndex) => bigint>
> = {
  set: (_old, operand) => operand,
  add: (old, operand) => BigInt.asIntN(64, old + operand),
  sub: (old, operand) => BigInt.asIntN(64, old - operand),
  mul: (old, operand) => BigInt.asIntN(64, old * operand),
  div: divide,
  mod: remainder,
  and: (old, operand) => old & operand,
  or: (old, operand) => old | operand,
  xor: (old, operand) => old ^ operand,
  shl: (old, operand) => BigInt.asIntN(64, old << (operand & 63n)),
  shr: (old, operand) => BigInt.asIntN(64, BigInt.asUintN(64, old) >> (operand & 63n)),
  sar: (old, operand) => old >> (operand & 63n),
};
