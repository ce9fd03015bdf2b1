import { type Accessor, type AssignmentOperator, type BinaryOperator, type Block, type Expression, type Histogram, type Item, type Key, type Literal, type ProbePoint, Source, type Span, type Statement, type StringLiteral, type UnaryOperator, type Variable } from "../src/index.js";
import type { Random } from "./random.js";

const span: Span = { source: new Source("made up", ""), start: 0, end: 0 };

const BINARY: readonly BinaryOperator[] = ["*", "/", "%", "+", "-", ".", "<<", ">>", ">>>", "<", ">", "<=", ">=", "==", "!=", "&", "^", "|", "&&", "||"];
const ASSIGNMENT: readonly AssignmentOperator[] = ["=", "+=", "-=", "*=", "/=", "%=", "<<=", ">>=", "&=", "^=", "|=", ".=", "<<<"];
const UNARY: readonly UnaryOperator[] = ["-", "+", "!", "~"];
const NAMES = ["a", "b", "_c", "d$e", "printf"];
const COMPONENTS = ["kernel", "function", "if", "*", "**", "sys*", "*open*64", "a**b"];

/** Makes up trees that scripts can have: a tree's print has to parse to the tree. */
export class RandomScript {
  readonly #random: Random;
  /** Whether a `return` may be made. */
  #inFunction = false;

  constructor(random: Random) {
    this.#random = random;
  }

