import type { FunctionBody, Handler, Local, LongExpr, Stmt } from "@tapset/core";
import type { Span } from "@tapset/language";
import { walkStatements } from "../../optimise/ir-walk.js";
import { childrenOf, type Node } from "../code/ir-nodes.js";
import { EmitRefusal } from "../code/refusal.js";
import { hasCall, hoistCalls } from "./hoist-calls.js";

/**
 * A stretch of a function that runs from its beginning to its end without a call: between its statements and the next
 * segment anything may happen to the function's locals but for those a call saves.
 */
export interface Segment {
  readonly owner: FunctionBody;
  /** Where it stands among all segments; -1 until it's placed. Control goes back only to functions, loops and calls' ends. */
  index: number;
  readonly statements: Stmt[];
  /** The head of a loop: what a turn costs. */
  readonly turn: { readonly actions: number; readonly span: Span | undefined } | undefined;
  /** The call that it goes on after. */
  readonly resumes: CallSite | undefined;
  /** The catch around it. */
  readonly guard: Guard | undefined;
  /** Undefined where the statements never come out. */
  end: Ending | undefined;
  /** Where statements in it break to. */
  readonly exits: Set<Segment>;
}

/** Where errors go, and the local that takes their message. */
export interface Guard {
  readonly handler: Segment;
  readonly message: Local | undefined;
}

/** A call within a function. */
export interface CallSite {
  readonly callee: FunctionBody;
  /** Sets the callee's parameters, from locals and constants. */
  readonly arguments: readonly Stmt[];
  readonly result: Local | undefined;
  readonly span: Span | undefined;
  readonly next: Segment;
  /** The caller's locals that are read after it. */
  saved: readonly Local[];
}

/** What comes after a segment's statements. */
export type Ending =
  | { readonly kind: "goto"; readonly to: Segment }
  | { readonly kind: "branch"; readonly condition: LongExpr; readonly then: Segment; readonly otherwise: Segment }
  | { readonly kind: "call"; readonly call: CallSite };

/** The functions of a handler, cut where they call each other. */
export interface SegmentedFunctions {
  /** In the order they're emitted. */
  readonly segments: readonly Segment[];
  /** By function. */
  readonly entries: ReadonlyMap<FunctionBody, Segment>;
  /** Where a `break` out of a label leaves its segment for. */
  readonly labels: ReadonlyMap<number, Segment>;
  /** Locals that cutting made. */
  readonly locals: readonly Local[];
}

/** Cuts the functions of a handler into segments. */
export function cutFunctions({ functions }: Pick<Handler, "functions">): SegmentedFunctions {
  const cutter = new Cutter(functions);
  for (const each of functions) cutter.function(each);
  return cutter;
}

class Cutter implements SegmentedFunctions {
  readonly segments: Segment[] = [];
  readonly entries = new Map<FunctionBody, Segment>();
  readonly labels = new Map<number, Segment>();
  readonly locals: Local[] = [];
  #owner: FunctionBody | undefined;
  #guard: Guard | undefined;
  #current: Segment | undefined;

  constructor(private readonly functions: readonly FunctionBody[]) {}

  function(body: FunctionBody): void {
    this.#owner = body;
    this.entries.set(body, this.#place(this.#new()));
    this.#list(body.body);
  }

  // ---- segments ----

  #new(details: Partial<Pick<Segment, "turn" | "resumes">> = {}): Segment {
    const owner = this.#owner as FunctionBody;
    return { owner, index: -1, statements: [], turn: details.turn, resumes: details.resumes, guard: this.#guard, end: undefined, exits: new Set() };
  }

  #place(segment: Segment): Segment {
    segment.index = this.segments.push(segment) - 1;
    this.#current = segment;
    return segment;
  }

