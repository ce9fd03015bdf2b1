import { type EntrySlot, type Expr, type Fact, type FunctionBody, type Global, type GlobalKey, type Handler, type Ir, type Local, type Stmt, type StringExpr, segmentBound } from "@tapset/core";
import type { HandlerUses } from "./global-uses.js";
import { rewriteExpr, rewriteStatements, walkStatements } from "./ir-walk.js";

/** Rounds after which a bound that still grows is taken to be without limit: text appended to itself in a loop. */
const MAX_ROUNDS = 8;

/**
 * Infers how long each string variable, key and entry slot can become: the least bounds that hold for every assignment
 * in every handler. `rewrite` makes bodies anew with them.
 */
export class StringBounds {
  readonly #locals = new Map<Local, number>();
  readonly #globals = new Map<Global, number>();
  readonly #keys = new Map<Global, number[]>();
  readonly #slots = new Map<EntrySlot, number>();
  readonly #newLocals = new Map<Local, Local>();
  readonly #newGlobals = new Map<Global, Global>();
  readonly #newSlots = new Map<EntrySlot, EntrySlot>();
  readonly #rules: (() => void)[] = [];
  #grew = false;
  #widen = false;

  constructor(
    private readonly maxString: number,
    ir: Ir,
    uses: HandlerUses,
    private readonly facts: ReadonlyMap<GlobalKey, Fact>,
  ) {
    for (const global of ir.globals) {
      if (typeof global.init === "string") this.#globals.set(global, Math.min(global.init.length, maxString));
    }
    const kernel = ir.programs.flatMap(({ cases }) => cases.map(({ handler }) => handler));
    for (const handler of [...kernel, ...ir.session.map(({ handler }) => handler)]) {
      walkStatements(handler.body, { stmt: (stmt) => this.#collect(stmt, handler, undefined) });
      for (const each of handler.functions) walkStatements(each.body, { stmt: (stmt) => this.#collect(stmt, handler, each) });
      for (const { global, keys } of uses(handler)) if (keys.length > 0) this.#rules.push(() => this.#raiseKeys(global, keys));
    }
    for (let round = 0; round === 0 || this.#grew; round++) {
      this.#grew = false;
      this.#widen = round >= MAX_ROUNDS;
      for (const apply of this.#rules) apply();
    }
  }

  // ---- collecting ----

  /** Notes what a statement of a handler, or of a function it calls, says about bounds. */
  #collect(stmt: Stmt, { functions }: Handler, owner: FunctionBody | undefined): void {
    switch (stmt.op) {
      case "set":
        this.#assigns(this.#locals, stmt.local, stmt.value);
        break;
      case "update":
        this.#assigns(this.#globals, stmt.update.place.global, stmt.update.value);
        break;
      case "foreach":
        for (const [index, key] of stmt.keys.entries()) {
          if (key.type === "string") this.#rules.push(() => this.#raise(this.#locals, key, this.#keys.get(stmt.global)?.[index] ?? 0));
        }
        this.#collectValue(stmt.global, stmt.value);
        break;
      case "try":
        if (stmt.message !== undefined) this.#locals.set(stmt.message, this.maxString);
        break;
      case "call":
        this.#collectCall(stmt, functions.find(({ id }) => id === stmt.callee));
        break;
      case "return":
        if (owner?.result !== undefined && stmt.value !== undefined) this.#assigns(this.#locals, owner.result, stmt.value);
        break;
      case "remember":
        for (const { slot, value } of stmt.values) this.#assigns(this.#slots, slot, value);
    }
  }

  #collectValue(global: Global, value: Local | undefined): void {
    if (value?.type === "string") this.#rules.push(() => this.#raise(this.#locals, value, this.#globals.get(global) ?? 0));
  }

  #collectCall({ arguments: values, result }: Stmt & { readonly op: "call" }, callee: FunctionBody | undefined): void {
    for (const [index, parameter] of (callee?.parameters ?? []).entries()) {
      const value = values[index];
      if (value !== undefined) this.#assigns(this.#locals, parameter, value);
    }
    const returned = callee?.result;
    if (result?.type === "string" && returned !== undefined) this.#rules.push(() => this.#raise(this.#locals, result, this.#locals.get(returned) ?? 0));
  }

  #assigns<K>(bounds: Map<K, number>, key: K, value: Expr): void {
    if (value.type === "string") this.#rules.push(() => this.#raise(bounds, key, this.#boundOf(value)));
  }

  /** A key that's only looked for counts too: cut to the stored keys' length it could match another. */
  #raiseKeys(global: Global, keys: readonly (Expr | undefined)[]): void {
    const bounds = this.#keys.get(global) ?? global.keys.map(() => 0);
    this.#keys.set(global, bounds);
    for (const [index, key] of keys.entries()) {
      if (key?.type !== "string") continue;
      const bound = this.#limit(this.#boundOf(key), bounds[index] ?? 0);
      if (bound > (bounds[index] ?? 0)) this.#grew = true;
      bounds[index] = Math.max(bound, bounds[index] ?? 0);
    }
  }

