import { r0, r1, r2, r3, r4, r6, r7, r8 } from "@tapset/asm";
import { type Gather, READ_LENGTH_BYTES, READ_MARKS, READ_PLAN_WORDS, type StringExpr } from "@tapset/core";
import { GATHERED_HEADER_BYTES, layoutReadPlans, NO_COUNT, READ_KINDS, READ_STEP, READ_STEP_SHIFT, type ReadPlanLayout } from "../../layout/read-plan-layout.js";
import { emitCallback } from "../code/callback.js";
import type { Code, Temp } from "../code/code.js";
import { CONSTANTS_MAP } from "../code/constant-pool.js";
import { emitNumber } from "../long/long.js";
import { clamp } from "../text/text-copy.js";

/** A text that was gathered at entry. */
export type GatheredAtEntry = Extract<StringExpr, { op: "entry" }> & { readonly again: Gather };
/** A text that is gathered, or was at entry. */
export type Gathered = Gather | GatheredAtEntry;

/** A text as one of those, if it is. */
export function gatheredOf(expr: StringExpr): Gathered | undefined {
  if (expr.op === "gather") return expr;
  return expr.op === "entry" && expr.again !== undefined ? { ...expr, again: expr.again } : undefined;
}

/** Most bytes of what is gathered. */
export function gatheredBytes(expr: Gathered): number {
  if (expr.op === "entry") return expr.slot.gathered ?? 0;
  return layoutReadPlans(expr.plans, expr.words.length).bytes;
}

const WORD_BYTES = 8;
/** No memory that is read has more elements. */
const MOST_COUNTED = 0xffff;

/** Where a plan that is being followed keeps what it needs, in scratch memory: offsets; and in the frame where it writes. */
interface Following {
  readonly words: number;
  /** Index of the next step, and of the one after the last. */
  readonly next: number;
  readonly end: number;
  /** Bytes so far, and how often memory couldn't be read. */
  readonly position: number;
  readonly failed: number;
  readonly destination: number;
  readonly countsFailures: boolean;
}

/**
 * Reads what the plan for the selector's value says, to an address: u32 length, u32 times that memory couldn't be read, the words that it
 * begins with, then what its steps give. `r0` = the length. A callback follows the plan, whatever it is, so that the verifier sees one step alone.
 * Reads that fail aren't counted where they're tried again.
 */
export function emitGather(code: Code, { plans, words }: Gather, to: Temp, offset: number, countsFailures = true): void {
  const { asm, image } = code;
  const layout = layoutReadPlans(plans, words.length);
  const { constants } = image.module;
  const kept = code.takeScratch(WORD_BYTES * (READ_PLAN_WORDS + 4));
  const [next, end, position, failed] = [0, 1, 2, 3].map((index) => kept + WORD_BYTES * (READ_PLAN_WORDS + index)) as [number, number, number, number];
  const following: Following = { words: kept, next, end, position, failed, destination: code.takeFrame(WORD_BYTES), countsFailures };
  const start = offset + GATHERED_HEADER_BYTES;
  for (const [index, word] of words.entries()) {
    emitNumber(code, word, r0);
    asm.store(8, code.inRegister(to, r1), start + WORD_BYTES * index, r0);
    code.scratch(r1);
    asm.store(8, r1, kept + WORD_BYTES * index, r0);
  }
  code.load(r1, to);
  code.offset(r1, start);
  asm.store(8, code.frame, following.destination, r1);
  code.scratch(r1);
  asm.store(8, r1, position, WORD_BYTES * words.length).store(8, r1, failed, 0);
  const read = asm.newLabel("read");
  if (layout.stepCount > 0) {
    emitNumber(code, { type: "long", op: "environment", name: "selector" }, r0);
    asm.jump("gt", r0, layout.most, read).lsh(r0, 2);
    asm.loadMapValue(r2, CONSTANTS_MAP, constants.bytes(layout.rows)).add(r2, r0).ldx(2, r3, r2, 0).ldx(2, r2, r2, 2);
    asm.jump("eq", r3, r2, read);
    code.scratch(r1);
    asm.store(8, r1, next, r3).store(8, r1, end, r2);
    const callback = emitCallback(code, "gather", r2, (inner) => emitStep(inner, layout, following, constants.bytes(layout.steps)));
    asm.mov(r1, layout.longest).loadFunction(r2, callback.name).mov(r3, code.frame).mov(r4, 0).call("loop");
  }
  asm.label(read);
  code.scratch(r1);
  asm.ldx(8, r0, r1, position).ldx(8, r2, r1, failed);
  clamp(code, "gt", r0, layout.bytes);
  const address = code.inRegister(to, r1);
  asm.store(4, address, offset, r0).store(4, address, offset + 4, r2);
  code.giveFrame(following.destination, WORD_BYTES);
  image.giveScratch(kept, WORD_BYTES * (READ_PLAN_WORDS + 4));
}

