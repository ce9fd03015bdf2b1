import type { Label, Register, SymbolicFunction } from "@tapset/asm";
import { Assembler, r0, r1, r9 } from "@tapset/asm";
import { Code, frameOffset, type Target } from "./code.js";
import { EmitRefusal } from "./refusal.js";

/** BPF_MAX_SUBPROGS, without the program itself. */
const MOST_CALLBACKS = 255;

/** A function the kernel calls back for each turn of a loop. */
export interface Callback {
  readonly name: string;
  readonly code: Code;
}

/**
 * Emits a callback. `context` is the register in which the kernel hands it the main frame pointer. `body` leaves with
 * `r0` 0 to go on or 1 to stop, or falls through to go on.
 */
export function emitCallback(outer: Code, hint: string, context: Register, body: (inner: Code) => void): Callback {
  const { image } = outer;
  if (image.callbacks.length === MOST_CALLBACKS) {
    const message = `this needs more than the ${MOST_CALLBACKS} callbacks a BPF program has for its loops and for walking through texts and arrays`;
    throw new EmitRefusal("handler-too-large", message, outer.span, ["split the handler"]);
  }
  const name = image.functionName(hint);
  const inner = new Code(image, name, "callback");
  inner.run = outer.run;
  const words = image.frame.watch(() => {
    inner.at(outer.span, () => {
      inner.asm.mov(r9, context);
      body(inner);
      inner.asm.mov(r0, 0).exit();
      inner.placeCold();
    });
  });
  const whole = inner.asm.finish();
  image.callbacks.push(whole);
  image.forgetfulCallbacks.push(forgetful(whole, words));
  return { name, code: inner };
}

/** The callback as it begins by clearing the words of the main frame that it's going to use. */
function forgetful({ name, instructions }: SymbolicFunction, words: readonly number[]): SymbolicFunction {
  const [setFrame, ...rest] = instructions;
  if (setFrame === undefined) throw new Error(`callback ${name}: is empty`);
  const asm = new Assembler(name).append([setFrame]);
  for (const offset of words) asm.store(8, r9, frameOffset(offset, 8), 0);
  return asm.append(rest).finish();
}

/** Before the helper that calls the callback: nothing is unwinding yet. Uses `r1`. */
export function beginUnwinding(outer: Code, { code }: Callback): void {
  if (code.crossings.size > 0) outer.storeWord("unwinding", 0, r1);
}

/** After it: goes where a jump out of the callback wanted to, or further out. Uses `r1`. */
export function endUnwinding(outer: Code, { code }: Callback): void {
  if (code.crossings.size === 0) return;
  const { asm, image } = outer;
  outer.loadWord(r1, "unwinding");
  let goesFurther = false;
  for (const target of code.crossings) {
    if (target.code === outer) asm.jump("eq", r1, image.unwindingNumber(target), arrival(outer, target));
    else {
      outer.crossings.add(target);
      goesFurther = true;
    }
  }
  if (!goesFurther) return;
  const stays = asm.newLabel("stays");
  asm.jump("eq", r1, 0, stays).mov(r0, 1).exit().label(stays);
}

/** Where an unwinding comes to its target. Within a callback it's said to be over: the loop around would take it for its own. */
function arrival(outer: Code, { label }: Target): Label {
  if (outer.isMain) return label;
  return outer.later("arrival", () => {
    outer.storeWord("unwinding", 0, r1);
    outer.asm.goto(label);
  });
}
