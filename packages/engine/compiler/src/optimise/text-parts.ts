import type { Expr, StringExpr } from "@tapset/core";
import { drawsHistogram } from "./effects.js";
import { operandsOf, withOperands } from "./ir-children.js";

/** Whether a text is put together from parts that can be kept in its place: to be made later, where it's printed. */
export function isMadeOfParts(value: Expr): value is StringExpr {
  // A histogram's counts aren't parts: it's drawn when the text is made.
  if (value.op === "format") return !drawsHistogram(value.segments);
  if (value.op === "concat" || value.op === "fact") return true;
  return value.type === "string" && value.op === "select" && value.isEager === true;
}

/** The same text made of what `keep` gives for each part. Constants need no keeping. */
export function withParts(value: Expr, keep: (part: Expr) => Expr): Expr {
  if (value.op === "const" || value.op === "text") return value;
  if (!isMadeOfParts(value)) return keep(value);
  return withOperands(
    value,
    operandsOf(value).map((operand) => operand && withParts(operand, keep)),
  );
}
