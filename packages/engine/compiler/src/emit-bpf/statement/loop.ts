import { r0, r1, r2, r3, r4 } from "@tapset/asm";
import type { Local, Stmt } from "@tapset/core";
import { beginUnwinding, emitCallback, endUnwinding } from "../code/callback.js";
import type { Code } from "../code/code.js";
import { emitNumber } from "../long/long.js";
import { textSize, type MapLayout } from "../globals/map-access.js";
import { placeAt, type Place } from "../code/place.js";
import { raiseText } from "./raise.js";
import { emitWalk, type Visit } from "../globals/slice.js";
import { emitSortedWalk } from "../globals/sorted-walk.js";
import { emitStatements, storeLocal } from "./statement.js";
import { copyText } from "../text/text-copy.js";
import { emitFactText } from "../text/text-fact.js";

type Loop = Extract<Stmt, { op: "loop" }>;
type Foreach = Extract<Stmt, { op: "foreach" }>;

/** BPF_MAX_LOOPS. */
export const MOST_TURNS = 1 << 23;

/** A loop until a break: bpf_loop, whose turns are limited by MAXACTION anyway. */
export function emitLoop(code: Code, stmt: Loop): void {
  const { asm } = code;
  const callback = emitCallback(code, "loop", r2, (inner) => {
    emitTurn(inner, stmt, () => emitStatements(inner, stmt.body));
  });
  beginUnwinding(code, callback);
  const turns = isFree(stmt) ? MOST_TURNS : Math.min(MOST_TURNS, maxActions(code) + 1);
  asm.mov(r1, turns).loadFunction(r2, callback.name).mov(r3, code.frame).mov(r4, 0).call("loop");
  endUnwinding(code, callback);
}

/** Spends the turn's actions, runs the body, and places what a break out of the loop comes to. */
function emitTurn(inner: Code, stmt: Loop | Foreach, body: () => void): void {
  const { asm } = inner;
  const stop = asm.newLabel("stop");
  const { labels } = inner.run;
  const outerLabel = labels.get(stmt.label);
  labels.set(stmt.label, { code: inner, label: stop });
  if (!isFree(stmt)) spendActions(inner, actionsOf(stmt));
  body();
  asm.mov(r0, 0).exit();
  asm.label(stop).mov(r0, 1).exit();
  if (outerLabel) labels.set(stmt.label, outerLabel);
  else labels.delete(stmt.label);
}

/** MAXACTION. */
export function maxActions(code: Code): number {
  return code.image.module.ir.limits.MAXACTION;
}

/** Spends actions of the handler's; fails when there are none left. */
export function spendActions(code: Code, actions: number): void {
  const offset = code.image.wordOffset("actions");
  code.scratch(r1);
  code.asm.ldx(8, r2, r1, offset).add(r2, actions).store(8, r1, offset, r2);
  code.cold("gt", r2, maxActions(code), () => raiseText(code, "MAXACTION exceeded"));
}

/** An array's elements: sorted, or in no particular order. */
export function emitForeach(code: Code, stmt: Foreach): void {
  if (stmt.global.type === "stats" && stmt.value) throw new Error(`foreach over ${stmt.global.name}: an aggregate has no plain value`);
  const turn = (inner: Code, visit: Visit): void =>
    emitTurn(inner, stmt, () => {
      assignKeys(inner, stmt, visit);
      if (stmt.value) assignValue(inner, stmt.value, visit);
      emitStatements(inner, stmt.body);
    });
  if (stmt.sort) {
    // With the one after MAXACTION's last turn comes the error.
    const most = Math.floor(maxActions(code) / actionsOf(stmt)) + 1;
    emitSortedWalk(code, { global: stmt.global, slice: stmt.slice, sort: stmt.sort, limit: stmt.limit, most }, turn);
    return;
  }
  const left = stmt.limit ? emitLimit(code, stmt.limit) : undefined;
  emitWalk(code, stmt.global, stmt.slice, (inner, visit) => {
    if (left !== undefined) spendLimit(inner, left);
    turn(inner, visit);
  });
  if (left !== undefined) code.image.giveScratch(left, 8);
}

function isFree(stmt: Loop | Foreach): boolean {
  return stmt.op === "loop" && stmt.isFree === true;
}

/** What a turn costs of MAXACTION. */
function actionsOf({ actions }: Loop | Foreach): number {
  return Math.max(1, actions);
}

/** The number of turns that are left, in a scratch word. */
function emitLimit(code: Code, limit: NonNullable<Foreach["limit"]>): number {
  const offset = code.takeScratch(8);
  emitNumber(code, limit, r0);
  code.scratch(r1);
  code.asm.store(8, r1, offset, r0);
  return offset;
}

function spendLimit(inner: Code, offset: number): void {
  const { asm } = inner;
  const goesOn = asm.newLabel("goes_on");
  inner.scratch(r1);
  asm.ldx(8, r2, r1, offset).jump("sgt", r2, 0, goesOn).mov(r0, 1).exit();
  asm.label(goesOn).sub(r2, 1).store(8, r1, offset, r2);
}

function assignKeys(inner: Code, stmt: Foreach, { layout, key }: Visit): void {
  let at = 0;
  for (const [index, part] of layout.keys.entries()) {
    const local = stmt.keys[index];
    if (local) assignKey(inner, local, part, placeAt(key, at, part.size - 1, part.size));
    at += part.size;
  }
}

function assignKey(inner: Code, local: Local, part: MapLayout["keys"][number], place: Place): void {
  const address = typeof place.base === "object" && "kind" in place.base ? inner.inRegister(place.base, r1) : r1;
  if (part.size === 8 && (part.type === "long" || part.fact)) inner.asm.ldx(8, r0, address, place.offset);
  if (part.type === "long") {
    storeLocal(inner, local, r0);
    return;
  }
  const to = textHome(inner, local);
  if (part.fact) {
    // A fact's key is its raw value; the text comes from the table of its domain.
    const raw: Local = { id: -1, name: "raw", type: "long", bound: 0 };
    const offset = inner.takeScratch(8);
    inner.scratch(r1);
    inner.asm.store(8, r1, offset, r0);
    inner.run.homes.set(raw, { kind: "scratch", offset });
    emitFactText(inner, { type: "string", op: "fact", fact: part.fact, raw: [{ type: "long", op: "local", local: raw }], bound: local.bound }, to);
    inner.image.giveScratch(offset, 8);
    return;
  }
  copyText(inner, { ...place, padded: true }, to);
}

function assignValue(inner: Code, local: Local, { layout, value }: Visit): void {
  if (layout.value.type === "long") {
    inner.asm.ldx(8, r0, inner.inRegister(value, r1), 0);
    storeLocal(inner, local, r0);
  } else copyText(inner, placeAt(value, 0, textSize(layout) - 1, textSize(layout)), textHome(inner, local));
}

function textHome(code: Code, local: Local): Place {
  const home = code.run.homes.get(local);
  if (home?.kind !== "text") throw new Error(`local ${local.name}: not a string of this handler`);
  return home.place;
}
