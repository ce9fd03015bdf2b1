import type { Stmt } from "@tapset/core";
import { type NewLocal, type PendingValue, placeContextValues } from "./context-values.js";
import { dropDeadStores } from "./dead-stores.js";
import { forwardValues } from "./forward.js";
import { type IrPredicate, assignedLocals, hasNode } from "./ir-walk.js";
import { simplify } from "./simplify.js";
import { splitTexts } from "./split-texts.js";

/** Rounds of the passes, which feed each other; most handlers are settled after two. */
const MAX_ROUNDS = 8;

/** What a handler's passes need to know of it. */
export interface HandlerFacts {
  readonly engine: "kernel" | "session";
  readonly maxString: number;
  readonly newLocal: NewLocal;
  /** Values that nobody reads are made all the same. */
  readonly keepsUnused: boolean;
}

/** Makes a handler's body say the same with less, and puts the values of the probe point in their places. */
export function optimise(body: readonly Stmt[], pending: readonly PendingValue[], facts: HandlerFacts): readonly Stmt[] {
  const { engine, newLocal } = facts;
  const placed = placeContextValues(settle(body, facts), pending, newLocal);
  const settled = settle(placed, facts);
  if (engine === "session") return settled;
  const split = splitTexts(settled, newLocal);
  return split === settled ? settled : settle(split, facts);
}

function settle(body: readonly Stmt[], { maxString, keepsUnused }: HandlerFacts): readonly Stmt[] {
  let settled = simplify(body, maxString);
  for (let round = 0; round < MAX_ROUNDS && hasNode(settled, ASSIGNMENT); round++) {
    const next = forwardValues(keepsUnused ? settled : dropDeadStores(settled));
    if (next === settled) break;
    settled = simplify(next, maxString);
  }
  return settled;
}

const ASSIGNMENT: IrPredicate = { stmt: (stmt) => assignedLocals(stmt).length > 0 };