/**
 * One step. `r6` is the scratch value, `r8` the step, `r7` where what it gives goes. A word's number in the table may be anything to the
 * verifier, hence the masks.
 */
function emitStep(code: Code, layout: ReadPlanLayout, following: Following, table: number): void {
  const { asm } = code;
  const { next, position } = following;
  const [stop, absent, word, give] = ["stop", "absent", "word", "give"].map((hint) => asm.newLabel(hint)) as [string, string, string, string];
  const goesOn = asm.newLabel("goes_on");
  code.scratch(r6);
  asm.ldx(8, r7, r6, next).ldx(8, r1, r6, following.end).jump("lt", r7, r1, goesOn);
  asm.label(stop).mov(r0, 1).exit();
  asm.label(goesOn).jump("ge", r7, layout.stepCount, stop).mov(r1, r7).add(r1, 1).store(8, r6, next, r1);
  asm.lsh(r7, READ_STEP_SHIFT).loadMapValue(r8, CONSTANTS_MAP, table).add(r8, r7);
  asm.ldx(8, r7, r6, position).jump("gt", r7, layout.bytes - READ_LENGTH_BYTES - Math.max(WORD_BYTES, layout.chunk), stop);
  asm.ldx(8, r1, code.frame, following.destination).add(r7, r1);
  emitSize(code, following, absent);
  loadKnown(code, following, r3, READ_STEP.at);
  asm.jump("eq", r3, 0, absent).ldx(2, r1, r8, READ_STEP.offset).add(r3, r1);
  asm.ldx(1, r1, r8, READ_STEP.kind).jump("eq", r1, READ_KINDS.word, word);
  emitRead(code, layout, following, give);
  asm.label(word);
  emitWord(code, following, give);
  asm.label(absent);
  emitAbsent(code, following, give);
  // `r0`: the bytes that it gave.
  asm.label(give).ldx(8, r1, r6, position).add(r1, r0).store(8, r6, position, r1).mov(r0, 0).exit();
}

/** `dst` = a word whose number stands in the step. */
function loadKnown(code: Code, following: Following, dst: typeof r1, field: number): void {
  toKnown(code, dst, field);
  code.asm.ldx(8, dst, dst, following.words);
}
/** `dst` = the scratch value, further on by where that word is among the words. */
function toKnown({ asm }: Code, dst: typeof r1, field: number): void {
  asm.ldx(1, dst, r8, field).and(dst, READ_PLAN_WORDS - 1).lsh(dst, 3).add(dst, r6);
}

