import { type Label, r0, r1, r2, r3, r4 } from "@tapset/asm";
import type { FunctionBody, Handler, Local } from "@tapset/core";
import { stringSize } from "../../layout/string-size.js";
import { beginUnwinding, type Callback, emitCallback, endUnwinding } from "../code/callback.js";
import type { Code, Temp } from "../code/code.js";
import { placeAt, takePlace } from "../code/place.js";
import { hold } from "../globals/map-access.js";
import { branch } from "../long/condition.js";
import { emitNumber } from "../long/long.js";
import type { Catcher } from "../program/handler-run.js";
import { EmitRefusal } from "../code/refusal.js";
import { maxActions, MOST_TURNS, spendActions } from "../statement/loop.js";
import { raiseText } from "../statement/raise.js";
import { emitStatements, storeLocal } from "../statement/statement.js";
import { copyText } from "../text/text-copy.js";
import { findSavedLocals } from "./saved-locals.js";
import { type CallSite, cutFunctions, hasGuardedCall, type Segment, type SegmentedFunctions } from "./segments.js";

/** A handler's functions, planned before its locals get their homes. */
export interface CallPlan {
  readonly functions: readonly FunctionBody[];
  readonly cut: SegmentedFunctions;
  /** Of all functions, parameters and results too. */
  readonly locals: readonly Local[];
  /** Bytes of a frame. */
  readonly frameSize: number;
  /** Whether an error may be caught by a caller. */
  readonly isGuarded: boolean;
}

/**
 * What runs a handler's functions. The kernel refuses recursion, so there is one callback, which bpf_loop turns: each turn
 * goes to the segment whose number the last one left, and runs until the next call, return or turn of a loop.
 *
 * A call saves what the caller still needs in the frame of its nesting, in a per-CPU array with one entry for each:
 *
 * ```text
 * frame: number of the segment to go on with | whether errors are caught | the caller's locals
 * ```
 */
export interface Machine {
  readonly callback: Callback;
  readonly words: Words;
  /** Takes the message of an error that a caller catches. */
  readonly message: Local;
  readonly functions: readonly FunctionBody[];
  /** The number of a function's first segment. */
  entryOf(callee: FunctionBody): number;
}

/** Scratch words, by offset. */
interface Words {
  /** Calls within each other, the first not counted. */
  readonly depth: number;
  /** Number of the segment that the next turn goes to. */
  readonly next: number;
  /** One of {@link OUTCOME}. */
  readonly outcome: number;
  /** Whether somewhere around the running function is a try. */
  readonly guarded: number;
}

/** How a run of the machine came out: read after it. */
export const OUTCOME = { returned: 0, failed: 1, unfinished: 2 } as const;

const FRAME = { next: 0, guarded: 8, locals: 16 } as const;
/** PCPU_MIN_UNIT_SIZE. */
const FRAME_LIMIT = 32 * 1024;
/** Turns for each action: what a function does between two of them is bounded by its own length. */
const TURNS_PER_ACTION = 64;

/** Cuts the functions of a handler; undefined when it has none. */
export function planCalls(handler: Handler): CallPlan | undefined {
  const { functions } = handler;
  if (functions.length === 0) return undefined;
  const cut = cutFunctions(handler);
  findSavedLocals(cut.segments);
  const own = functions.flatMap(({ parameters, locals, result }) => [...parameters, ...locals, ...(result ? [result] : [])]);
  const sizes = cut.segments.map(({ end }) => (end?.kind === "call" ? end.call.saved.reduce<number>((sum, local) => sum + sizeOf(local), FRAME.locals) : FRAME.locals));
  return {
    functions,
    cut,
    locals: [...new Set([...own, ...cut.locals])],
    frameSize: Math.max(...sizes),
    isGuarded: [handler.body, ...functions.map(({ body }) => body)].some((body) => hasGuardedCall(body)),
  };
}

