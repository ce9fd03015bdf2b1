import { r1 } from "@tapset/asm";
import type { Handler, Local, LongExpr, Stmt } from "@tapset/core";
import { GLOBALS_MAP } from "../../layout/global-layout.js";
import { stringSize } from "../../layout/string-size.js";
import { CONTROL } from "../../module.js";
import type { Code } from "../code/code.js";
import { branch } from "../long/condition.js";
import { isAtDistance } from "../long/long.js";
import { emitPaired } from "../statement/entry-record.js";
import { emitMachine, planCalls } from "../function/machine.js";
import type { HandlerRun, Home } from "./handler-run.js";
import { childrenOf, isExpression, walk, type Node } from "../code/ir-nodes.js";
import { emitFlush } from "../output/output.js";
import { mentions, type OutputPlan } from "../output/output-plan.js";
import { placeAt } from "../code/place.js";
import { emitStatements } from "../statement/statement.js";
import { writeEmpty } from "../text/text-copy.js";
import { beginTiming, endTiming } from "./run-clock.js";

/** Longs beyond this many bytes of stack live in scratch memory. */
const FRAME_LOCALS_BYTES = 192;
/** Conditions beyond which longs live in scratch memory. */
const FRAME_LOCALS_CONDITIONS = 16;

/**
 * Emits one handler: count it, check its condition, run its body, count how it ended. Falls through at the end, whatever
 * happened, so that the next handler runs.
 */
export function emitHandler(code: Code, handler: Handler, block: number, output: OutputPlan): void {
  const { asm, image } = code;
  const done = asm.newLabel("done");
  const completed = asm.newLabel("completed");
  const failed = asm.newLabel("failed");
  const frame = image.frame.save();
  const scratch = image.scratch.save();
  const record = handler.paired ? emitPaired(code, handler.paired, done) : undefined;
  const pointers = pointerLocals(handler);
  const faultAddress: Local = { id: -1, name: "fault", type: "long", bound: 0 };
  const calls = planCalls(handler);
  // A function may be called again at any time, as a loop's turn.
  const hasLoops = calls !== undefined || mentions(handler, isLoop);
  const run: HandlerRun = {
    handler,
    blockOffset: image.blockOffset(block),
    homes: settle(code, [...handler.locals, ...(calls?.locals ?? [])], pointers, hasLoops || conditionsOf(handler) > FRAME_LOCALS_CONDITIONS),
    pointers,
    faultAddress,
    record,
    output,
    labels: new Map(),
    completed: { code, label: completed },
    failed: { code, label: failed },
    catcher: undefined,
    machine: undefined,
    returning: undefined,
  };
  run.homes.set(faultAddress, { kind: "scratch", offset: code.takeScratch(8) });
  code.run = run;
  if (calls !== undefined) run.machine = emitMachine(code, calls);
  const isCounted = handler.companion !== true;
  if (isCounted) code.count("entered");
  if (handler.condition) emitCondition(code, handler, done);
  if (isCounted) beginTiming(code, handler.condition === undefined);
  initialize(code, handler);
  if (hasLoops) code.storeWord("actions", 0, r1);
  if (output.mode === "buffered") code.storeWord("cursor", 0, r1);
  emitStatements(code, handler.body);
  asm.label(completed);
  if (isCounted) {
    code.count("completed");
    endTiming(code);
  }
  if (output.mode === "buffered") emitFlush(code, false);
  asm.goto(done).label(failed);
  emitFailure(code);
  if (image.module.options.suppressErrors && output.mode === "buffered") emitFlush(code, false);
  asm.goto(done);
  code.placeCold();
  asm.label(done);
  image.frame.restore(frame);
  image.scratch.restore(scratch);
}

function emitCondition(code: Code, { condition }: Handler, done: string): void {
  if (condition === undefined) return;
  const filtered = code.later("filtered", () => {
    code.count("filtered");
    code.asm.goto(done);
  });
  branch(code, condition, filtered, false);
}

/** The error itself was sent where it happened, with everything printed before it. */
function emitFailure(code: Code): void {
  // What couldn't be kept at an entry is a failure of the probe, though no run of it.
  if (code.run.handler.companion) code.count("entered");
  code.count("failed");
  if (code.run.handler.companion !== true) endTiming(code);
  const { ir, options } = code.image.module;
  if (options.suppressErrors || ir.limits.MAXERRORS > 0) return;
  // The first error is one too many: no probe begins after it.
  code.asm.loadMapValue(r1, GLOBALS_MAP, CONTROL.armed).store(8, r1, 0, 0);
}

