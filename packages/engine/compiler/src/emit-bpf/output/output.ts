import { r0, r1, r2, r3, r4, r5 } from "@tapset/asm";
import type { Register } from "@tapset/asm";
import type { Stmt } from "@tapset/core";
import { GLOBALS_MAP } from "../../layout/global-layout.js";
import { CONTROL } from "../../module.js";
import type { Code, Temp } from "../code/code.js";
import { emitEntryGathered } from "../statement/entry-record.js";
import { emitGather } from "./gather.js";
import { isDeferrable } from "./deferrable.js";
import { emitLong } from "../long/long.js";
import { mergeBuckets } from "../globals/aggregate.js";
import { hold } from "../globals/map-access.js";
import { RING_MAP } from "../code/module-writer.js";
import { givePlace, placeAt, pointTo, takePlace, type Place } from "../code/place.js";
import { ENTRY_HEADER_BYTES, type PlanStep, type PrintPlan, stepBytes } from "./print-plan.js";
import { emitStatements } from "../statement/statement.js";
import { emitText, withText } from "../text/text.js";
import { copyString } from "../text/text-copy.js";

const BPF_RB_NO_WAKEUP = 1;
const BPF_RB_FORCE_WAKEUP = 2;

/** A print statement. */
export function emitPrint(code: Code, stmt: Extract<Stmt, { op: "print" }>): void {
  const plan = planOf(code, stmt);
  const site = code.image.module.addSite({
    kind: "print",
    stream: stmt.stream,
    ...(stmt.speculation && { isHeld: true }),
    segments: plan.segments,
    arguments: plan.arguments,
    probe: code.run.handler.probe,
  });
  emitEntry(code, site, plan, "in turn");
}

/** What becomes of a speculation. */
export function emitDecide(code: Code, stmt: Extract<Stmt, { op: "decide" }>): void {
  const site = code.image.module.addSite({ kind: "decide", keep: stmt.keep });
  emitEntry(code, site, planOf(code, stmt), "in turn");
}

function planOf(code: Code, stmt: Stmt): PrintPlan {
  const plan = code.run.output.prints.get(stmt);
  if (plan === undefined) throw new Error(`a ${stmt.op} that was not planned`);
  return plan;
}

/** exit(): disarms all probes and tells the session, at once. */
export function emitExit(code: Code): void {
  code.asm.loadMapValue(r1, GLOBALS_MAP, CONTROL.armed).store(8, r1, 0, 0);
  const site = code.image.module.addSite({ kind: "exit" });
  emitEntry(code, site, { segments: [], arguments: [], steps: [], maxBytes: ENTRY_HEADER_BYTES, isFixed: true }, "now");
}

/** What a step's value was put into, when it had to be evaluated before there was room for the entry. */
type Evaluated =
  | { readonly kind: "deferred" }
  | { readonly kind: "long"; readonly temp: Temp }
  | { readonly kind: "word"; readonly offset: number }
  | { readonly kind: "words"; readonly offset: number; readonly size: number }
  | { readonly kind: "text"; readonly place: Place };

/** More values than this wait in scratch memory, not in registers and on the stack. */
const MOST_TEMPS = 10;

/** Sends an entry: as the handler's mode says, or at once and with a wake-up. */
export function emitEntry(code: Code, site: number, plan: PrintPlan, when: "in turn" | "now"): void {
  const { run } = code;
  const steps = plan.steps.filter((step) => step.kind !== "statements");
  const evaluated = evaluate(code, plan.steps);
  if (run.output.mode === "direct" && when === "in turn") {
    writeReserved(code, site, plan, steps, evaluated);
  } else {
    const isGathered = run.output.mode === "buffered";
    const entry = isGathered ? makeRoom(code, plan.maxBytes) : outBuffer(code);
    const end = writeEntry(code, entry, site, plan, steps, evaluated);
    if (isGathered) keepEnd(code, end);
    else sendOne(code, entry, end, plan, when === "now");
    code.giveTemp(end.temp);
    if (entry !== end.temp) code.giveTemp(entry);
    if (isGathered && when === "now") emitFlush(code, true);
  }
  giveEvaluated(code, evaluated);
}

// ---- values ----

function evaluate(code: Code, steps: readonly PlanStep[]): Evaluated[] {
  const isDeferred = isDeferrable(steps);
  const evaluated: Evaluated[] = [];
  let temps = 0;
  for (const step of steps) {
    if (step.kind === "statements") emitStatements(code, step.statements);
    else if (isDeferred(step)) evaluated.push({ kind: "deferred" });
    else if (step.kind === "long") evaluated.push(evaluateLong(code, step, temps++ < MOST_TEMPS));
    else if (step.kind === "buckets") evaluated.push({ kind: "words", ...mergeBuckets(code, step) });
    else {
      const place = takePlace(code, step.value.bound);
      emitText(code, step.value, place);
      evaluated.push({ kind: "text", place });
    }
  }
  return evaluated;
}