/** Emits the machine of a handler, before anything that calls it. */
export function emitMachine(code: Code, plan: CallPlan): Machine {
  const { image, run } = code;
  if (plan.frameSize > FRAME_LIMIT) {
    const message = `what the functions save needs ${plan.frameSize} bytes for each call, of ${FRAME_LIMIT} there may be`;
    throw new EmitRefusal("handler-too-large", message, code.span, ["lower -D MAXSTRINGLEN"]);
  }
  const word = (): number => code.takeScratch(8);
  const words: Words = { depth: word(), next: word(), outcome: word(), guarded: word() };
  const message: Local = { id: -1, name: "message", type: "string", bound: image.module.ir.limits.MAXSTRINGLEN - 1 };
  if (plan.isGuarded) run.homes.set(message, { kind: "text", place: takePlace(code, message.bound) });
  const emitter = new MachineEmitter(code, plan, words, message);
  let callback: Callback | undefined;
  // It runs while its callers' values are kept.
  image.frame.keep(() => image.scratch.keep(() => (callback = emitCallback(code, "functions", r2, (inner) => emitter.emit(inner)))));
  const entryOf = (callee: FunctionBody): number => (plan.cut.entries.get(callee) as Segment).index + 1;
  return { callback: callback as Callback, words, message, functions: plan.functions, entryOf };
}

/** Runs the machine until the called function has returned. Uses `r0`–`r5`. */
export function runMachine(code: Code, { callback }: Machine): void {
  beginUnwinding(code, callback);
  const turns = Math.min(MOST_TURNS, (maxActions(code) + 1) * TURNS_PER_ACTION);
  code.asm.mov(r1, turns).loadFunction(r2, callback.name).mov(r3, code.frame).mov(r4, 0).call("loop");
  endUnwinding(code, callback);
}

class MachineEmitter {
  readonly #labels = new Map<Segment, Label>();
  readonly #frames: string;
  #inner: Code | undefined;
  #pop: Label | undefined;

  constructor(
    outer: Code,
    private readonly plan: CallPlan,
    private readonly words: Words,
    private readonly message: Local,
  ) {
    this.#frames = `${outer.image.name}.frames${outer.run.blockOffset}`;
    const { MAXNESTING } = outer.image.module.ir.limits;
    outer.image.module.addMap({
      name: this.#frames,
      type: "PERCPU_ARRAY",
      keySize: 4,
      valueSize: plan.frameSize,
      maxEntries: Math.max(1, MAXNESTING - 1),
      mmapable: false,
    });
  }

