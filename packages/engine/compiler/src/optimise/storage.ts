import type { Global, Handler, Ir, SessionHandler, Stmt } from "@tapset/core";
import { type GlobalUse, globalUses, type HandlerUses } from "./global-uses.js";
import { hasNode } from "./ir-walk.js";
import { isSummed, kernelOperators } from "./kernel-operators.js";

/** The globals whose old copy a session handler owns while it runs. */
export type OwnedGlobals = ReadonlyMap<SessionHandler, readonly Global[]>;

/**
 * Decides where globals live (what a kernel handler touches is shared), and which shared ones have two copies, unless a
 * kernel handler looks at them and would see the change: those that a session handler reads and then surely deletes whole,
 * and those that it iterates over while kernel handlers run, so that what it sees is of one moment.
 */
export function decideStorage(ir: Ir, uses: HandlerUses): OwnedGlobals {
  const seenByKernel = new Set<Global>();
  for (const { cases } of ir.programs) {
    for (const { handler } of cases) {
      for (const { global, how } of uses(handler)) {
        global.storage = "shared";
        if (how !== "write") seenByKernel.add(global);
      }
    }
  }
  const mayHaveTwo = (global: Global): boolean => global.storage === "shared" && !seenByKernel.has(global);
  return new Map(
    ir.session.map((session) => {
      const iterated = session.phase === "events" ? iteratedGlobals(session.handler, uses).filter((global) => canGoBack(ir, global)) : [];
      const owned = [...new Set([...readThenCleared(session.handler), ...iterated])].filter(mayHaveTwo);
      for (const global of owned) global.twoCopies = true;
      return [session, owned];
    }),
  );
}

function iteratedGlobals(handler: Handler, uses: HandlerUses): readonly Global[] {
  return uses(handler).flatMap(({ global, how }) => (how === "iterate" ? [global] : []));
}

/** Whether what a handler has kept of its copy can go back to what kernel handlers have made since: added to it, or behind it. */
function canGoBack(ir: Ir, global: Global): boolean {
  const operators = kernelOperators(ir, global);
  // The elements of a wrapping array would come back as its newest.
  return !global.wraps && (isSummed(operators) || [...operators].every((operator) => operator === "set"));
}

/** Arrays and aggregates that a handler reads, doesn't change, and then deletes whole on every way through it. */
function readThenCleared({ body, functions }: Handler): readonly Global[] {
  const found: Global[] = [];
  const called = functions.flatMap((each) => each.body);
  for (const [index, stmt] of body.entries()) {
    if (stmt.op !== "clear" || (stmt.global.keys.length === 0 && stmt.global.type !== "stats")) continue;
    const before = body.slice(0, index);
    const after = [...body.slice(index + 1), ...called];
    const { global } = stmt;
    const uses = usesOf(before, global);
    const isRead = uses.some((how) => how === "read" || how === "iterate");
    const isOnlyRead = uses.every((how) => how === "read" || how === "iterate");
    if (isRead && isOnlyRead && usesOf(after, global).length === 0 && !mayLeave([...before, ...called])) found.push(global);
  }
  return found;
}

function usesOf(body: readonly Stmt[], global: Global): GlobalUse["how"][] {
  return globalUses(body).flatMap((use) => (use.global === global ? [use.how] : []));
}

/** Whether a way through the statements ends the handler. */
function mayLeave(list: readonly Stmt[]): boolean {
  return hasNode(list, { stmt: (stmt) => stmt.op === "end" || stmt.op === "raise" });
}
