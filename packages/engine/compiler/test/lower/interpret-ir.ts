import { foundPart, matches } from "../../src/regex/run-automaton.js";
import { DEFAULT_LIMITS } from "../../src/lower/limits.js";
import type { Expr, Global, Local, LongExpr, Segment, Stmt, StringExpr } from "@tapset/core";

type Value = bigint | string;

/** Leaves statements: `break`, or the handler's end. */
type Leave = { readonly label: number } | "end" | undefined;

/** A script's error: a division by zero, error(). */
class ScriptError extends Error {}

/**
 * Runs session IR as it stands, the plain way: what the passes make of a body has to print the same. Reading a local
 * that nothing has assigned is a bug of the passes and throws.
 */
export class Interpreter {
  readonly output: string[] = [];
  readonly #globals = new Map<Global, Value>();
  readonly #arrays = new Map<Global, Map<string, { keys: Value[]; value: Value }>>();
  readonly #locals = new Map<Local, Value>();

  /** All that happened, as text. */
  run(body: readonly Stmt[]): string {
    try {
      this.#list(body);
    } catch (error) {
      if (!(error instanceof ScriptError)) throw error;
      this.output.push(`ERROR ${error.message}`);
    }
    for (const [global, value] of this.#globals) this.output.push(`${global.name}=${String(value)}`);
    for (const [global, array] of this.#arrays) for (const [key, { value }] of array) this.output.push(`${global.name}[${key}]=${String(value)}`);
    return this.output.join("");
  }

  #list(list: readonly Stmt[]): Leave {
    for (const stmt of list) {
      const leave = this.#statement(stmt);
      if (leave !== undefined) return leave;
    }
    return undefined;
  }

  #statement(stmt: Stmt): Leave {
    switch (stmt.op) {
      case "set":
        this.#locals.set(stmt.local, this.#value(stmt.value));
        return undefined;
      case "evaluate":
        this.#value(stmt.value);
        return undefined;
      case "update":
        this.#write(stmt.update.place.global, stmt.update.place.keys.map((key) => this.#value(key)), this.#value(stmt.update.value));
        return undefined;
      case "if":
        return this.#list(this.#long(stmt.condition) !== 0n ? stmt.then : stmt.otherwise);
      case "loop":
        for (let turn = 0; ; turn++) {
          if (turn > 1000) throw new ScriptError("MAXACTION");
          const leave = this.#list(stmt.body);
          if (leave !== undefined) return this.#leaves(leave, stmt.label);
        }
      case "block":
        return this.#leaves(this.#list(stmt.body), stmt.label);
      case "foreach": {
        for (const { keys, value } of [...this.#array(stmt.global).values()]) {
          stmt.keys.forEach((key, index) => this.#locals.set(key, keys[index]!));
          if (stmt.value !== undefined) this.#locals.set(stmt.value, value);
          const leave = this.#list(stmt.body);
          if (leave !== undefined) return this.#leaves(leave, stmt.label);
        }
        return undefined;
      }
      case "break":
        return { label: stmt.label };
      case "end":
        return "end";
      case "try":
        try {
          return this.#list(stmt.body);
        } catch (error) {
          if (!(error instanceof ScriptError)) throw error;
          if (stmt.message !== undefined) this.#locals.set(stmt.message, error.message);
          return this.#list(stmt.handler);
        }
      case "raise":
        throw new ScriptError(this.#text(stmt.message));
      case "print":
        this.output.push(this.#segments(stmt.segments));
        return undefined;
      case "delete":
        this.#array(stmt.global).delete(stmt.keys.map((key) => String(this.#value(key!))).join());
        return undefined;
      case "clear":
        this.#arrays.delete(stmt.global);
        this.#globals.delete(stmt.global);
        return undefined;
      default:
        throw new Error(`no statement ${stmt.op} here`);
    }
  }

  #leaves(leave: Leave, label: number): Leave {
    return typeof leave === "object" && leave.label === label ? undefined : leave;
  }

  #long(expr: LongExpr): bigint {
    return this.#value(expr) as bigint;
  }

  #text(expr: StringExpr): string {
    return this.#value(expr) as string;
  }

  #value(expr: Expr): Value {
    switch (expr.op) {
      case "const":
        return expr.value;
      case "text":
        return expr.text;
      case "local": {
        const value = this.#locals.get(expr.local);
        if (value === undefined) throw new Error(`${expr.local.name} is read before it's assigned`);
        return value;
      }
      case "global":
        return this.#read(expr.global, []);
      case "element":
        return this.#read(expr.global, expr.keys.map((key) => this.#value(key)));
      case "has":
        return this.#array(expr.global).has(expr.keys.map((key) => String(this.#value(key!))).join()) ? 1n : 0n;
      case "unary":
        return unary(expr.operator, this.#long(expr.operand));
      case "binary":
        return binary(expr.operator, this.#long(expr.left), this.#long(expr.right));
      case "compare":
        return compare(expr.comparison, this.#value(expr.left), this.#value(expr.right)) ? 1n : 0n;
      case "logical": {
        const left = this.#long(expr.left) !== 0n;
        if (left === (expr.operator === "or")) return left ? 1n : 0n;
        return this.#long(expr.right) !== 0n ? 1n : 0n;
      }
      case "select":
        return this.#value(this.#long(expr.condition) !== 0n ? expr.then : expr.otherwise);
      case "update": {
        const keys = expr.update.place.keys.map((key) => this.#value(key));
        const value = this.#long(expr.update.value);
        const old = this.#read(expr.update.place.global, keys) as bigint;
        const next = expr.update.operator === "set" ? value : binary(expr.update.operator, old, value);
        this.#write(expr.update.place.global, keys, next);
        return expr.yields === "old" ? old : next;
      }
      case "concat":
        return cut(expr.parts.map((part) => this.#text(part)).join(""));
      case "format":
        return cut(this.#segments(expr.segments));
      case "byte":
        return BigInt(this.#text(expr.text).charCodeAt(Number(this.#long(expr.index))) || 0);
      case "find":
        return BigInt(this.#text(expr.text).indexOf(this.#text(expr.part)));
      case "match":
        return matches(expr.automaton, this.#text(expr.text)) ? 1n : 0n;
      case "part":
        return foundPart(expr.automaton, this.#text(expr.text));
      case "strlen":
        return BigInt(this.#text(expr.text).length);
      case "sequence": {
        if (this.#list(expr.before) !== undefined) throw new Error("a sequence was left");
        return this.#value(expr.value);
      }
      default:
        throw new Error(`no expression ${expr.op} here`);
    }
  }

  #segments(segments: readonly Segment[]): string {
    return segments.map((segment) => (segment.kind === "text" ? segment.text : segment.kind === "value" ? String(this.#value(segment.value)) : "")).join("");
  }

  #array(global: Global): Map<string, { keys: Value[]; value: Value }> {
    const array = this.#arrays.get(global) ?? new Map<string, { keys: Value[]; value: Value }>();
    this.#arrays.set(global, array);
    return array;
  }

  #read(global: Global, keys: Value[]): Value {
    const value = global.keys.length === 0 ? this.#globals.get(global) : this.#array(global).get(keys.join())?.value;
    return value ?? (global.type === "string" ? "" : 0n);
  }

  #write(global: Global, keys: Value[], value: Value): void {
    if (global.keys.length === 0) this.#globals.set(global, value);
    else this.#array(global).set(keys.join(), { keys, value });
  }
}

const MAX_STRING = DEFAULT_LIMITS.MAXSTRINGLEN - 1;
function cut(text: string): string {
  return text.slice(0, MAX_STRING);
}

function unary(operator: "neg" | "bitnot" | "not", operand: bigint): bigint {
  return operator === "neg" ? BigInt.asIntN(64, -operand) : operator === "bitnot" ? ~operand : operand === 0n ? 1n : 0n;
}

function binary(operator: Extract<LongExpr, { op: "binary" }>["operator"], left: bigint, right: bigint): bigint {
  if ((operator === "div" || operator === "mod") && right === 0n) throw new ScriptError("division by 0");
  const results: Record<typeof operator, () => bigint> = {
    add: () => left + right,
    sub: () => left - right,
    mul: () => left * right,
    div: () => left / right,
    mod: () => left % right,
    and: () => left & right,
    or: () => left | right,
    xor: () => left ^ right,
    shl: () => left << (right & 63n),
    shr: () => BigInt.asUintN(64, left) >> (right & 63n),
    sar: () => left >> (right & 63n),
  };
  return BigInt.asIntN(64, results[operator]());
}

function compare(comparison: "eq" | "ne" | "lt" | "le" | "gt" | "ge", left: Value, right: Value): boolean {
  const order = left < right ? -1 : left > right ? 1 : 0;
  return { eq: order === 0, ne: order !== 0, lt: order < 0, le: order <= 0, gt: order > 0, ge: order >= 0 }[comparison];
}