  get #code(): Code {
    return this.#inner as Code;
  }

  emit(inner: Code): void {
    this.#inner = inner;
    const { asm, run } = inner;
    const { segments, labels } = this.plan.cut;
    for (const segment of segments) this.#labels.set(segment, asm.newLabel(`${segment.owner.name}_${segment.index}`));
    for (const [label, segment] of labels) run.labels.set(label, { code: inner, label: this.#labelOf(segment) });
    this.#pop = asm.newLabel("pop");
    const unwind = asm.newLabel("unwind");
    const outer = run.catcher;
    const callers: Catcher | undefined = this.plan.isGuarded
      ? { target: { code: inner, label: unwind }, message: this.message, when: this.words.guarded }
      : undefined;
    this.#loadWord("next");
    this.#dispatch(segments.filter((segment) => this.#isTarget(segment)));
    for (const segment of segments) {
      run.catcher = segment.guard ? { target: { code: inner, label: this.#labelOf(segment.guard.handler) }, message: segment.guard.message } : callers;
      this.#segment(segment, unwind);
    }
    run.catcher = outer;
    for (const label of labels.keys()) run.labels.delete(label);
    asm.label(unwind);
    this.#storeWord("outcome", OUTCOME.failed);
    this.#emitPop();
  }

  // ---- segments ----

  /** Whether turns begin with it. */
  #isTarget(segment: Segment): boolean {
    return segment.resumes !== undefined || segment.turn !== undefined || this.plan.cut.entries.get(segment.owner) === segment;
  }

  /** Goes to the segment whose number is in `r1`, halving the choice at each step. */
  #dispatch(targets: readonly Segment[]): void {
    const { asm } = this.#code;
    const [first, ...others] = targets;
    if (first === undefined) return;
    if (others.length === 0) {
      asm.goto(this.#labelOf(first));
      return;
    }
    const middle = targets.length >> 1;
    const upper = asm.newLabel("upper");
    asm.jump("ge", r1, numberOf(targets[middle] as Segment), upper);
    this.#dispatch(targets.slice(0, middle));
    asm.label(upper);
    this.#dispatch(targets.slice(middle));
  }

  #segment(segment: Segment, unwind: Label): void {
    const { asm, run } = this.#code;
    asm.label(this.#labelOf(segment));
    if (segment.resumes !== undefined) this.#resume(segment, segment.resumes, unwind);
    const { turn } = segment;
    if (turn !== undefined) this.#code.at(turn.span, () => spendActions(this.#code, turn.actions));
    run.returning = { result: segment.owner.result, target: { code: this.#code, label: this.#pop as Label } };
    emitStatements(this.#code, segment.statements);
    run.returning = undefined;
    const { end } = segment;
    if (end?.kind === "goto") this.#goTo(segment, end.to);
    else if (end?.kind === "call") this.#code.at(end.call.span, () => this.#call(end.call));
    else if (end?.kind === "branch") {
      branch(this.#code, end.condition, this.#labelOf(end.otherwise), false);
      asm.goto(this.#labelOf(end.then));
    }
  }

  /** Forwards at once; backwards, to a loop's head, by another turn. */
  #goTo(from: Segment, to: Segment): void {
    if (to.index > from.index) {
      this.#code.asm.goto(this.#labelOf(to));
      return;
    }
    this.#storeWord("next", numberOf(to));
    this.#code.asm.mov(r0, 0).exit();
  }

  // ---- calls ----

  #call(call: CallSite): void {
    const { asm, image } = this.#code;
    const most = image.module.ir.limits.MAXNESTING - 1;
    spendActions(this.#code, call.callee.actions);
    this.#loadWord("depth");
    this.#code.cold("ge", r1, most, () => raiseText(this.#code, "MAXNESTING exceeded"));
    const frame = this.#lookUpFrame();
    const register = this.#code.inRegister(frame, r1);
    asm.store(8, register, FRAME.next, numberOf(call.next));
    if (this.plan.isGuarded) {
      this.#code.scratch(r2);
      asm.ldx(8, r0, r2, this.words.guarded).store(8, register, FRAME.guarded, r0);
      if (call.next.guard !== undefined) asm.store(8, r2, this.words.guarded, 1);
    }
    this.#save(frame, call.saved);
    this.#code.giveTemp(frame);
    this.#code.scratch(r1);
    asm.ldx(8, r2, r1, this.words.depth).add(r2, 1).store(8, r1, this.words.depth, r2);
    emitStatements(this.#code, call.arguments);
    this.#storeWord("next", numberOf(this.plan.cut.entries.get(call.callee) as Segment));
    asm.mov(r0, 0).exit();
  }

  /** Goes on after a call: with the locals as they were, and the call's value; or where its error is caught. */
  #resume({ guard }: Segment, { callee, result, saved }: CallSite, unwind: Label): void {
    const { asm } = this.#code;
    this.#loadWord("depth");
    const frame = this.#lookUpFrame();
    if (this.plan.isGuarded) {
      this.#code.scratch(r2);
      asm.ldx(8, r0, this.#code.inRegister(frame, r1), FRAME.guarded).store(8, r2, this.words.guarded, r0);
    }
    this.#restore(frame, saved);
    this.#code.giveTemp(frame);
    if (this.plan.isGuarded) {
      this.#loadWord("outcome");
      this.#code.cold("eq", r1, OUTCOME.failed, () => {
        if (guard === undefined) {
          asm.goto(unwind);
          return;
        }
        this.#storeWord("outcome", OUTCOME.unfinished);
        if (guard.message !== undefined) assign(this.#code, guard.message, this.message);
        asm.goto(this.#labelOf(guard.handler));
      });
    }
    if (result !== undefined && callee.result !== undefined) assign(this.#code, result, callee.result);
  }

  /** Leaves a function: to the call's end, or out of the machine. */
  #emitPop(): void {
    const { asm } = this.#code;
    const last = asm.newLabel("last");
    asm.label(this.#pop as Label);
    this.#loadWord("depth");
    asm.jump("eq", r1, 0, last).sub(r1, 1);
    this.#code.scratch(r2);
    asm.store(8, r2, this.words.depth, r1);
    const frame = this.#lookUpFrame();
    asm.ldx(8, r1, this.#code.inRegister(frame, r1), FRAME.next);
    this.#code.giveTemp(frame);
    this.#code.scratch(r2);
    asm.store(8, r2, this.words.next, r1).mov(r0, 0).exit();
    const failed = asm.newLabel("failed");
    asm.label(last);
    this.#loadWord("outcome");
    asm.jump("eq", r1, OUTCOME.failed, failed);
    this.#storeWord("outcome", OUTCOME.returned);
    asm.label(failed).mov(r0, 1).exit();
  }

  // ---- frames ----

  /** The frame of the nesting in `r1`. */
  #lookUpFrame(): Temp {
    const { asm } = this.#code;
    const key = this.#code.takeFrame(8);
    asm.store(4, this.#code.frame, key, r1).loadMap(r1, this.#frames).mov(r2, this.#code.frame).add(r2, key).call("map_lookup_elem");
    this.#code.giveFrame(key, 8);
    // The nesting has been compared already; the verifier doesn't know.
    this.#code.cold("eq", r0, 0, () => void asm.mov(r0, 1).exit());
    return hold(this.#code, r0);
  }

  #save(frame: Temp, locals: readonly Local[]): void {
    let at: number = FRAME.locals;
    for (const local of locals) {
      const home = this.#code.run.homes.get(local);
      if (home?.kind === "text") copyText(this.#code, home.place, placeAt(frame, at, local.bound));
      else {
        emitNumber(this.#code, { type: "long", op: "local", local }, r0);
        this.#code.asm.store(8, this.#code.inRegister(frame, r1), at, r0);
      }
      at += sizeOf(local);
    }
  }

  #restore(frame: Temp, locals: readonly Local[]): void {
    let at: number = FRAME.locals;
    for (const local of locals) {
      const home = this.#code.run.homes.get(local);
      if (home?.kind === "text") copyText(this.#code, placeAt(frame, at, local.bound), home.place);
      else {
        this.#code.asm.ldx(8, r0, this.#code.inRegister(frame, r1), at);
        storeLocal(this.#code, local, r0);
      }
      at += sizeOf(local);
    }
  }

  // ---- words and labels ----

  /** `r1` = a word. */
  #loadWord(word: keyof Words): void {
    this.#code.scratch(r1);
    this.#code.asm.ldx(8, r1, r1, this.words[word]);
  }

  #storeWord(word: keyof Words, value: number): void {
    this.#code.scratch(r1);
    this.#code.asm.store(8, r1, this.words[word], value);
  }

  #labelOf(segment: Segment): Label {
    return this.#labels.get(segment) as Label;
  }
}

/** Segments are numbered from 1. */
function numberOf({ index }: Segment): number {
  return index + 1;
}

function sizeOf(local: Local): number {
  return local.type === "string" ? stringSize(local.bound) : 8;
}

/** One local's value into another. */
export function assign(code: Code, to: Local, from: Local): void {
  const value = from.type === "long" ? ({ type: "long", op: "local", local: from } as const) : ({ type: "string", op: "local", local: from, bound: from.bound } as const);
  emitStatements(code, [{ op: "set", local: to, value }]);
}