  #raise<K>(bounds: Map<K, number>, key: K, bound: number): void {
    const known = bounds.get(key) ?? 0;
    const next = this.#limit(bound, known);
    if (next > known) this.#grew = true;
    if (next > known || !bounds.has(key)) bounds.set(key, next);
  }

  #limit(bound: number, known: number): number {
    return bound > known && this.#widen ? this.maxString : Math.min(bound, this.maxString);
  }

  #boundOf(expr: StringExpr): number {
    switch (expr.op) {
      case "local":
        return this.#locals.get(expr.local) ?? 0;
      case "global":
      case "element":
        return this.#globals.get(expr.global) ?? 0;
      case "entry":
        return this.#slots.get(expr.slot) ?? 0;
      case "select":
        return Math.max(this.#boundOf(expr.then), this.#boundOf(expr.otherwise));
      case "concat":
        return this.#capped(expr.parts.reduce((sum, part) => sum + this.#boundOf(part), 0));
      case "format":
        return this.#capped(expr.segments.reduce((sum, segment) => {
          if (segment.kind !== "value" || segment.value.type !== "string") return sum + segmentBound(segment);
          return sum + segmentBound({ ...segment, value: { ...segment.value, bound: this.#boundOf(segment.value) } });
        }, 0));
      case "substr":
      case "part":
        return Math.min(expr.bound, this.#boundOf(expr.text));
      case "replace":
        return this.#capped(replacedBound(expr, this.#boundOf(expr.text), this.#boundOf(expr.replacement)));
      case "escape":
        return this.#capped(escapedBound(expr, this.#boundOf(expr.text)));
      case "sequence":
        return this.#boundOf(expr.value);
      default:
        return this.#capped(expr.bound);
    }
  }

  #capped(bound: number): number {
    return Math.min(bound, this.maxString);
  }

  // ---- rewriting ----

  local(local: Local): Local {
    if (local.type !== "string") return local;
    return memo(this.#newLocals, local, () => {
      const bound = this.#locals.get(local) ?? 0;
      return bound === local.bound ? local : { ...local, bound };
    });
  }

  slot(slot: EntrySlot): EntrySlot {
    return memo(this.#newSlots, slot, () => ({ ...slot, bound: slot.type === "string" ? (this.#slots.get(slot) ?? 0) : 0 }));
  }

  global(global: Global): Global {
    return memo(this.#newGlobals, global, () => {
      const keys = this.#keys.get(global);
      return {
        ...global,
        bound: global.type === "string" ? (this.#globals.get(global) ?? 0) : 0,
        keys: global.keys.map((key, index): GlobalKey => {
          const fact = this.facts.get(key);
          return { ...key, bound: key.type === "string" ? (keys?.[index] ?? 0) : 0, ...(fact && { fact }) };
        }),
      };
    });
  }

  /** The body with the variables that have the inferred bounds, and every expression's bound brought up to date. */
  rewrite(body: readonly Stmt[]): readonly Stmt[] {
    return rewriteStatements(body, { expr: (expr) => this.#rewriteExpr(expr), stmt: (stmt) => this.#rewriteStatement(stmt) });
  }

  rewriteExpr<E extends Expr>(expr: E): E {
    return rewriteExpr(expr, { expr: (each) => this.#rewriteExpr(each) });
  }

  #rewriteExpr(expr: Expr): Expr {
    const renamed = this.#renamed(expr);
    if (renamed.type === "long") return renamed;
    // The variables are already the new ones, which carry their own bounds.
    const bound = boundOfRewritten(renamed, this.maxString);
    return bound === renamed.bound ? renamed : { ...renamed, bound };
  }

  #renamed(expr: Expr): Expr {
    switch (expr.op) {
      case "local": {
        // Most are longs; what is kept need not be made anew, with all that it's part of.
        const local = this.local(expr.local);
        return local === expr.local ? expr : { ...expr, local };
      }
      case "entry":
        return { ...expr, slot: this.slot(expr.slot) };
      case "global":
      case "element":
      case "has":
      case "extract":
      case "bucket":
        return { ...expr, global: this.global(expr.global) };
      case "update":
        return { ...expr, update: { ...expr.update, place: { ...expr.update.place, global: this.global(expr.update.place.global) } } };
      case "format":
        return { ...expr, segments: this.#segments(expr.segments) };
      default:
        return expr;
    }
  }

  #rewriteStatement(stmt: Stmt): Stmt {
    switch (stmt.op) {
      case "set":
        return { ...stmt, local: this.local(stmt.local) };
      case "call":
        return { ...stmt, result: stmt.result && this.local(stmt.result) };
      case "update":
        return { ...stmt, update: { ...stmt.update, place: { ...stmt.update.place, global: this.global(stmt.update.place.global) } } };
      case "accumulate":
      case "delete":
      case "clear":
        return { ...stmt, global: this.global(stmt.global) };
      case "foreach":
        return { ...stmt, global: this.global(stmt.global), keys: stmt.keys.map((key) => this.local(key)), value: stmt.value && this.local(stmt.value) };
      case "try":
        return { ...stmt, message: stmt.message && this.local(stmt.message) };
      case "print":
        return { ...stmt, segments: this.#segments(stmt.segments) };
      case "remember":
        return { ...stmt, values: stmt.values.map(({ slot, value }) => ({ slot: this.slot(slot), value })) };
      default:
        return stmt;
    }
  }

  #segments<S extends { readonly kind: string }>(segments: readonly S[]): readonly S[] {
    return segments.map((segment) => ("global" in segment ? { ...segment, global: this.global(segment.global as Global) } : segment));
  }
}

/** The bound of an expression whose operands' bounds are right. */
function boundOfRewritten(expr: StringExpr, maxString: number): number {
  switch (expr.op) {
    case "local":
      return expr.local.bound;
    case "global":
    case "element":
      return expr.global.bound;
    case "entry":
      return expr.slot.bound;
    case "select":
      return Math.max(expr.then.bound, expr.otherwise.bound);
    case "concat":
      return Math.min(expr.parts.reduce((sum, part) => sum + part.bound, 0), maxString);
    case "format":
      return Math.min(expr.segments.reduce((sum, segment) => sum + segmentBound(segment), 0), maxString);
    case "substr":
    case "part":
      return Math.min(expr.bound, expr.text.bound);
    case "replace":
      return Math.min(replacedBound(expr, expr.text.bound, expr.replacement.bound), maxString);
    case "escape":
      return Math.min(escapedBound(expr, expr.text.bound), maxString);
    case "sequence":
      return expr.value.bound;
    default:
      return Math.min(expr.bound, maxString);
  }
}

/** Every part may give way to a replacement. Of a part that isn't known there may be one in each byte. */
function replacedBound({ part }: Extract<StringExpr, { op: "replace" }>, text: number, replacement: number): number {
  const least = part.op === "text" ? Math.max(1, part.text.length) : 1;
  return text + Math.floor(text / least) * Math.max(0, replacement - least);
}

/** An escape has up to four bytes; `""...` is the shortest quotation of a text that's cut. */
function escapedBound({ quotes }: Extract<StringExpr, { op: "escape" }>, text: number): number {
  return quotes ? Math.max(5, 4 * text + 2) : 4 * text;
}

function memo<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const value = make();
  map.set(key, value);
  return value;
}