function evaluateLong(code: Code, { value }: Extract<PlanStep, { kind: "long" }>, inTemp: boolean): Evaluated {
  emitLong(code, value, r0);
  if (inTemp) return { kind: "long", temp: hold(code, r0) };
  const offset = code.takeScratch(8);
  code.scratch(r1);
  code.asm.store(8, r1, offset, r0);
  return { kind: "word", offset };
}

function giveEvaluated(code: Code, evaluated: readonly Evaluated[]): void {
  for (const each of evaluated) {
    if (each.kind === "long") code.giveTemp(each.temp);
    else if (each.kind === "word") code.image.giveScratch(each.offset, 8);
    else if (each.kind === "words") code.image.giveScratch(each.offset, each.size);
    else if (each.kind === "text") givePlace(code, each.place);
  }
}

// ---- entries ----

/** Where an entry ends: a known distance from an address. */
interface EntryEnd {
  readonly temp: Temp;
  readonly offset: number;
}

/** Writes an entry at the address in `entry`, which is kept unless the entry's size isn't known before. */
function writeEntry(
  code: Code,
  entry: Temp,
  site: number,
  plan: PrintPlan,
  steps: readonly PlanStep[],
  evaluated: readonly Evaluated[],
): EntryEnd {
  let at = entry;
  let offset = ENTRY_HEADER_BYTES;
  for (const [index, step] of steps.entries()) {
    const value = evaluated[index] ?? { kind: "deferred" };
    if (step.kind === "long") writeLong(code, at, offset, step, value);
    else if (step.kind === "fixed") writeFixed(code, at, offset, step, value);
    else if (step.kind === "buckets") writeWords(code, at, offset, value);
    else if (step.kind === "packed" || step.kind === "gathered") {
      const next = at === entry ? code.takeTemp() : at;
      if (step.kind === "packed") writePacked(code, at, offset, step, value, next);
      else writeGathered(code, at, offset, step, next);
      at = next;
      offset = 0;
      continue;
    }
    if (step.kind !== "statements") offset += stepBytes(step);
  }
  writeHeader(code, entry, site, plan, { temp: at, offset });
  return { temp: at, offset };
}

function writeHeader(code: Code, entry: Temp, site: number, plan: PrintPlan, end: EntryEnd): void {
  const { asm } = code;
  const start = code.inRegister(entry, r1);
  asm.store(4, start, 0, site);
  if (plan.isFixed) {
    asm.store(4, start, 4, plan.maxBytes);
    return;
  }
  code.load(r2, end.temp);
  asm.sub(r2, start);
  code.offset(r2, end.offset);
  asm.store(4, start, 4, r2);
}

function writeLong(code: Code, at: Temp, offset: number, { value }: Extract<PlanStep, { kind: "long" }>, evaluated: Evaluated): void {
  if (evaluated.kind === "long") code.load(r0, evaluated.temp);
  else if (evaluated.kind === "word") {
    code.scratch(r0);
    code.asm.ldx(8, r0, r0, evaluated.offset);
  } else emitLong(code, value, r0);
  code.asm.store(8, code.inRegister(at, r1), offset, r0);
}

function writeFixed(code: Code, at: Temp, offset: number, step: Extract<PlanStep, { kind: "fixed" }>, evaluated: Evaluated): void {
  if (evaluated.kind === "text") copyWords(code, at, offset, evaluated.place.offset, step.size);
  else emitText(code, step.value, placeAt(at, offset, step.value.bound, step.size));
}

function writeWords(code: Code, at: Temp, offset: number, evaluated: Evaluated): void {
  if (evaluated.kind !== "words") throw new Error("buckets have to be merged before there is room for them");
  copyWords(code, at, offset, evaluated.offset, evaluated.size);
}

/** Copies words from scratch memory. */
function copyWords(code: Code, at: Temp, offset: number, from: number, size: number): void {
  const { asm } = code;
  code.scratch(r2);
  const register = code.inRegister(at, r1);
  for (let word = 0; word < size; word += 8) asm.ldx(8, r0, r2, from + word).store(8, register, offset + word, r0);
}

/** u32 length, u32 zero, the text; `next` is where the entry goes on. */
function writePacked(
  code: Code,
  at: Temp,
  offset: number,
  { value }: Extract<PlanStep, { kind: "packed" }>,
  evaluated: Evaluated,
  next: Temp,
): void {
  const { asm } = code;
  const copy = (from: Place): void => {
    code.load(r1, at);
    code.offset(r1, offset + 8);
    pointTo(code, from, r3);
    copyString(code, value.bound + 1);
  };
  if (evaluated.kind === "text") copy(evaluated.place);
  else withText(code, value, copy);
  asm.sub(r0, 1);
  asm.store(8, code.inRegister(at, r1), offset, r0);
  goPast(code, at, offset, next);
}

/** u32 length, u32 how much couldn't be read, the bytes. */
function writeGathered(code: Code, at: Temp, offset: number, { value }: Extract<PlanStep, { kind: "gathered" }>, next: Temp): void {
  if (value.op === "gather") emitGather(code, value, at, offset);
  else emitEntryGathered(code, value, at, offset);
  goPast(code, at, offset, next);
}

