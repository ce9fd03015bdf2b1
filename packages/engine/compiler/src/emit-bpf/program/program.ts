import { r0, r1, r10, r2, r3 } from "@tapset/asm";
import type { Handler, KernelCase, KernelProgram } from "@tapset/core";
import { GLOBALS_MAP } from "../../layout/global-layout.js";
import { CONTROL, type ProgramImage } from "../../module.js";
import { Code, SCRATCH_POINTER } from "../code/code.js";
import { emitSelected } from "./dispatch.js";
import { emitHandler } from "./handler.js";
import { drawsHistogram } from "../../optimise/effects.js";
import { Image } from "../code/image.js";
import { childrenOf, isExpression, type Node } from "../code/ir-nodes.js";
import { emitNumber } from "../long/long.js";
import type { ModuleWriter } from "../code/module-writer.js";
import { mentions, planOutput } from "../output/output-plan.js";

/** What goes into one program. */
export interface ProgramContents {
  readonly name: string;
  readonly program: KernelProgram;
  readonly cases: readonly KernelCase[];
  /** Tail-call targets: the dispatcher has checked already whether to run. */
  readonly slots: ProgramImage["slots"];
}

/** Emits a program that runs handlers one after the other. */
export function emitProgram(module: ModuleWriter, { name, program, cases, slots }: ProgramContents): void {
  const outputs = cases.map(({ handler }) => planOutput(module, handler));
  const image = new Image(module, program, name, {
    blocks: cases.length,
    depth: Math.max(0, ...cases.map(({ handler }) => callbackDepth(handler))),
    outBytes: Math.max(0, ...outputs.map(({ outBytes }) => outBytes)),
  });
  const code = new Code(image, name, "main");
  const out = code.asm.newLabel("out");
  // First on the stack, where SCRATCH_POINTER says.
  code.takeFrame(-SCRATCH_POINTER);
  keepContext(code, cases);
  beginAnswer(code, program);
  if (slots === undefined) emitGuards(code, program, out, cases.some(({ handler }) => mentions(handler, asksForPid)));
  emitScratch(code, out);
  if (program.selector && cases.some(({ when }) => when)) keepSelector(code, program);
  for (const [index, { handler, when }] of cases.entries()) {
    const skipped = code.asm.newLabel("skipped");
    // The handler before may have ended the session.
    if (index > 0) emitArmed(code, out);
    if (when) emitSelected(code, when, skipped);
    emitHandler(code, handler, index, outputs[index]!);
    code.asm.label(skipped);
    module.ledger.push({ probe: handler.probe, map: image.scratchMap, offset: image.blockOffset(index) });
  }
  code.asm.label(out);
  emitAnswered(code, program);
  module.addMap(image.scratchSpec());
  module.programs.push({
    name,
    kind: program.program,
    probes: [...new Set(cases.map(({ handler }) => handler.probe))],
    ...image.assemble(code.asm.finish()),
    family: slots ? undefined : program.family,
    attach: slots ? [] : program.attach,
    ...(slots && { slots }),
  });
}

/** Keeps the context pointer where handlers find it, when they need it. */
export function keepContext(code: Code, cases: readonly KernelCase[]): void {
  const { program, slots } = code.image;
  const needsContext = program?.selector !== undefined || cases.some(({ handler }) => mentions(handler, isContext));
  if (!needsContext) return;
  slots.context = code.takeFrame(8);
  code.asm.store(8, code.frame, slots.context, r1);
}

/** Where handlers find what the program answers, to set it. */
function beginAnswer(code: Code, { program }: KernelProgram): void {
  if (program.answer === undefined) return;
  code.image.slots.answer = code.takeFrame(8);
  code.asm.store(8, code.frame, code.image.slots.answer, program.answer);
}

/** Ends the program. The verifier must see that the answer is 0 or 1. */
function emitAnswered({ asm, frame, image }: Code, { program }: KernelProgram): void {
  if (program.answer === undefined || image.slots.answer === undefined) asm.mov(r0, 0).exit();
  else {
    const isZero = asm.newLabel("zero");
    asm.ldx(8, r0, frame, image.slots.answer).jump("eq", r0, 0, isZero).mov(r0, 1).label(isZero).exit();
  }
}

