import type { Register } from "@tapset/asm";
import { r0, r1, r2 } from "@tapset/asm";
import type { Global, Local, LongExpr, Stmt, StringExpr } from "@tapset/core";
import { GLOBALS_MAP } from "../../layout/global-layout.js";
import { emitAccumulate } from "../globals/accumulate.js";
import { emitZeroAggregate } from "../globals/aggregate.js";
import type { Code } from "../code/code.js";
import { emitChoice } from "../long/condition.js";
import { emitAnswer } from "../long/environment.js";
import { emitCall } from "../function/call.js";
import { emitRemember } from "./entry-record.js";
import { walk } from "../code/ir-nodes.js";
import { mayFail } from "../long/may-fail.js";
import { emitLong, emitNumber } from "../long/long.js";
import { emitForeach, emitLoop } from "./loop.js";
import { emitKey, giveKey, mapLayout, openMap, pointToKey } from "../globals/map-access.js";
import { emitDecide, emitExit, emitPrint } from "../output/output.js";
import { messageSegments } from "../output/output-plan.js";
import { givePlace, takePlace } from "../code/place.js";
import { raise } from "./raise.js";
import { sessionOnly } from "./session-only.js";
import { emitDeleteMatching } from "../globals/slice.js";
import { emitText, withText } from "../text/text.js";
import { copyText } from "../text/text-copy.js";
import { emitUpdateEffect, emitUpdateText } from "../globals/update.js";

type Emitters = { readonly [Op in Stmt["op"]]: (code: Code, stmt: Extract<Stmt, { op: Op }>) => void };

const emitters: Emitters = {
  set: emitSet,
  evaluate: emitEvaluate,
  update: emitUpdateText,
  accumulate: emitAccumulate,
  delete: emitDelete,
  clear: (code, { global }) => emitClear(code, global),
  if: (code, { condition, then, otherwise }) =>
    emitChoice(
      code,
      condition,
      () => emitStatements(code, then),
      otherwise.length > 0 ? () => emitStatements(code, otherwise) : undefined,
    ),
  loop: emitLoop,
  foreach: emitForeach,
  block: emitBlock,
  break: (code, { label }) => {
    const target = code.run.labels.get(label);
    if (target === undefined) throw new Error(`break out of ${label}: there is no such block`);
    code.leave(target);
  },
  end: (code) => code.leave(code.run.completed),
  call: emitCall,
  return: emitReturn,
  try: emitTry,
  raise: (code, stmt) => raise(code, messageSegments(stmt), stmt.span),
  print: emitPrint,
  decide: emitDecide,
  exit: emitExit,
  answer: emitAnswer,
  host: sessionOnly,
  remember: emitRemember,
};

/** Emits statements one after the other. */
export function emitStatements(code: Code, statements: readonly Stmt[]): void {
  for (const stmt of statements) {
    const emit = emitters[stmt.op] as (code: Code, stmt: Stmt) => void;
    code.at("span" in stmt ? stmt.span : undefined, () => emit(code, stmt));
    code.placeColdOnTheWay();
  }
}

/** Statements, then a long. */
export function emitSequenceLong(code: Code, { before, value }: Extract<LongExpr, { op: "sequence" }>, dst: Register): void {
  emitStatements(code, before);
  emitLong(code, value, dst);
}

function emitSet(code: Code, { local, value }: Extract<Stmt, { op: "set" }>): void {
  if (value.type === "long") {
    // A pointer is kept as one only where a typed load wants it.
    if (code.run.pointers.has(local)) emitLong(code, value, r0);
    else emitNumber(code, value, r0);
    storeLocal(code, local, r0);
    return;
  }
  const home = code.run.homes.get(local);
  if (home?.kind !== "text") throw new Error(`local ${local.name}: not a string of this handler`);
  const to = home.place;
  if (!needsCopy(code, local, value)) {
    emitText(code, value, to);
    return;
  }
  const copy = takePlace(code, local.bound);
  emitText(code, value, copy);
  copyText(code, copy, to);
  givePlace(code, copy);
}

/** Whether a text must be whole before its local is touched: it's made of what the local holds, or may fail on the way. */
function needsCopy(code: Code, local: Local, value: StringExpr): boolean {
  if (value.op === "text" || value.op === "local") return false;
  const mayBeCaught = code.run.catcher !== undefined;
  for (const node of walk(value)) {
    if (node.op === "local" && node.local === local) return true;
    if (mayBeCaught && mayFail(node)) return true;
  }
  return false;
}

/** `local = register`. Uses `r1`, or `r2` when that's the register. */
export function storeLocal(code: Code, local: Local, register: Register): void {
  const home = code.run.homes.get(local);
  if (home === undefined || home.kind === "text") throw new Error(`local ${local.name}: not a long of this handler`);
  if (home.kind === "frame") {
    code.asm.store(8, code.frame, home.offset, register);
    return;
  }
  const via = register === r1 ? r2 : r1;
  code.scratch(via);
  code.asm.store(8, via, home.offset, register);
}

function emitReturn(code: Code, { value }: Extract<Stmt, { op: "return" }>): void {
  const { returning } = code.run;
  if (returning === undefined) throw new Error("return outside a function");
  if (value !== undefined && returning.result !== undefined) emitSet(code, { op: "set", local: returning.result, value });
  code.leave(returning.target);
}

function emitEvaluate(code: Code, { value }: Extract<Stmt, { op: "evaluate" }>): void {
  if (value.op === "text" || value.op === "local") return;
  if (value.type === "string") withText(code, value, () => undefined);
  else if (value.op === "update") code.at(value.span, () => emitUpdateEffect(code, value));
  else if (value.op === "sequence") {
    emitStatements(code, value.before);
    emitEvaluate(code, { op: "evaluate", value: value.value });
  } else if (value.op !== "const") emitLong(code, value, r0);
}

function emitBlock(code: Code, { label, body }: Extract<Stmt, { op: "block" }>): void {
  const end = code.asm.newLabel("block");
  code.run.labels.set(label, { code, label: end });
  emitStatements(code, body);
  code.asm.label(end);
  code.run.labels.delete(label);
}

function emitTry(code: Code, { body, message, handler }: Extract<Stmt, { op: "try" }>): void {
  const { asm, run } = code;
  const caught = asm.newLabel("catch");
  const end = asm.newLabel("end");
  const outer = run.catcher;
  run.catcher = { target: { code, label: caught }, message };
  emitStatements(code, body);
  run.catcher = outer;
  asm.goto(end).label(caught);
  emitStatements(code, handler);
  asm.label(end);
}

function emitDelete(code: Code, { global, keys }: Extract<Stmt, { op: "delete" }>): void {
  if (keys.some((key) => key === undefined)) {
    emitDeleteMatching(code, global, keys);
    return;
  }
  const layout = mapLayout(code, global);
  const key = emitKey(code, layout, keys);
  const map = openMap(code, layout);
  map.load(r1);
  pointToKey(code, key, r2);
  code.asm.call("map_delete_elem");
  map.close();
  giveKey(code, key);
}

function emitClear(code: Code, global: Global): void {
  const layout = code.image.module.layoutOf(global);
  if (layout.kind === "word") code.asm.loadMapValue(r1, GLOBALS_MAP, layout.offset).store(8, r1, 0, 0);
  else if (layout.keys.length > 0) emitDeleteMatching(code, global, []);
  else if (layout.perCpu) emitZeroAggregate(code, global);
  else emitDelete(code, { op: "delete", global, keys: [] });
}