/** `next` = the word after the `r0` bytes that lie behind their length. */
function goPast(code: Code, at: Temp, offset: number, next: Temp): void {
  code.asm.add(r0, 7).and(r0, -8).add(r0, code.inRegister(at, r1));
  code.offset(r0, offset + 8);
  code.save(next, r0);
}

// ---- records ----

function writeReserved(code: Code, site: number, plan: PrintPlan, steps: readonly PlanStep[], evaluated: readonly Evaluated[]): void {
  const { asm } = code;
  const done = asm.newLabel("sent");
  asm.loadMap(r1, RING_MAP).mov(r2, plan.maxBytes).mov(r3, 0).call("ringbuf_reserve");
  code.cold("eq", r0, 0, () => {
    code.count("produced");
    code.count("dropped");
    asm.goto(done);
  });
  const entry = hold(code, r0);
  writeEntry(code, entry, site, plan, steps, evaluated);
  code.count("produced");
  asm.mov(r5, plan.maxBytes);
  wakeFlags(code, r2);
  code.load(r1, entry);
  asm.call("ringbuf_submit");
  code.giveTemp(entry);
  asm.label(done);
}

/** The start of the out buffer. */
function outBuffer(code: Code): Temp {
  code.scratch(r0);
  code.offset(r0, code.image.outOffset);
  return hold(code, r0);
}

/** Where `bytes` more fit into the out buffer, which is sent first if they don't. */
function makeRoom(code: Code, bytes: number): Temp {
  const { asm, image } = code;
  const room = asm.newLabel("room");
  code.loadWord(r0, "cursor");
  asm.jump("le", r0, code.run.output.outBytes - bytes, room);
  emitFlush(code, false);
  asm.mov(r0, 0).label(room);
  code.scratch(r1);
  asm.add(r0, r1);
  code.offset(r0, image.outOffset);
  return hold(code, r0);
}

/** Sets the cursor to the end of what was written. */
function keepEnd(code: Code, end: EntryEnd): void {
  code.load(r2, end.temp);
  code.scratch(r1);
  code.asm.sub(r2, r1);
  code.offset(r2, end.offset - code.image.outOffset);
  code.asm.store(8, r1, code.image.wordOffset("cursor"), r2);
}

/** Sends the out buffer's only entry. */
function sendOne(code: Code, entry: Temp, end: EntryEnd, plan: PrintPlan, isUrgent: boolean): void {
  const { asm } = code;
  if (plan.isFixed) asm.mov(r5, plan.maxBytes);
  else {
    code.load(r5, end.temp);
    asm.sub(r5, code.inRegister(entry, r1));
    code.offset(r5, end.offset);
  }
  send(code, plan.maxBytes, isUrgent);
}

/** Sends what the out buffer holds, if anything. Uses `r0`–`r5`. */
export function emitFlush(code: Code, isUrgent: boolean): void {
  const { asm } = code;
  const empty = asm.newLabel("empty");
  code.loadWord(r5, "cursor");
  asm.jump("eq", r5, 0, empty);
  send(code, code.run.output.outBytes, isUrgent);
  code.storeWord("cursor", 0, r1);
  asm.label(empty);
}

/** Sends the first `r5` bytes of the out buffer, at most `limit`, as a record. */
function send(code: Code, limit: number, isUrgent: boolean): void {
  const { asm } = code;
  const sent = asm.newLabel("sent");
  const fits = asm.newLabel("fits");
  code.count("produced");
  // It always fits, but the verifier can't know.
  asm.jump("le", r5, limit, fits).mov(r5, limit).label(fits);
  if (isUrgent) asm.mov(r4, BPF_RB_FORCE_WAKEUP);
  else wakeFlags(code, r4);
  code.scratch(r2);
  code.offset(r2, code.image.outOffset);
  asm.loadMap(r1, RING_MAP).mov(r3, r5).call("ringbuf_output");
  asm.jump("eq", r0, 0, sent);
  code.count("dropped");
  asm.label(sent);
}

/** `flags` (`r2` or `r4`) for a record of `r5` bytes: a wake-up once enough has gathered. Uses `r1`–`r3`. */
function wakeFlags(code: Code, flags: Register): void {
  const { asm, image } = code;
  const offset = image.wordOffset("unannounced");
  const quiet = asm.newLabel("quiet");
  code.scratch(r1);
  asm.ldx(8, r3, r1, offset).add(r3, r5);
  asm.loadMapValue(r2, GLOBALS_MAP, CONTROL.wakeBytes).ldx(8, r2, r2, 0);
  asm.mov(r4, BPF_RB_NO_WAKEUP).jump("lt", r3, r2, quiet);
  asm.mov(r3, 0).mov(r4, BPF_RB_FORCE_WAKEUP);
  asm.label(quiet).store(8, r1, offset, r3);
  if (flags !== r4) asm.mov(flags, r4);
}