function isContext(node: Node): boolean {
  if (!isExpression(node)) return false;
  return node.op === "context" || node.op === "stack" || node.op === "frame" || (node.op === "environment" && node.name === "context_address");
}
function asksForPid(node: Node): boolean {
  return isExpression(node) && node.op === "environment" && node.name === "pid_tgid";
}

/** Goes to `out` unless probes may run now. */
function emitArmed({ asm }: Code, out: string): void {
  asm.loadMapValue(r1, GLOBALS_MAP, CONTROL.armed).ldx(8, r1, r1, 0).jump("eq", r1, 0, out);
}

/** Goes to `out` unless probes may run now, and here. Keeps the pid if handlers ask for it too. */
export function emitGuards(code: Code, program: KernelProgram, out: string, keepsPid: boolean): void {
  const { asm, image } = code;
  emitArmed(code, out);
  if (!program.skipSelf) return;
  asm.call("get_current_pid_tgid");
  if (keepsPid) {
    image.slots.pidTgid = code.takeFrame(8);
    asm.store(8, code.frame, image.slots.pidTgid, r0);
  }
  asm.rsh(r0, 32).loadMapValue(r1, GLOBALS_MAP, CONTROL.self).ldx(8, r1, r1, 0).jump("eq", r0, r1, out);
}

/** Finds the program's scratch value on this CPU, or goes to `out`. */
export function emitScratch(code: Code, out: string): void {
  const zero = code.takeFrame(8);
  code.asm.store(4, r10, zero, 0).loadMap(r1, code.image.scratchMap).mov(r2, r10).add(r2, zero);
  code.asm.call("map_lookup_elem").jump("eq", r0, 0, out).store(8, r10, SCRATCH_POINTER, r0);
  code.giveFrame(zero, 8);
}

/** Evaluates the selector once. */
export function keepSelector(code: Code, program: KernelProgram): void {
  if (program.selector === undefined) throw new Error(`program ${program.name}: cases without a selector`);
  const word = code.takeFrame(8);
  emitNumber(code, program.selector, r3);
  code.asm.store(8, code.frame, word, r3);
  code.image.slots.selector = word;
}

/** How deep callbacks nest in a handler: each takes a piece of the stack. */
function callbackDepth(handler: Handler): number {
  // All functions run in one callback.
  let functions = 0;
  const depthOf = (node: Node): number => {
    const inner = Math.max(0, ...childrenOf(node).map(depthOf));
    return withCallback(node, inner) + (node.op === "call" ? 1 + functions : 0);
  };
  functions = Math.max(0, ...handler.functions.flatMap(({ body }) => body.map((stmt) => loopDepth(stmt))));
  return Math.max(0, ...handler.body.map(depthOf), ...(handler.condition ? [depthOf(handler.condition)] : []));
}

/** As far as a function's own loops go: those around a call are none of the kernel's. */
function loopDepth(node: Node): number {
  return withCallback(node, Math.max(0, ...childrenOf(node).map(loopDepth)));
}

/** A sort compares within a step within a walk, all before its body runs. */
const SORT_DEPTH = 3;

function withCallback(node: Node, inner: number): number {
  if (!usesCallback(node)) return inner;
  return node.op === "foreach" && node.sort ? Math.max(inner + 1, SORT_DEPTH) : inner + 1;
}

function usesCallback(node: Node): boolean {
  if (mayTidy(node)) return true;
  if (node.op === "print" || node.op === "format") return drawsHistogram(node.segments);
  if (!isExpression(node)) return callbackStatements.has(node.op);
  return node.op === "gather" || node.op === "extract" || node.op === "bucket" || node.op === "compare" || node.op === "has";
}

/** A new element of a `%` array may find the queue of their keys full, of which a callback then takes what's stale. */
function mayTidy(node: Node): boolean {
  if (node.op === "update") return node.update.place.global.wraps;
  return node.op === "accumulate" && node.global.wraps;
}
const callbackStatements: ReadonlySet<string> = new Set(["loop", "foreach", "delete", "clear"]);
