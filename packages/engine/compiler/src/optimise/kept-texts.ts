import { type Expr, type Fact, type Handler, type Ir, IrNodes, type Stmt, type StringExpr } from "@tapset/core";
import { examinedTexts, joinsTexts, textVariable, type TextVariable } from "./examined-texts.js";
import { operandsOf, withOperands } from "./ir-children.js";
import { hasExpr, rewriteStatements, walkStatements } from "./ir-walk.js";
import { KeptTextCodec } from "./kept-text-codec.js";

/**
 * Lets kernel handlers keep, in variables and as values of arrays, texts that only the session can make: facts that have neither a domain nor a
 * spelling that isn't too large. What is kept is a text of their raw values, and whatever reads such a variable makes the text of that: it's a
 * fact itself, so it can be printed, and kept again. Keys stay as they are, since texts that are equal may have other raw values.
 */
export function keepUnmadeTexts(ir: Ir): Ir {
  const keeper = new TextKeeper(ir);
  return keeper.keepsAny ? keeper.rewrite() : ir;
}

class TextKeeper {
  /** Variables that hold such texts: globals, locals of kernel handlers, and of all handlers the values that loops over such globals visit. */
  readonly #variables = new Set<TextVariable>();
  readonly #examined: ReadonlySet<TextVariable>;
  readonly #codec = new KeptTextCodec();
  readonly #nodes: IrNodes;
  readonly #unspelled = new Map<Fact, "at all" | "cheaply" | undefined>();

