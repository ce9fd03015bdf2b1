import type { Expression, Span } from "@tapset/language";
import type { Body } from "./body.js";
import type { Inference } from "./inference.js";
import { describe } from "./subject.js";
import type { FunctionSymbol, GlobalSymbol } from "./typed.js";

/** A foreach over an array, while its body is typed. */
export interface IteratedArray {
  readonly symbol: GlobalSymbol;
  readonly span: Span;
}

/** A call in the body of one or several. */
export interface CallInForeach {
  readonly node: Expression;
  readonly callees: readonly FunctionSymbol[];
  readonly iterated: readonly IteratedArray[];
}

/**
 * Notes that elements of an array are changed, which a foreach over it forbids: whether a new element is visited, and what
 * a deleted one's value is, would depend on the engine. Deleting the whole array is allowed, as in SystemTap.
 */
export function modifyElements(body: Body, symbol: GlobalSymbol, node: Expression): void {
  body.modified.add(symbol);
  const loop = body.iterated.find((each) => each.symbol === symbol);
  if (loop !== undefined) report(body.inference, loop, `'${symbol.name}' is modified during the foreach over it`, node);
}

/** Reports the calls in foreach bodies of functions that modify what is iterated over. All functions must have been typed. */
export function checkCallsInForeach(inference: Inference, reachedFrom: (callees: ReadonlySet<FunctionSymbol>) => readonly FunctionSymbol[]): void {
  for (const { node, callees, iterated } of inference.callsInForeach) {
    const reached = reachedFrom(new Set(callees));
    for (const loop of iterated) {
      const { symbol } = loop;
      if (reached.some(({ modified }) => modified.has(symbol))) report(inference, loop, `the call modifies '${symbol.name}' during the foreach over it`, node);
    }
  }
}

function report(inference: Inference, { span }: IteratedArray, message: string, node: Expression): void {
  inference.report("modified-in-foreach", message, node.span, {
    subject: describe(node),
    chain: [{ message: "iterated over here", span }],
    hints: ["gather the changes in another array and make them after the loop"],
  });
}
