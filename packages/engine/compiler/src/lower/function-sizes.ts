import { type Node, walk } from "@tapset/language";
import type { FunctionSymbol } from "../infer/typed.js";

/**
 * Nodes of function bodies that a handler takes before its functions stay functions: as instructions this is still far below what
 * the verifier looks at.
 */
export const MOST_INLINED_NODES = 6000;
/** A function of fewer nodes costs no more in a call's place than the call. */
const SMALL_NODES = 40;
/** What a call counts in its caller: more than its own node, for what it saves and passes. */
const CALL_NODES = 4;

/** A handler that takes more than {@link MOST_INLINED_NODES} when its functions are inlined: it's lowered again. */
export class HandlerTooLarge extends Error {
  override readonly name = "HandlerTooLarge";
}

/** Says how large functions are, and which of them can have one body for all their calls. */
export class FunctionSizes {
  readonly #own = new Map<FunctionSymbol, number>();
  readonly #inlined = new Map<FunctionSymbol, number>();
  readonly #depths = new Map<FunctionSymbol, number>();
  readonly #plain = new Map<FunctionSymbol, boolean>();

  /** Nodes of a function's own text. */
  own(symbol: FunctionSymbol): number {
    const known = this.#own.get(symbol);
    if (known !== undefined) return known;
    let nodes = 0;
    walk(symbol.declaration.body, () => {
      nodes++;
    });
    this.#own.set(symbol, nodes);
    return nodes;
  }

  /** Whether a function is worth a body of its own in a handler that is too large, and means the same with one. */
  staysFunction(symbol: FunctionSymbol): boolean {
    return symbol.isRecursive || (this.#isPlain(symbol) && this.#nodes(symbol) > SMALL_NODES);
  }

  /** The longest chain of calls that stay calls below a function, itself counted; without recursion. */
  depth(symbol: FunctionSymbol): number {
    const known = this.#depths.get(symbol);
    if (known !== undefined) return known;
    const below = Math.max(0, ...[...symbol.calls].filter(({ isRecursive }) => !isRecursive).map((callee) => this.depth(callee)));
    const depth = below + (this.staysFunction(symbol) && !symbol.isRecursive ? 1 : 0);
    this.#depths.set(symbol, depth);
    return depth;
  }

  /** Nodes in a call's place, with what is inlined in it. */
  #nodes(symbol: FunctionSymbol): number {
    const known = this.#inlined.get(symbol);
    if (known !== undefined) return known;
    // Of functions that call themselves nothing is inlined.
    this.#inlined.set(symbol, 0);
    let nodes = this.own(symbol);
    for (const callee of symbol.calls) nodes += callsOf(symbol, callee) * (this.staysFunction(callee) ? CALL_NODES : this.#nodes(callee));
    this.#inlined.set(symbol, nodes);
    return nodes;
  }

  /** Whether nothing in it depends on where it's called: what a pointer leads to, what was matched, the probe point. */
  #isPlain(symbol: FunctionSymbol): boolean {
    const known = this.#plain.get(symbol);
    if (known !== undefined) return known;
    this.#plain.set(symbol, true);
    let isPlain = [...symbol.calls].every((callee) => this.#isPlain(callee));
    walk(symbol.declaration.body, (node) => {
      if (DEPENDENT.has(node.kind) || (node.kind === "Foreach" && hasCall(node.body))) isPlain = false;
      else if (node.kind === "Call" && ABOUT_MATCHES.has(node.name)) isPlain = false;
    });
    this.#plain.set(symbol, isPlain);
    return isPlain;
  }
}

const DEPENDENT: ReadonlySet<Node["kind"]> = new Set(["Autocast", "Cast", "TargetVariable", "AtVar", "Entry", "Match"]);
const ABOUT_MATCHES: ReadonlySet<string> = new Set(["matched", "matched_str", "ngroups"]);

/** How often a function's text calls another. A callee may have a name of its own by now (`f__2`). */
function callsOf({ declaration: { body } }: FunctionSymbol, { declaration: { name } }: FunctionSymbol): number {
  let calls = 0;
  walk(body, (node) => {
    if (node.kind === "Call" && (node.name === name || node.name.startsWith(`${name}__`))) calls++;
  });
  return Math.max(1, calls);
}

/** The kernel can't leave an array in the middle of a walk to run another function's body. */
function hasCall(root: Node): boolean {
  let found = false;
  walk(root, ({ kind }) => {
    if (kind === "Call") found = true;
  });
  return found;
}
