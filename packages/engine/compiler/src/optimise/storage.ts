import type { Global, Handler, Ir, Stmt } from "@tapset/core";
import { type GlobalUse, globalUses, type HandlerUses } from "./global-uses.js";
import { hasNode } from "./ir-walk.js";

/**
 * Decides where globals live (what a kernel handler touches is shared), and which shared ones have two copies: those that
 * a session handler reads and then surely deletes whole, unless a kernel handler looks at them and would see the change.
 */
export function decideStorage(ir: Ir, uses: HandlerUses): void {
  const seenByKernel = new Set<Global>();
  for (const { cases } of ir.programs) {
    for (const { handler } of cases) {
      for (const { global, how } of uses(handler)) {
        global.storage = "shared";
        if (how !== "write") seenByKernel.add(global);
      }
    }
  }
  for (const { handler } of ir.session) {
    for (const global of readThenCleared(handler)) {
      if (global.storage === "shared" && !seenByKernel.has(global)) global.twoCopies = true;
    }
  }
}

/** The two-copy globals whose old copy a session handler owns while it runs. */
export function ownedGlobals(handler: Handler): readonly Global[] {
  return readThenCleared(handler).filter((global) => global.twoCopies);
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