function isLoop(node: Node): boolean {
  return !isExpression(node) && (node.op === "loop" || node.op === "foreach");
}

function conditionsOf({ body }: Handler): number {
  let conditions = 0;
  for (const { op } of walk(...body)) if (op === "if" || op === "select" || op === "compare" || op === "logical") conditions += 1;
  return conditions;
}

/** Locals that typed loads go through: the verifier must see what was stored in them. */
function pointerLocals(handler: Handler): ReadonlySet<Local> {
  const pointers = new Set<Local>();
  const sources = new Map<Local, Local[]>();
  for (const node of walk(...handler.body)) {
    if (!isExpression(node)) {
      if (node.op === "set" && node.value.type === "long") {
        const base = baseLocal(node.value);
        if (base !== undefined) sources.set(node.local, [...(sources.get(node.local) ?? []), base]);
      }
    } else if (node.op === "load" && node.access === "typed") {
      const base = baseLocal(node.address);
      if (base !== undefined) pointers.add(base);
    }
  }
  // A set gives what is added while it's walked, too.
  for (const pointer of pointers) for (const source of sources.get(pointer) ?? []) pointers.add(source);
  return pointers;
}

/** The local that a pointer is, or is at a distance from. */
function baseLocal(expr: LongExpr): Local | undefined {
  if (isAtDistance(expr)) return baseLocal(expr.left);
  return expr.op === "local" ? expr.local : undefined;
}

/**
 * Gives each local a home. With loops or many conditions, longs live in scratch memory (`isBranchy`): the verifier follows numbers on
 * the stack. It would walk through each turn of a loop that counts with one, and after conditions go on with all they may have come to:
 * with 256 ways after eight that each set a long to 0 or 1. Of what it reads from scratch memory it knows nothing, so there is one.
 */
function settle(code: Code, locals: readonly Local[], pointers: ReadonlySet<Local>, isBranchy: boolean): Map<Local, Home> {
  const homes = new Map<Local, Home>();
  for (const local of locals) {
    if (local.type === "string") {
      const size = stringSize(local.bound);
      homes.set(local, { kind: "text", place: placeAt("scratch", code.takeScratch(size), local.bound, size) });
      continue;
    }
    const isPointer = pointers.has(local);
    const offset = isPointer || !isBranchy ? code.tryFrame(8, isPointer ? undefined : FRAME_LOCALS_BYTES) : undefined;
    homes.set(local, offset === undefined ? { kind: "scratch", offset: code.takeScratch(8) } : { kind: "frame", offset });
  }
  return homes;
}

/** Locals begin as 0 or "", unless the first thing that happens to them is an assignment. */
function initialize(code: Code, handler: Handler): void {
  const assigned = assignedFirst(handler.body);
  for (const local of handler.locals) {
    const home = code.run.homes.get(local);
    if (home === undefined || assigned.has(local)) continue;
    if (home.kind === "text") writeEmpty(code, home.place);
    else if (home.kind === "frame") code.asm.store(8, code.frame, home.offset, 0);
    else {
      code.scratch(r1);
      code.asm.store(8, r1, home.offset, 0);
    }
  }
}

/** Locals whose first mention, in straight-line code, is an assignment. */
function assignedFirst(statements: readonly Stmt[]): ReadonlySet<Local> {
  const assigned = new Set<Local>();
  const mentioned = new Set<Local>();
  const mention = (node: Node): void => {
    for (const each of walk(node)) for (const local of localsOf(each)) mentioned.add(local);
  };
  for (const stmt of statements) {
    if (stmt.op !== "set") {
      mention(stmt);
      continue;
    }
    for (const child of childrenOf(stmt)) mention(child);
    if (!mentioned.has(stmt.local)) assigned.add(stmt.local);
    mentioned.add(stmt.local);
  }
  return assigned;
}

function localsOf(node: Node): readonly Local[] {
  if (isExpression(node)) return node.op === "local" ? [node.local] : [];
  if (node.op === "set") return [node.local];
  if (node.op === "foreach") return node.value ? [...node.keys, node.value] : node.keys;
  return node.op === "try" && node.message ? [node.message] : [];
}
