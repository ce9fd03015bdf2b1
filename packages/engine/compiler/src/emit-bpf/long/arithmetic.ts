import type { AluOperation, Register } from "@tapset/asm";
import { r0, r1, r2, r3 } from "@tapset/asm";
import type { BinaryOperator, LongExpr } from "@tapset/core";
import type { Code } from "../code/code.js";
import { emitBoolean } from "./condition.js";
import { emitLong, emitNumber, emitOperands, isAtDistance } from "./long.js";
import { raiseText } from "../statement/raise.js";

type Binary = Extract<LongExpr, { op: "binary" }>;
type Unary = Extract<LongExpr, { op: "unary" }>;

/** The operators that are one instruction. Shifts take their count modulo 64 by the instruction set's own rule. */
const instructions: Readonly<Record<Exclude<BinaryOperator, "div" | "mod">, AluOperation>> = {
  add: "add",
  sub: "sub",
  mul: "mul",
  and: "and",
  or: "or",
  xor: "xor",
  shl: "lsh",
  shr: "rsh",
  sar: "arsh",
};
const shifts: ReadonlySet<BinaryOperator> = new Set(["shl", "shr", "sar"]);

/** `left operator right`. */
export function emitBinary(code: Code, expr: Binary, dst: Register): void {
  const { operator, left, right } = expr;
  if (isAtDistance(expr)) {
    // What lies in a structure is reached from the structure's pointer, which arithmetic on numbers would lose.
    emitLong(code, left, dst);
    code.asm.add(dst, Number(expr.right.value));
    return;
  }
  const source = emitOperands(code, left, right, dst);
  emitOperation(code, operator, dst, source);
}

/** `dst = dst operator source`; fails the handler for a division by zero. Uses `r0`–`r3`. */
export function emitOperation(code: Code, operator: BinaryOperator, dst: Register, source: Register | number): void {
  if (operator === "div" || operator === "mod") divide(code, operator, dst, source);
  else if (typeof source === "number" && shifts.has(operator)) code.asm.alu(instructions[operator], dst, source & 63);
  else code.asm.alu(instructions[operator], dst, source);
}

/**
 * Signed division that truncates, out of the unsigned one: the signed instruction is v4. The magnitude of the lowest
 * number is itself read unsigned, so dividing it by -1 wraps as it should.
 */
function divide(code: Code, operator: "div" | "mod", dst: Register, source: Register | number): void {
  const { asm } = code;
  if (source === 0) {
    asm.goto(code.later("zero", () => raiseText(code, "division by 0")));
    return;
  }
  const spares = [r0, r1, r2, r3].filter((spare) => spare !== dst && spare !== source);
  const [divisor = r2, sign = r3] = spares;
  if (typeof source === "number") {
    asm.mov(sign, dst);
    if (operator === "div" && source < 0) asm.xor(sign, -1);
    asm.loadConstant(divisor, source < 0 ? -BigInt(source) : BigInt(source));
  } else {
    code.cold("eq", source, 0, () => raiseText(code, "division by 0"));
    asm.mov(divisor, source).mov(sign, dst);
    if (operator === "div") asm.xor(sign, source);
    negateIfNegative(code, divisor);
  }
  negateIfNegative(code, dst);
  asm.alu(operator, dst, divisor);
  const positive = asm.newLabel("positive");
  asm.jump("sge", sign, 0, positive).neg(dst).label(positive);
}

function negateIfNegative({ asm }: Code, register: Register): void {
  const positive = asm.newLabel("positive");
  asm.jump("sge", register, 0, positive).neg(register).label(positive);
}

/** `-x`, `~x`, `!x`. */
export function emitUnary(code: Code, expr: Unary, dst: Register): void {
  if (expr.operator === "not") {
    emitBoolean(code, expr, dst);
    return;
  }
  emitNumber(code, expr.operand, dst);
  if (expr.operator === "neg") code.asm.neg(dst);
  else code.asm.xor(dst, -1);
}
