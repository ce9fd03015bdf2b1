import { r0, r1, r2, r3 } from "@tapset/asm";
import type { StringExpr } from "@tapset/core";
import type { Code, Temp } from "../code/code.js";
import { emitHeld, emitNumber } from "../long/long.js";
import { refuseKernelRead } from "../long/memory-load.js";
import { givePlace, pointTo, takePlace, type Place } from "../code/place.js";
import { raiseFault } from "../statement/raise.js";
import { emitText } from "./text.js";
import { clamp, copyText, writeEmpty } from "./text-copy.js";

type LoadString = Extract<StringExpr, { op: "load-string" }>;
type Comm = Extract<StringExpr, { op: "comm" }>;

/** TASK_COMM_LEN. */
const COMM_BYTES = 16;

/** The current task's comm. */
export function emitComm(code: Code, expr: Comm, to: Place): void {
  const { asm } = code;
  if (to.bound < COMM_BYTES - 1) {
    const whole = takePlace(code, COMM_BYTES - 1);
    emitComm(code, expr, whole);
    copyText(code, whole, to);
    givePlace(code, whole);
    return;
  }
  // Some kernels' helper (6.1's) leaves what was there after the NUL.
  if (to.padded) writeEmpty(code, to);
  pointTo(code, to, r1);
  asm.mov(r2, COMM_BYTES).call("get_current_comm");
}

/** A NUL-terminated string in kernel or user memory. */
export function emitLoadString(code: Code, expr: LoadString, to: Place): void {
  const { asm, image } = code;
  if (expr.access === "kernel" && !image.module.options.kernelReads) refuseKernelRead(expr.span);
  const bound = Math.min(expr.bound, to.bound);
  const address = expr.fallback === undefined || expr.length ? emitHeld(code, expr.address) : undefined;
  const length = expr.length && emitHeld(code, expr.length);
  if (address) code.load(r3, address);
  else emitNumber(code, expr.address, r3);
  if (to.padded) writeEmpty(code, to);
  pointTo(code, to, r1);
  if (length) emitSize(code, length, bound);
  else asm.mov(r2, bound + 1);
  asm.call(expr.access === "kernel" ? "probe_read_kernel_str" : "probe_read_user_str");
  const done = asm.newLabel("read");
  code.cold("slt", r0, 0, () => {
    code.count("failedReads");
    if (expr.fallback) {
      emitText(code, expr.fallback, to);
      asm.goto(done);
    } else if (address) raiseFault(code, `${expr.access} string copy fault`, address, 0);
  });
  if (expr.prefix !== true || bound < expr.bound) {
    // Full to the last byte: as good as certainly cut.
    code.cold("sgt", r0, bound, () => {
      code.count("truncated");
      asm.goto(done);
    });
  }
  asm.label(done);
  if (length) code.giveTemp(length);
  if (address) code.giveTemp(address);
}

/** `r2` = bytes to read with the NUL: a length the verifier knows the limits of. */
function emitSize(code: Code, length: Temp, bound: number): void {
  code.load(r2, length);
  clamp(code, "sgt", r2, bound);
  clamp(code, "slt", r2, 0);
  code.asm.add(r2, 1);
}
