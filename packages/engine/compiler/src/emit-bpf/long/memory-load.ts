import type { Register } from "@tapset/asm";
import { helperFunctions, helperName, r0, r1, r2, r3, registers } from "@tapset/asm";
import type { LongExpr } from "@tapset/core";
import type { Span } from "@tapset/language";
import type { Code, Temp } from "../code/code.js";
import { emitHeld, emitLong, emitNumber } from "./long.js";
import { raiseFault } from "../statement/raise.js";
import { EmitRefusal } from "../code/refusal.js";
import { LOCKED_READS } from "../../locked-reads.js";

type Load = Extract<LongExpr, { op: "load" }>;
type Context = Extract<LongExpr, { op: "context" }>;
type Helper = Extract<LongExpr, { op: "helper" }>;

/** `size` bytes of the program's context. */
export function emitContext(code: Code, { offset, size, signed }: Context, dst: Register): void {
  code.asm.ldx(8, dst, code.frame, keptContext(code));
  code.loadSized(size, signed, dst, dst, offset);
}

/** Where the program keeps the address of its context. */
export function keptContext({ image }: Code): number {
  const { context } = image.slots;
  if (context === undefined) throw new Error(`program ${image.name}: its context was not kept`);
  return context;
}

/** A read through a pointer. */
export function emitLoad(code: Code, expr: Load, dst: Register): void {
  if (expr.access === "typed") emitTypedLoad(code, expr, dst);
  else emitProbeRead(code, expr, dst);
}

/** A plain load: the kernel mends faults of pointers it knows by reading 0. Some of them may be null, and must be compared. */
function emitTypedLoad(code: Code, expr: Load, dst: Register): void {
  const { asm } = code;
  const done = asm.newLabel("done");
  emitLong(code, expr.address, r1);
  if (dst === r1) {
    asm.mov(r2, r1).mov(dst, 0).jump("eq", r2, 0, done);
    code.loadSized(expr.size, expr.signed, dst, r2, expr.offset);
  } else {
    asm.mov(dst, 0).jump("eq", r1, 0, done);
    code.loadSized(expr.size, expr.signed, dst, r1, expr.offset);
  }
  asm.label(done);
}

function emitProbeRead(code: Code, expr: Load, dst: Register): void {
  const { asm, image } = code;
  if (expr.access === "kernel" && !image.module.options.kernelReads) refuseKernelRead(expr.span);
  const word = code.takeFrame(8);
  const address = expr.onFault === "fail" ? emitHeld(code, expr.address) : undefined;
  if (address) code.load(r3, address);
  else emitNumber(code, expr.address, r3);
  const done = asm.newLabel("done");
  if (expr.nullIsZero) code.cold("eq", r3, 0, () => asm.mov(dst, 0).goto(done));
  code.offset(r3, expr.offset);
  asm.mov(r1, code.frame).add(r1, word).mov(r2, expr.size);
  asm.call(expr.access === "kernel" ? "probe_read_kernel" : "probe_read_user");
  code.cold("ne", r0, 0, () => {
    code.count("failedReads");
    if (address) raiseFault(code, `${expr.access} read fault`, address, expr.offset);
    else asm.mov(dst, 0).goto(done);
  });
  code.loadSized(expr.size, expr.signed, dst, code.frame, word);
  asm.label(done);
  if (address) code.giveTemp(address);
  code.giveFrame(word, 8);
}

/** Refuses a read that the kernel is locked down against. */
export function refuseKernelRead(span: Span | undefined): never {
  throw new EmitRefusal(LOCKED_READS.id, LOCKED_READS.message, span, [LOCKED_READS.hint]);
}

/** Any helper that takes and gives longs. */
export function emitHelper(code: Code, expr: Helper, dst: Register): void {
  const name = helperName(expr.helper);
  if (name === undefined) throw new Error(`BPF helper ${expr.helper}: unknown`);
  if (expr.arguments.length > helperFunctions[name].args) throw new Error(`BPF helper ${name}: too many arguments`);
  const held: Temp[] = expr.arguments.map((argument) => emitHeld(code, argument));
  for (const [index, temp] of held.entries()) code.load(registers[index + 1]!, temp);
  for (const temp of held.reverse()) code.giveTemp(temp);
  code.asm.call(name);
  if (dst !== r0) code.asm.mov(dst, r0);
}
