import type { Expr, Fact, FunctionBody, Global, GlobalKey, LongExpr, Local, Stmt, StringExpr } from "@tapset/core";
import type { Span } from "@tapset/language";
import type { ConstantPool } from "./constant-pool.js";
import { asBigInt, asCondition, type JsValue, jsValue } from "./js-value.js";
import { longRows } from "./long-rows.js";
import { statementRows } from "./statement-rows.js";
import { stringRows } from "./string-rows.js";

/** The functions of a handler that stay functions, and how many calls may be within each other. */
export interface HandlerCalls {
  readonly functions: readonly FunctionBody[];
  readonly maxNesting: number;
}

/** The name of a handler's function. */
export function functionName(id: number): string {
  return `f${id}`;
}

/**
 * Writes the body of one handler, or of a function it calls. Expressions become JavaScript expressions; what an expression must do first (an
 * inlined function's body, say) is written as statements before it, and whatever was to be evaluated earlier is kept in
 * a constant then, so that the script's order holds.
 */
export class HandlerEmitter {
  readonly pool: ConstantPool;
  readonly #locals = new Map<number, Local>();
  #lines: string[] = [];
  #indent = 1;
  #temporaries = 0;

  constructor(
    pool: ConstantPool,
    /** Undefined when the handler has no functions. */
    readonly calls?: HandlerCalls,
  ) {
    this.pool = pool;
  }

  /** The lines written so far. */
  finish(): readonly string[] {
    return this.#lines;
  }

  /** Writes one line. */
  line(text: string): void {
    this.#lines.push("  ".repeat(this.#indent) + text);
  }

  /** Writes lines one step further in. */
  indented(write: () => void): void {
    this.#indent += 1;
    write();
    this.#indent -= 1;
  }

  /** What `write` writes, kept from the output. */
  captured<T>(write: () => T): { readonly lines: string[]; readonly result: T } {
    const outer = this.#lines;
    this.#lines = [];
    const result = write();
    const lines = this.#lines;
    this.#lines = outer;
    return { lines, result };
  }

  /** Adds captured lines. */
  append(lines: readonly string[]): void {
    this.#lines.push(...lines);
  }

  statement(stmt: Stmt): void {
    const emit = statementRows[stmt.op] as (emitter: HandlerEmitter, stmt: Stmt) => void;
    emit(this, stmt);
  }

  statements(list: readonly Stmt[]): void {
    for (const stmt of list) this.statement(stmt);
  }

  value(expr: Expr): JsValue {
    if (expr.type === "long") {
      const emit = longRows[expr.op] as (emitter: HandlerEmitter, expr: LongExpr) => JsValue;
      return emit(this, expr);
    }
    const emit = stringRows[expr.op] as (emitter: HandlerEmitter, expr: StringExpr) => JsValue;
    return emit(this, expr);
  }

  /** Several values, evaluated in their order. */
  values(list: readonly Expr[]): JsValue[] {
    return this.#inOrder(list.map((expr) => () => this.value(expr)));
  }

  bigint(expr: LongExpr): string {
    return asBigInt(this.value(expr));
  }

  condition(expr: LongExpr): string {
    return asCondition(this.value(expr));
  }

  string(expr: StringExpr): string {
    return this.value(expr).code;
  }

  /** Values as call arguments: longs as bigints. */
  arguments(list: readonly Expr[]): string {
    return this.values(list)
      .map((value) => (value.kind === "string" ? value.code : asBigInt(value)))
      .join(", ");
  }

  /** Keeps a value in a constant, so that it's evaluated here. */
  keep(value: JsValue): JsValue {
    if (value.isStable) return value;
    const name = this.temporary();
    this.line(`const ${name} = ${value.code};`);
    return { kind: value.kind, code: name, isStable: true };
  }

  /** A name no one else has in this handler. */
  temporary(): string {
    this.#temporaries += 1;
    return `t${this.#temporaries}`;
  }

  /** The variable of a local; it begins as 0 or "". */
  local(local: Local): string {
    this.#locals.set(local.id, local);
    return variableOf(local);
  }

  /** Variables of the locals that were mentioned, and what they begin as. */
  usedLocals(): readonly { readonly name: string; readonly initial: string }[] {
    return [...this.#locals.values()].map((local) => ({ name: variableOf(local), initial: local.type === "long" ? "0n" : '""' }));
  }

  /** An array of key expressions: `[k0, k1]`; undefined stays so. */
  keys(global: Global, keys: readonly (Expr | undefined)[]): string {
    return this.withKeys(global, keys, [])[0];
  }

  /** Keys, then other values, all evaluated in that order. */
  withKeys(global: Global, keys: readonly (Expr | undefined)[], others: readonly Expr[]): [keys: string, ...others: JsValue[]] {
    const all = this.#inOrder([
      ...keys.map((key, index) => () => this.#key(global.keys[index], key)),
      ...others.map((expr) => () => this.value(expr)),
    ]);
    const codes = all.slice(0, keys.length).map((value) => (value.kind === "string" || value.kind === "bigint" ? value.code : asBigInt(value)));
    return [`[${codes.join(", ")}]`, ...all.slice(keys.length)];
  }

  /** What failing operations are given: the number of the place in the script, or undefined. */
  at(span: Span | undefined): string {
    return span === undefined ? "undefined" : String(this.pool.location(span));
  }

  #key(key: GlobalKey | undefined, expr: Expr | undefined): JsValue {
    if (expr === undefined) return { kind: "string", code: "undefined", isStable: true };
    return this.value(rawKey(key?.fact, expr) ?? expr);
  }

  /**
   * Evaluates in order: when one value needs lines written first, those before it are kept in constants above these
   * lines.
   */
  #inOrder(emits: readonly (() => JsValue)[]): JsValue[] {
    const values: JsValue[] = [];
    for (const emit of emits) {
      const { lines, result } = this.captured(emit);
      if (lines.length > 0) {
        for (const [index, value] of values.entries()) values[index] = this.keep(value);
        this.append(lines);
      }
      values.push(result);
    }
    return values;
  }
}

function variableOf({ id }: Local): string {
  return `l${id}`;
}

/** The raw value of a fact that is used as a key of that fact. */
function rawKey(fact: Fact | undefined, expr: Expr): Expr | undefined {
  return fact !== undefined && expr.op === "fact" && expr.fact.name === fact.name ? expr.raw[0] : undefined;
}

/** A conditional value: `condition ? then : otherwise`, each branch evaluated only when taken. */
export function emitSelect(emitter: HandlerEmitter, condition: LongExpr, then: Expr, otherwise: Expr): JsValue {
  const test = emitter.condition(condition);
  const whenTrue = emitter.captured(() => emitter.value(then));
  const whenFalse = emitter.captured(() => emitter.value(otherwise));
  const kind = whenTrue.result.kind === whenFalse.result.kind ? whenTrue.result.kind : "bigint";
  const code = (value: JsValue): string => (kind === value.kind ? value.code : asBigInt(value));
  if (whenTrue.lines.length === 0 && whenFalse.lines.length === 0) {
    return jsValue(kind, `(${test} ? ${code(whenTrue.result)} : ${code(whenFalse.result)})`);
  }
  const result = emitter.temporary();
  emitter.line(`let ${result};`);
  emitter.line(`if (${test}) {`);
  emitter.append(whenTrue.lines);
  emitter.line(`${result} = ${code(whenTrue.result)};`);
  emitter.line("} else {");
  emitter.append(whenFalse.lines);
  emitter.line(`${result} = ${code(whenFalse.result)};`);
  emitter.line("}");
  return { kind, code: result, isStable: true };
}