  item(): Item {
    const r = this.#random;
    switch (r.below(5)) {
      case 0:
        return { kind: "ProbeDecl", span, points: this.#some(() => this.point()), body: this.block(3) };
      case 1: {
        const style = r.below(3);
        return {
          kind: "AliasDecl",
          span,
          names: this.#some(() => this.#name()),
          points: this.#some(() => this.point()),
          prologue: style === 1 ? undefined : this.block(1),
          epilogue: style === 0 ? undefined : this.block(1),
        };
      }
      case 2: {
        this.#inFunction = true;
        const body = r.chance(20) ? { kind: "EmbeddedC" as const, span, code: " x % y; \n" } : this.block(3);
        this.#inFunction = false;
        return {
          kind: "FunctionDecl",
          span,
          nameSpan: span,
          name: r.pick(NAMES),
          private: r.chance(30),
          params: this.#any(() => ({ kind: "Param", span, name: r.pick(NAMES), type: r.pick([undefined, "long", "string"]) })),
          returns: r.pick([undefined, "long", "string"]),
          priority: r.pick([undefined, 0, 7]),
          body,
        };
      }
      case 3:
        return {
          kind: "GlobalDecl",
          span,
          private: r.chance(30),
          entries: this.#some(() => {
            const size = r.pick([undefined, 1, 100]);
            const init = size === undefined && r.chance(50) ? this.literal() : undefined;
            return { kind: "GlobalEntry", span, name: r.pick(NAMES), wraps: r.chance(30), size, init };
          }),
        };
      default:
        return { kind: "EmbeddedC", span, code: "#include <x.h>" };
    }
  }

  point(): ProbePoint {
    const r = this.#random;
    const optional = r.chance(30);
    const condition = r.chance(20) ? this.expression(2) : undefined;
    return { ...this.#name(), optional, sufficient: optional && r.chance(50), condition };
  }

  #name(): ProbePoint {
    const r = this.#random;
    const components = this.#some(() => {
      return { kind: "ProbeComponent" as const, span, name: r.pick(COMPONENTS), param: r.chance(30) ? this.literal() : undefined };
    });
    return { kind: "ProbePoint", span, components, optional: false, sufficient: false };
  }

  block(depth: number): Block {
    return { kind: "Block", span, statements: this.#any(() => this.statement(depth)) };
  }

  statement(depth: number): Statement {
    const r = this.#random;
    const simple: readonly (() => Statement)[] = [
      () => ({ kind: "ExpressionStatement", span, expression: this.expression(4) }),
      () => ({ kind: "Delete", span, target: this.expression(1) }),
      () => ({ kind: r.pick(["Break", "Continue", "Next", "Empty"]), span }),
      () => ({ kind: "EmbeddedC", span, code: " stmt; " }),
    ];
    if (this.#inFunction && r.chance(10)) return { kind: "Return", span, value: r.chance(50) ? this.expression(2) : undefined };
    if (depth === 0) return r.pick(simple)();
    const inner = (): Statement => this.statement(depth - 1);
    const maybe = (): Expression | undefined => (r.chance(50) ? this.expression(2) : undefined);
    return r.pick<() => Statement>([
      ...simple,
      () => this.block(depth - 1),
      () => ({ kind: "If", span, condition: this.expression(2), then: inner() }),
      () => ({ kind: "If", span, condition: this.expression(2), then: this.block(depth - 1), otherwise: inner() }),
      () => ({ kind: "While", span, condition: this.expression(2), body: inner() }),
      () => ({ kind: "For", span, init: maybe(), condition: maybe(), update: maybe(), body: inner() }),
      () => ({
        kind: "Try",
        span,
        body: this.block(depth - 1),
        variable: r.chance(50) ? this.#variable() : undefined,
        handler: this.block(depth - 1),
      }),
      () => this.#foreach(inner()),
    ])();
  }

  #foreach(body: Statement): Statement {
    const r = this.#random;
    const keys = this.#some(() => this.#variable());
    const by = r.chance(50) ? "value" : r.below(keys.length);
    return {
      kind: "Foreach",
      span,
      keys,
      value: r.chance(40) ? this.#variable() : undefined,
      array: this.#indexable(),
      slice: r.chance(30) ? this.#some(() => this.#key(1)) : undefined,
      sort: r.chance(50)
        ? {
            kind: "Sort",
            span,
            by,
            direction: r.pick(["ascending", "descending"]),
            aggregate: by === "value" ? r.pick([undefined, "sum", "variance"]) : undefined,
          }
        : undefined,
      limit: r.chance(30) ? this.expression(2) : undefined,
      body,
    };
  }

  expression(depth: number): Expression {
    const r = this.#random;
    if (depth === 0) {
      return r.pick<() => Expression>([
        () => this.#number(),
        () => this.#string(),
        () => this.#variable(),
        () => ({ kind: "TargetVariable", span, name: r.pick(["$a", "$$vars"]), accessors: [], addressOf: false }),
        () => ({ kind: "EmbeddedC", span, code: " /* pure */ 1 " }),
        () => ({ kind: "Perf", span, counter: "c" }),
        () => ({ kind: "Const", span, name: "C" }),
        () => ({ kind: "Enumerator", span, name: "E", module: r.pick([undefined, "m"]) }),
        () => ({ kind: "Register", span, space: r.pick(["kernel", "user"]), number: r.below(20) }),
      ])();
    }
    const inner = (): Expression => this.expression(r.below(depth));
    const module = r.pick([undefined, "m"]);
    return r.pick<() => Expression>([
      inner,
      () => ({ kind: "Binary", span, operator: r.pick(BINARY), operatorSpan: span, left: inner(), right: inner() }),
      () => ({ kind: "Binary", span, operator: r.pick(BINARY), operatorSpan: span, left: inner(), right: inner() }),
      () => ({ kind: "Assignment", span, operator: r.pick(ASSIGNMENT), target: inner(), value: inner() }),
      () => ({ kind: "Unary", span, operator: r.pick(UNARY), operand: inner() }),
      () => ({ kind: "Update", span, operator: r.pick(["++", "--"]), prefix: r.chance(50), target: inner() }),
      () => ({ kind: "Ternary", span, condition: inner(), then: inner(), otherwise: inner() }),
      () => ({ kind: "Match", span, operand: inner(), negated: r.chance(50), pattern: this.#string() }),
      () => ({ kind: "Membership", span, keys: this.#some(() => this.#key(depth - 1)), array: this.#indexable() }),
      () => ({ kind: "Index", span, base: this.#indexable(), keys: this.#some(() => this.#key(depth - 1)) }),
      () => ({ kind: "Call", span, name: r.pick(NAMES), args: this.#any(inner) }),
      () => ({ kind: "TargetVariable", span, name: "$t", accessors: this.#accessors(depth - 1), addressOf: r.chance(30) }),
      () => ({ kind: "AtVar", span, name: "v@f.c", module, accessors: this.#accessors(depth - 1), addressOf: r.chance(30) }),
      () => ({ kind: "Cast", span, operand: inner(), type: "t", module, accessors: this.#accessors(depth - 1), addressOf: r.chance(30) }),
      () => ({ kind: "EnumeratorName", span, type: "enum t", value: inner(), module }),
      () => {
        const accessors: Accessor[] = [{ kind: "FieldAccessor", span, name: "f" }, ...this.#accessors(depth - 1)];
        return { kind: "Autocast", span, operand: inner(), accessors, addressOf: r.chance(30) };
      },
      () => ({ kind: r.pick(["Defined", "Entry", "ProbeWrite"]), span, operand: inner() }),
      () => ({ kind: "ChooseDefined", span, preferred: inner(), fallback: inner() }),
      () => ({ kind: "Extractor", span, function: "variance", statistic: inner(), shift: r.pick([undefined, 3]) }),
      () => this.#histogram(),
    ])();
  }

  #accessors(depth: number): Accessor[] {
    const r = this.#random;
    const steps = this.#any((): Accessor => {
      return r.chance(50) ? { kind: "FieldAccessor", span, name: r.pick(["f", "if"]) } : { kind: "IndexAccessor", span, index: this.expression(depth) };
    });
    return r.chance(30) ? [...steps, { kind: "PrettyAccessor", span, depth: r.pick([1, 2]) }] : steps;
  }

  #key(depth: number): Key {
    return this.#random.chance(20) ? { kind: "AnyKey", span } : this.expression(depth);
  }

  #indexable(): Variable | Histogram {
    return this.#random.chance(80) ? this.#variable() : this.#histogram();
  }

  #histogram(): Histogram {
    const statistic = this.#variable();
    return this.#random.chance(50)
      ? { kind: "HistLog", span, statistic }
      : { kind: "HistLinear", span, statistic, low: -5n, high: 10n, step: 1n };
  }

  #variable(): Variable {
    return { kind: "Variable", span, name: this.#random.pick(NAMES) };
  }

  literal(): Literal {
    return this.#random.chance(50) ? this.#number() : this.#string();
  }

  #number(): Literal {
    const value = this.#random.pick([0n, 1n, 255n, -1n, 2n ** 63n - 1n, -(2n ** 63n)]);
    return { kind: "NumberLiteral", span, value };
  }

  #string(): StringLiteral {
    return { kind: "StringLiteral", span, value: this.#random.pick(["", "plain", '"\\', "\0001\x07\xff\n", "%d %{ %( @x $1 # //"]) };
  }

  /** Up to three of what is made. */
  #any<T>(make: () => T): T[] {
    return Array.from({ length: this.#random.below(4) }, make);
  }

  /** One to three of what is made. */
  #some<T>(make: () => T): T[] {
    return [make(), ...this.#any(make).slice(1)];
  }
}
