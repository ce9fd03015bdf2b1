import { r0, r1, r2, r3 } from "@tapset/asm";
import { LEDGER } from "../../module.js";
import type { Code } from "../code/code.js";

/** Of so many runs one is timed (a power of two): reading the clock twice costs as much as a short handler. */
const RUNS_PER_SAMPLE = 64;

/**
 * Notes when the run begins, if it's one that is timed. Filtered runs aren't: they have ended by now. `hasCounted`: nothing came
 * between counting the run as entered and this.
 */
export function beginTiming(code: Code, hasCounted: boolean): void {
  const { asm } = code;
  const note = (): void => {
    asm.call("ktime_get_ns");
    code.storeWord("startedNs", r0, r1);
  };
  if (code.image.module.options.timesEveryRun) {
    note();
    return;
  }
  if (!hasCounted) {
    code.scratch(r1);
    loadEntered(code);
  }
  whereSampled(code, note);
}

/** Adds what the run took to the ledger, if it's one that is timed. `r1` holds the scratch value. */
export function endTiming(code: Code): void {
  if (code.image.module.options.timesEveryRun) {
    addRun(code);
    return;
  }
  loadEntered(code);
  whereSampled(code, () => addRun(code));
}

/** `r2` = the runs so far. `r1` holds the scratch value. */
function loadEntered({ asm, run }: Code): void {
  asm.ldx(8, r2, r1, run.blockOffset + LEDGER.entered * 8);
}

/** Out of the way of the other runs, whose number is in `r2`. None is counted in between, so a run's end decides as its beginning did. */
function whereSampled(code: Code, emit: () => void): void {
  const { asm } = code;
  const back = asm.newLabel("back");
  asm.and(r2, RUNS_PER_SAMPLE - 1);
  code.cold("eq", r2, 0, () => {
    emit();
    asm.goto(back);
  });
  asm.label(back);
}

function addRun(code: Code): void {
  const { asm, run, image } = code;
  const at = (word: "timed" | "elapsedNs" | "leastNs" | "mostNs"): number => run.blockOffset + LEDGER[word] * 8;
  const isLess = asm.newLabel("is_less");
  const isLeast = asm.newLabel("is_least");
  const isMore = asm.newLabel("is_more");
  asm.call("ktime_get_ns");
  code.scratch(r1);
  asm.ldx(8, r2, r1, image.wordOffset("startedNs")).sub(r0, r2);
  asm.ldx(8, r2, r1, at("elapsedNs")).add(r2, r0).store(8, r1, at("elapsedNs"), r2);
  asm.ldx(8, r2, r1, at("mostNs")).jump("ge", r2, r0, isLess).store(8, r1, at("mostNs"), r0).label(isLess);
  asm.ldx(8, r3, r1, at("timed")).jump("eq", r3, 0, isLeast);
  asm.ldx(8, r2, r1, at("leastNs")).jump("le", r2, r0, isMore).label(isLeast).store(8, r1, at("leastNs"), r0).label(isMore);
  asm.add(r3, 1).store(8, r1, at("timed"), r3);
}