/** `r2` = the bytes to read; goes to `absent` where the count says that there are none. */
function emitSize(code: Code, following: Following, absent: string): void {
  const { asm } = code;
  const [sized, wide, few] = ["sized", "wide", "few"].map((hint) => asm.newLabel(hint)) as [string, string, string];
  asm.ldx(2, r2, r8, READ_STEP.size).ldx(1, r1, r8, READ_STEP.count).jump("eq", r1, NO_COUNT, sized);
  loadKnown(code, following, r1, READ_STEP.count);
  asm.ldx(1, r4, r8, READ_STEP.isNarrow).jump("eq", r4, 0, wide).lsh(r1, 32).rsh(r1, 32).label(wide);
  asm.ldx(1, r4, r8, READ_STEP.above).jump("le", r1, r4, absent);
  asm.jump("le", r1, MOST_COUNTED, few).mov(r1, MOST_COUNTED).label(few);
  asm.ldx(2, r4, r8, READ_STEP.unit).mul(r1, r4).jump("ge", r1, r2, sized).mov(r2, r1).label(sized);
}

/** Reads a text of `r2` bytes at `r3`, `r1` being its kind. */
function emitRead(code: Code, { chunk }: ReadPlanLayout, following: Following, give: string): void {
  const { asm } = code;
  const [fits, bytes, written] = ["fits", "bytes", "written"].map((hint) => asm.newLabel(hint)) as [string, string, string];
  const fail = code.later("failed", () => {
    emitFailed(code, following);
    asm.mov(r0, READ_MARKS.failed).store(2, r7, 0, r0).mov(r0, READ_LENGTH_BYTES).goto(give);
  });
  asm.jump("le", r2, chunk, fits).mov(r2, chunk).label(fits);
  asm.jump("eq", r1, READ_KINDS.bytes, bytes);
  asm.add(r2, 1).mov(r1, r7).add(r1, READ_LENGTH_BYTES).call("probe_read_user_str").jump("slt", r0, 1, fail).sub(r0, 1);
  asm.ldx(1, r1, r8, READ_STEP.kind).jump("ne", r1, READ_KINDS.string, written);
  asm.ldx(2, r1, r8, READ_STEP.size);
  code.cold("ge", r0, r1, () => {
    code.count("truncated");
    asm.goto(written);
  });
  asm.goto(written);
  asm.label(bytes).mov(r8, r2).mov(r1, r7).add(r1, READ_LENGTH_BYTES).call("probe_read_user").jump("ne", r0, 0, fail).mov(r0, r8);
  asm.label(written).store(2, r7, 0, r0).add(r0, READ_LENGTH_BYTES).goto(give);
}

/** Reads a word of `r2` bytes at `r3`; 0 where it can't be read. */
function emitWord(code: Code, following: Following, give: string): void {
  const { asm } = code;
  const wordRead = asm.newLabel("word_read");
  clamp(code, "gt", r2, WORD_BYTES);
  toKnown(code, r1, READ_STEP.to);
  asm.store(8, r1, following.words, 0).add(r1, following.words).call("probe_read_user");
  code.cold("ne", r0, 0, () => {
    emitFailed(code, following);
    asm.goto(wordRead);
  });
  asm.label(wordRead);
  loadKnown(code, following, r0, READ_STEP.to);
  asm.store(8, r7, 0, r0).mov(r0, WORD_BYTES).goto(give);
}

function emitFailed(code: Code, { failed, countsFailures }: Following): void {
  if (countsFailures) code.count("failedReads");
  code.asm.ldx(8, r1, r6, failed).add(r1, 1).store(8, r6, failed, r1);
}

/** There's nothing to read, so nothing of what depends on it either. */
function emitAbsent(code: Code, following: Following, give: string): void {
  const { asm } = code;
  const isText = asm.newLabel("is_text");
  asm.ldx(1, r1, r8, READ_STEP.skip).ldx(8, r2, r6, following.next).add(r2, r1).store(8, r6, following.next, r2);
  asm.ldx(1, r1, r8, READ_STEP.kind).jump("ne", r1, READ_KINDS.word, isText);
  toKnown(code, r1, READ_STEP.to);
  asm.store(8, r1, following.words, 0).store(8, r7, 0, 0).mov(r0, WORD_BYTES).goto(give);
  asm.label(isText).mov(r0, READ_MARKS.absent).store(2, r7, 0, r0).mov(r0, READ_LENGTH_BYTES);
}