  constructor(private readonly ir: Ir) {
    this.#nodes = new IrNodes(undefined, ir.limits.MAXSTRINGLEN - 1);
    const kernel = ir.programs.flatMap(({ cases }) => cases.map(({ handler }) => handler));
    const session = ir.session.map(({ handler }) => handler);
    this.#examined = examinedTexts(kernel);
    const sorted = sortedByText([...kernel, ...session]);
    for (let before = -1; before !== this.#variables.size; ) {
      before = this.#variables.size;
      for (const stmt of kernel.flatMap(statementsOf)) {
        const kept = keptText(stmt);
        if (kept !== undefined && !sorted.has(kept.variable) && this.#holdsUnmade(kept.value, kept.variable)) this.#variables.add(kept.variable);
        this.#addVisited(stmt);
      }
    }
    for (const stmt of session.flatMap(statementsOf)) this.#addVisited(stmt);
  }

  #addVisited(stmt: Stmt): void {
    if (stmt.op === "foreach" && stmt.value !== undefined && this.#variables.has(stmt.global)) this.#variables.add(stmt.value);
  }

  get keepsAny(): boolean {
    return this.#variables.size > 0;
  }

  rewrite(): Ir {
    const { ir } = this;
    return {
      ...ir,
      programs: ir.programs.map((program) => ({ ...program, cases: program.cases.map((each) => ({ ...each, handler: this.#handler(each.handler, true) })) })),
      session: ir.session.map((each) => ({ ...each, handler: this.#handler(each.handler, false) })),
    };
  }

  #handler(handler: Handler, isKernel: boolean): Handler {
    const body = this.#statements(handler.body, isKernel);
    const functions = handler.functions.map((each) => ({ ...each, body: this.#statements(each.body, isKernel) }));
    return { ...handler, body, functions };
  }

  #statements(list: readonly Stmt[], isKernel: boolean): readonly Stmt[] {
    return rewriteStatements(list, {
      expr: (expr) => (expr.type === "string" && this.#isKept(expr) ? this.#nodes.fact(this.#codec.fact, expr) : expr),
      stmt: (stmt) => (isKernel ? this.#withPacked(stmt) : stmt),
    });
  }

  #withPacked(stmt: Stmt): Stmt {
    const kept = keptText(stmt);
    if (kept === undefined || !this.#variables.has(kept.variable)) return stmt;
    const value = this.#packed(kept.value, kept.variable);
    return stmt.op === "set" ? { ...stmt, value } : stmt.op === "update" ? { ...stmt, update: { ...stmt.update, value } } : stmt;
  }

  /** Whether a text is read of where such texts are kept. */
  #isKept(expr: StringExpr): boolean {
    const variable = textVariable(expr);
    return variable !== undefined && this.#variables.has(variable);
  }

  /** A text as a variable keeps it: what the session has to make of it is packed, the rest is as it is. */
  #packed(value: StringExpr, variable: TextVariable): StringExpr {
    if (value.op === "fact") {
      if (value.fact === this.#codec.fact) return value.raw[0] as StringExpr;
      return this.#isUnmade(value, variable) ? this.#codec.packed(this.#nodes, value) : value;
    }
    if (!joinsTexts(value)) return value;
    const packed = withOperands(value, operandsOf(value).map((part) => (part?.type === "string" ? this.#packed(part, variable) : part))) as StringExpr;
    return { ...packed, bound: this.#nodes.maxString };
  }

  /** Whether a text is, or has among the parts it's joined of, one that only the session can make for a variable. */
  #holdsUnmade(value: StringExpr, variable: TextVariable): boolean {
    if (this.#isKept(value)) return true;
    if (value.op === "fact") return this.#isUnmade(value, variable);
    return joinsTexts(value) && operandsOf(value).some((part) => part?.type === "string" && this.#holdsUnmade(part, variable));
  }

  /** Where handlers don't look into the text, it isn't made in the kernel either if that takes much. */
  #isUnmade(text: Extract<StringExpr, { op: "fact" }>, variable: TextVariable): boolean {
    const unspelled = this.#spelling(text);
    return unspelled === "at all" || (unspelled === "cheaply" && !this.#examined.has(variable));
  }

  /** How kernel handlers can't make a text. */
  #spelling({ fact, raw }: Extract<StringExpr, { op: "fact" }>): "at all" | "cheaply" | undefined {
    if (fact.domain !== undefined) return undefined;
    if (!this.#unspelled.has(fact)) this.#unspelled.set(fact, this.#judge(fact.spell?.(this.#nodes, ...raw)));
    return this.#unspelled.get(fact);
  }

  #judge(spelling: StringExpr | undefined): "at all" | "cheaply" | undefined {
    if (spelling === undefined) return "at all";
    let nodes = 0;
    let dearNodes = 0;
    const isImpossible = (expr: Expr): boolean => {
      nodes += 1;
      // A spelling may take facts that have none.
      const unspelled = expr.op === "fact" ? this.#spelling(expr) : undefined;
      if (expr.op === "escape" || unspelled !== undefined) dearNodes += 1;
      return unspelled === "at all" || nodes > LARGEST_SPELLING;
    };
    if (hasExpr(spelling, { expr: isImpossible })) return "at all";
    return dearNodes > 0 || nodes > CHEAP_SPELLING ? "cheaply" : undefined;
  }
}

/** Nodes of a spelling: larger ones make programs that kernels refuse, as of the arguments of many system calls at once. */
const LARGEST_SPELLING = 100;
/** Larger ones are dearer than their raw values. */
const CHEAP_SPELLING = 25;

/** The text that a statement keeps in a variable. */
function keptText(stmt: Stmt): { readonly variable: TextVariable; readonly value: StringExpr } | undefined {
  if (stmt.op === "set" && stmt.value.type === "string") return { variable: stmt.local, value: stmt.value };
  if (stmt.op === "update" && stmt.update.value.type === "string") return { variable: stmt.update.place.global, value: stmt.update.value };
  return undefined;
}

/** Globals whose elements somebody wants in the order of their texts, which raw values don't have. */
function sortedByText(handlers: readonly Handler[]): ReadonlySet<TextVariable> {
  return new Set(handlers.flatMap(statementsOf).flatMap((stmt) => (stmt.op === "foreach" && stmt.sort?.by === "value" ? [stmt.global] : [])));
}

function statementsOf({ body, functions }: Handler): readonly Stmt[] {
  const found: Stmt[] = [];
  for (const list of [body, ...functions.map((each) => each.body)]) walkStatements(list, { stmt: (stmt) => void found.push(stmt) });
  return found;
}
