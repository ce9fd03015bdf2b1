import type { StringExpr } from "@tapset/core";
import type { Code } from "../code/code.js";
import { copyText } from "./text-copy.js";
import { givePlace, takePlace, type Place } from "../code/place.js";
import { withText } from "./text.js";

/** As {@link withText}, but the text is where a loop may index it: not on the stack. */
export function withSteadyText(code: Code, text: StringExpr, use: (from: Place) => void): void {
  withText(code, text, (from) => {
    if (from.base === "scratch" || from.base === "constants") {
      use(from);
      return;
    }
    const copy = takePlace(code, from.bound);
    copyText(code, from, copy);
    use(copy);
    givePlace(code, copy);
  });
}
