import type { Register } from "@tapset/asm";
import { r0, r1, r2, r3, r4, r5 } from "@tapset/asm";
import { type Automaton, type LongExpr, MATCHED_STATE, NOWHERE, POSITION, type StringExpr } from "@tapset/core";
import { emitCallback } from "../code/callback.js";
import type { Code } from "../code/code.js";
import { CONSTANTS_MAP } from "../code/constant-pool.js";
import { reach, type Place } from "../code/place.js";
import { withSteadyText } from "./steady-text.js";
import { writeEmpty } from "./text-copy.js";
import { copyFrom } from "./text-length.js";

type Match = Extract<LongExpr, { op: "match" }>;
type Part = Extract<StringExpr, { op: "part" }>;

const WORD_BYTES = 8;
/** States and actions are 16 bits in the tables. */
const ENTRY_BYTES = 2;

/** Whether a regular expression matches. */
export function emitMatch(code: Code, { text, automaton }: Match, dst: Register): void {
  const { asm, image } = code;
  withSteadyText(code, text, (from) => {
    const words = code.takeScratch(WORD_BYTES);
    walk(code, automaton, from, words);
    code.scratch(r1);
    asm.ldx(8, dst, r1, words);
    // Of the states only "matched" leaves 1, and only text's ends leave others.
    const isMatch = asm.newLabel("matched");
    asm.jump("eq", dst, MATCHED_STATE, isMatch).mov(dst, 0).label(isMatch);
    image.giveScratch(words, WORD_BYTES);
  });
}

/** What a regular expression, or a part of it, finds. */
export function emitPart(code: Code, { text, automaton }: Part, to: Place): void {
  const { asm, image } = code;
  withSteadyText(code, text, (from) => {
    const size = WORD_BYTES * (1 + automaton.registers);
    const words = code.takeScratch(size);
    walk(code, automaton, from, words);
    const done = asm.newLabel("found");
    writeEmpty(code, to);
    code.scratch(r1);
    asm.ldx(8, r0, r1, words + WORD_BYTES).ldx(8, r2, r1, words + 2 * WORD_BYTES);
    asm.jump("slt", r0, 0, done).jump("sle", r2, r0, done).sub(r2, r0);
    const length = code.takeTemp();
    code.save(length, r2);
    copyFrom(code, from, length, to, done);
    asm.label(done);
    code.giveTemp(length);
    image.giveScratch(words, size);
  });
}

/** Walks the automaton over a text. The scratch words are its state and its registers. */
function walk(code: Code, automaton: Automaton, from: Place, words: number): void {
  const { asm } = code;
  const { constants } = code.image.module;
  const { classCount, registers } = automaton;
  const states = automaton.next.length / classCount;
  const classes = constants.bytes(Buffer.from(automaton.classes));
  const next = constants.bytes(table(automaton.next));
  const actions = registers > 0 ? constants.bytes(table(automaton.actions)) : undefined;
  code.scratch(r1);
  asm.store(8, r1, words, automaton.start);
  for (let register = 0; register < registers; register++) asm.store(8, r1, words + WORD_BYTES * (1 + register), register < 2 ? NOWHERE : 0);
  if (registers > 0) {
    asm.mov(r3, 0);
    emitMoves(code, automaton, automaton.initial, words);
  }
  const last = from.size - 1;
  const callback = emitCallback(code, "match", r2, (inner) => {
    const stop = inner.asm.newLabel("stop");
    inner.asm.mov(r5, r1).jump("gt", r5, last, stop);
    const { register, offset } = reach(inner, from, r3);
    inner.asm.mov(r4, register).add(r4, r5).ldx(1, r0, r4, offset);
    inner.asm.loadMapValue(r3, CONSTANTS_MAP, classes).mov(r4, r0).add(r3, r4).ldx(1, r3, r3, 0);
    inner.scratch(r2);
    inner.asm.ldx(8, r1, r2, words).jump("ge", r1, states, stop).jump("ge", r3, classCount, stop);
    inner.asm.mul(r1, classCount * ENTRY_BYTES).lsh(r3, 1).add(r1, r3);
    inner.asm.loadMapValue(r3, CONSTANTS_MAP, next).add(r3, r1).ldx(2, r4, r3, 0).store(8, r2, words, r4);
    if (actions !== undefined) {
      // Behind the byte, but not behind the text's end.
      const isEnd = inner.asm.newLabel("end");
      inner.asm.mov(r3, r5).jump("eq", r0, 0, isEnd).add(r3, 1).label(isEnd);
      inner.asm.loadMapValue(r0, CONSTANTS_MAP, actions).add(r0, r1).ldx(2, r0, r0, 0);
      emitActions(inner, automaton, words);
    }
    inner.asm.jump("le", r4, MATCHED_STATE, stop).mov(r0, 0).exit();
    inner.asm.label(stop).mov(r0, 1).exit();
  });
  asm.mov(r1, last + 1).loadFunction(r2, callback.name).mov(r3, code.frame).mov(r4, 0).call("loop");
}

/** The moves of action `r0`, at position `r3`. Keeps `r4`, `r5`. */
function emitActions(inner: Code, automaton: Automaton, words: number): void {
  const { asm } = inner;
  const moved = asm.newLabel("moved");
  asm.jump("eq", r0, 0, moved);
  for (const action of automaton.moves.keys()) {
    if (action === 0 || !automaton.actions.includes(action)) continue;
    const other = asm.newLabel("other");
    asm.jump("ne", r0, action, other);
    inner.scratch(r1);
    emitMoves(inner, automaton, action, words);
    asm.goto(moved).label(other);
  }
  asm.label(moved);
}

/** One action's moves, with the scratch value in `r1` and the position in `r3`. Uses `r2`. */
function emitMoves({ asm }: Code, { moves }: Automaton, action: number, words: number): void {
  const at = (register: number): number => words + WORD_BYTES * (1 + register);
  for (const { to, from } of moves[action] ?? []) {
    if (from === NOWHERE) asm.store(8, r1, at(to), NOWHERE);
    else if (from === POSITION) asm.store(8, r1, at(to), r3);
    else asm.ldx(8, r2, r1, at(from)).store(8, r1, at(to), r2);
  }
}

function table(entries: readonly number[]): Buffer {
  const bytes = Buffer.alloc(entries.length * ENTRY_BYTES);
  for (const [index, entry] of entries.entries()) bytes.writeUInt16LE(entry, index * ENTRY_BYTES);
  return bytes;
}