  get #open(): Segment {
    return this.#current as Segment;
  }

  /** Ends the open segment by going to another, unless it has been left already. */
  #goTo(to: Segment): void {
    this.#open.end ??= { kind: "goto", to };
  }

  #makeLocal(type: Local["type"], bound: number): Local {
    const local: Local = { id: -2 - this.locals.length, name: "kept", type, bound };
    this.locals.push(local);
    return local;
  }

  // ---- statements ----

  #list(list: readonly Stmt[]): void {
    for (const stmt of list) {
      const hoisted = hoistCalls(stmt, (type, bound) => this.#makeLocal(type, bound));
      if (hoisted.length > 1) this.#list(hoisted.slice(0, -1));
      this.#statement(hoisted.at(-1) as Stmt);
    }
  }

  #statement(stmt: Stmt): void {
    if (!hasCall(stmt)) {
      this.#plain(stmt);
      return;
    }
    switch (stmt.op) {
      case "call":
        this.#call(stmt);
        break;
      case "if":
        this.#if(stmt);
        break;
      case "block": {
        const join = this.#new();
        this.labels.set(stmt.label, join);
        this.#list(stmt.body);
        this.#goTo(join);
        this.#place(join);
        break;
      }
      case "loop":
        this.#loop(stmt);
        break;
      case "try":
        this.#try(stmt);
        break;
      default:
        throw new EmitRefusal("recursion-in-foreach", "a foreach in a kernel handler's function can't call a function that calls itself: the kernel can't leave the array meanwhile", "span" in stmt ? stmt.span : undefined, [
          "call the function from a timer, begin or end probe, which run outside the kernel",
        ]);
    }
  }

  #plain(stmt: Stmt): void {
    const { statements, exits } = this.#open;
    statements.push(stmt);
    walkStatements([stmt], {
      stmt: (each) => {
        const target = each.op === "break" ? this.labels.get(each.label) : undefined;
        if (target !== undefined) exits.add(target);
      },
    });
  }

  #call(stmt: Stmt & { readonly op: "call" }): void {
    const callee = this.functions.find(({ id }) => id === stmt.callee);
    if (callee === undefined) throw new Error(`function ${stmt.callee}: not among the handler's`);
    // The parameters may be the caller's own: they are set when its locals have been saved.
    const passed = stmt.arguments.map((value, index): Stmt => {
      const local = callee.parameters[index] as Local;
      if (value.op === "const" || value.op === "text") return { op: "set", local, value };
      const kept = this.#makeLocal(value.type, value.type === "string" ? value.bound : 0);
      this.#plain({ op: "set", local: kept, value });
      return { op: "set", local, value: kept.type === "long" ? { type: "long", op: "local", local: kept } : { type: "string", op: "local", local: kept, bound: kept.bound } };
    });
    const site: { -readonly [K in keyof CallSite]: CallSite[K] } = { callee, arguments: passed, result: stmt.result, span: stmt.span, next: this.#open, saved: [] };
    site.next = this.#new({ resumes: site });
    this.#open.end = { kind: "call", call: site };
    this.#place(site.next);
  }

  #if({ condition, then, otherwise }: Stmt & { readonly op: "if" }): void {
    const first = this.#new();
    const second = this.#new();
    const join = this.#new();
    this.#open.end = { kind: "branch", condition, then: first, otherwise: second };
    this.#place(first);
    this.#list(then);
    this.#goTo(join);
    this.#place(second);
    this.#list(otherwise);
    this.#goTo(join);
    this.#place(join);
  }

  #loop(stmt: Stmt & { readonly op: "loop" }): void {
    const head = this.#new({ turn: { actions: stmt.actions, span: stmt.span } });
    const join = this.#new();
    this.labels.set(stmt.label, join);
    this.#goTo(head);
    this.#place(head);
    this.#list(stmt.body);
    this.#goTo(head);
    this.#place(join);
  }

  #try(stmt: Stmt & { readonly op: "try" }): void {
    const outer = this.#guard;
    const handler = this.#new();
    const join = this.#new();
    this.#guard = { handler, message: stmt.message };
    const body = this.#new();
    this.#goTo(body);
    this.#place(body);
    this.#list(stmt.body);
    this.#goTo(join);
    this.#guard = outer;
    this.#place(handler);
    this.#list(stmt.handler);
    this.#goTo(join);
    this.#place(join);
  }
}

/** Whether a call in any of these stands in a try, in an expression's statements too, so that an error in the function may be caught outside it. */
export function hasGuardedCall(nodes: readonly Node[], isGuarded = false): boolean {
  return nodes.some((node) => {
    if (node.op === "try") return hasGuardedCall(node.body, true) || hasGuardedCall(node.handler, isGuarded);
    return (node.op === "call" && isGuarded) || hasGuardedCall(childrenOf(node), isGuarded);
  });
}
