import type { Register } from "@tapset/asm";
import { r0, r1 } from "@tapset/asm";
import type { LongExpr } from "@tapset/core";
import { emitBinary, emitUnary } from "./arithmetic.js";
import { isImmediate, type Code, type Temp } from "../code/code.js";
import { emitCompare, emitLogical, emitSelectLong } from "./condition.js";
import { emitElementLong, emitGlobalLong, emitHas } from "../globals/element.js";
import { emitEntryLong } from "../statement/entry-record.js";
import { emitFrame } from "./frame.js";
import { emitEnvironment, isDirectEnvironment } from "./environment.js";
import { emitBucket, emitExtract } from "../globals/aggregate.js";
import { emitContext, emitHelper, emitLoad } from "./memory-load.js";
import { emitSequenceLong } from "../statement/statement.js";
import { emitFind } from "../text/text-find.js";
import { emitMatch } from "../text/text-match.js";
import { emitScan } from "../text/text-scan.js";
import { emitStrtol } from "../text/text-strtol.js";
import { emitByte, emitStrlen } from "../text/text-length.js";
import { emitUpdateLong } from "../globals/update.js";
import { sessionOnly } from "../statement/session-only.js";

type Emitters = { readonly [Op in LongExpr["op"]]: (code: Code, expr: Extract<LongExpr, { op: Op }>, dst: Register) => void };

/** One row for each op: leaves the value in `dst`. */
const emitters: Emitters = {
  const: (code, { value }, dst) => void code.asm.loadConstant(dst, value),
  local: emitLocalLong,
  global: emitGlobalLong,
  element: emitElementLong,
  unary: emitUnary,
  binary: emitBinary,
  compare: emitCompare,
  logical: emitLogical,
  select: emitSelectLong,
  has: emitHas,
  extract: emitExtract,
  bucket: emitBucket,
  update: emitUpdateLong,
  context: emitContext,
  load: emitLoad,
  environment: emitEnvironment,
  helper: emitHelper,
  frame: emitFrame,
  entry: emitEntryLong,
  host: sessionOnly,
  strlen: emitStrlen,
  byte: emitByte,
  find: emitFind,
  scan: emitScan,
  strtol: emitStrtol,
  match: emitMatch,
  sequence: emitSequenceLong,
};

/**
 * Emits code that leaves the expression's value in `dst`. Uses `r0`–`r5`; nothing else changes but what the expression
 * itself does. The value of a `trusted` expression is a pointer the verifier knows: {@link emitNumber} for calculating.
 */
export function emitLong(code: Code, expr: LongExpr, dst: Register): void {
  const emit = emitters[expr.op] as (code: Code, expr: LongExpr, dst: Register) => void;
  code.at("span" in expr ? expr.span : undefined, () => emit(code, expr, dst));
}

/** As {@link emitLong}, but a pointer comes as a number that can be calculated with. */
export function emitNumber(code: Code, expr: LongExpr, dst: Register): void {
  emitLong(code, expr, dst);
  if (isPointer(expr)) code.launder(dst, dst === r0 ? r1 : r0);
}

/** Evaluates into a temporary, which the caller gives back. */
export function emitHeld(code: Code, expr: LongExpr): Temp {
  if (expr.op === "const") return { kind: "constant", value: expr.value };
  const temp = code.takeTemp();
  if (temp.kind === "register") emitNumber(code, expr, temp.register);
  else {
    emitNumber(code, expr, r0);
    code.save(temp, r0);
  }
  return temp;
}

/** Whether the verifier takes the value for a pointer, on which most arithmetic is refused. */
export function isPointer(expr: LongExpr): boolean {
  if (expr.op === "environment") return expr.name === "task" || expr.name === "user_registers" || expr.name === "context_address";
  if (expr.op === "sequence") return isPointer(expr.value);
  if (isAtDistance(expr)) return isPointer(expr.left);
  if (expr.op === "load" && expr.seenAsPointer === true) return true;
  return expr.trusted === true && (expr.op === "context" || expr.op === "load" || expr.op === "local");
}

/** Whether an expression is a constant distance from a pointer the verifier knows, and is to stay one. */
export function isAtDistance(expr: LongExpr): expr is Extract<LongExpr, { op: "binary" }> & { readonly right: Extract<LongExpr, { op: "const" }> } {
  return expr.op === "binary" && expr.operator === "add" && expr.trusted === true && expr.right.op === "const" && isImmediate(expr.right.value);
}

/** Whether evaluating touches nothing but its destination, so that other volatile registers may hold values meanwhile. */
export function isDirect(code: Code, expr: LongExpr): boolean {
  if (isPointer(expr)) return false;
  const isIn = directOps[expr.op];
  return isIn === true || (isIn !== undefined && isIn(code, expr));
}
const directOps: { readonly [op: string]: true | ((code: Code, expr: LongExpr) => boolean) } = {
  const: true,
  local: true,
  context: true,
  global: (code, expr) => expr.op === "global" && code.image.module.layoutOf(expr.global).kind === "word",
  environment: (code, expr) => expr.op === "environment" && isDirectEnvironment(code, expr.name),
};

/**
 * Evaluates `left` and `right` in this order; leaves the first in `dst` and says where the second is: a register, or a
 * number an instruction can hold.
 */
export function emitOperands(code: Code, left: LongExpr, right: LongExpr, dst: Register): Register | number {
  if (right.op === "const" && isImmediate(right.value)) {
    emitNumber(code, left, dst);
    return Number(right.value);
  }
  const other = dst === r0 ? r1 : r0;
  if (isDirect(code, right)) {
    emitNumber(code, left, dst);
    emitLong(code, right, other);
    return other;
  }
  const held = emitHeld(code, left);
  emitNumber(code, right, other);
  code.load(dst, held);
  code.giveTemp(held);
  return other;
}

function emitLocalLong(code: Code, { local }: Extract<LongExpr, { op: "local" }>, dst: Register): void {
  const home = code.run.homes.get(local);
  if (home === undefined || home.kind === "text") throw new Error(`local ${local.name}: not a long of this handler`);
  if (home.kind === "frame") code.asm.ldx(8, dst, code.frame, home.offset);
  else {
    code.scratch(dst);
    code.asm.ldx(8, dst, dst, home.offset);
  }
}
