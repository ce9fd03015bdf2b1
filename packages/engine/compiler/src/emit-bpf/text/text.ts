import type { StringExpr } from "@tapset/core";
import type { Code } from "../code/code.js";
import { emitChoice } from "../long/condition.js";
import { emitElementText, emitGlobalText } from "../globals/element.js";
import { emitEntryText } from "../statement/entry-record.js";
import { emitConcat, emitFormat } from "./text-build.js";
import { copyText, writeConstant } from "./text-copy.js";
import { emitFactText } from "./text-fact.js";
import { emitComm, emitLoadString } from "./text-load.js";
import { emitEscape } from "./text-escape.js";
import { emitPart } from "./text-match.js";
import { emitStack } from "./text-stack.js";
import { emitReplace } from "./text-replace.js";
import { emitSubstring } from "./text-length.js";
import { givePlace, placeAt, takePlace, type Place } from "../code/place.js";
import { sessionOnly } from "../statement/session-only.js";
import { emitStatements } from "../statement/statement.js";
import { textBeforeNul } from "./text-before-nul.js";

type Emitters = { readonly [Op in StringExpr["op"]]: (code: Code, expr: Extract<StringExpr, { op: Op }>, to: Place) => void };

/** One row for each op: writes the text and its NUL to a place, cut at the place's bound. */
const emitters: Emitters = {
  text: (code, { text }, to) => writeConstant(code, textBeforeNul(text), to),
  local: (code, expr, to) => withText(code, expr, (from) => copyText(code, from, to)),
  global: emitGlobalText,
  element: emitElementText,
  select: (code, { condition, then, otherwise }, to) =>
    emitChoice(
      code,
      condition,
      () => emitText(code, then, to),
      () => emitText(code, otherwise, to),
    ),
  concat: emitConcat,
  format: emitFormat,
  comm: emitComm,
  stack: emitStack,
  "load-string": emitLoadString,
  fact: emitFactText,
  entry: emitEntryText,
  gather: () => {
    throw new Error("what is gathered can only be printed");
  },
  host: sessionOnly,
  substr: emitSubstring,
  replace: emitReplace,
  escape: emitEscape,
  part: emitPart,
  sequence: (code, { before, value }, to) => {
    emitStatements(code, before);
    emitText(code, value, to);
  },
};

/**
 * Writes the expression's text to `to`, zero-padded if the place is. Uses `r0`–`r5`; a place whose base is a register
 * must have a callee-saved one.
 */
export function emitText(code: Code, expr: StringExpr, to: Place): void {
  const emit = emitters[expr.op] as (code: Code, expr: StringExpr, to: Place) => void;
  code.at("span" in expr ? expr.span : undefined, () => emit(code, expr, to));
}

/**
 * Gives `use` a place that holds the expression's text: where it already lies, or scratch memory it's written to. What
 * `use` emits must come before anything that may change the text.
 */
export function withText(code: Code, expr: StringExpr, use: (place: Place) => void): void {
  if (expr.op === "text") {
    use(constantPlace(code, expr.text));
    return;
  }
  if (expr.op === "local") {
    const home = code.run.homes.get(expr.local);
    if (home?.kind !== "text") throw new Error(`local ${expr.local.name}: not a string of this handler`);
    use(home.place);
    return;
  }
  const place = takePlace(code, expr.bound);
  emitText(code, expr, place);
  use(place);
  givePlace(code, place);
}

function constantPlace(code: Code, text: string): Place {
  const cut = textBeforeNul(text);
  return { ...placeAt("constants", code.image.module.constants.text(cut), cut.length), padded: true };
}
