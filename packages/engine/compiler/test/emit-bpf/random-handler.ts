import type { BinaryOperator, Comparison, Expr, Global, Local, LongExpr, Stmt, StringExpr } from "@tapset/core";
import {
  accumulate, binary, compare, concat, element, format, get, gets, Globals, has, long, longKey, num, print, raise, read, run, set, string, stringKey, text, tryCatch, unary,
  update, value, when,
} from "./ir-builders.js";

/** A handler that does the same in every engine, however odd. */
export interface RandomHandler {
  readonly globals: Globals;
  readonly locals: readonly Local[];
  readonly body: readonly Stmt[];
}

/** A small linear generator: the same seed gives the same handler everywhere. */
class Dice {
  #state: number;
  constructor(seed: number) {
    this.#state = (seed * 2654435761 + 12345) >>> 0;
  }
  below(limit: number): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.#state / 4294967296) * limit);
  }
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
}

const numbers = [0n, 1n, 2n, 3n, 7n, -1n, -3n, 8n, 64n, 255n, 1n << 31n, -(1n << 31n), (1n << 40n) + 3n, (1n << 63n) - 1n, -(1n << 63n)];
const texts = ["", "a", "ab", "abc", "abcdefg", "abcdefgh", "zz top", "0123456789abcdef", "x".repeat(30), "the quick brown fox jumps over the lazy dog", "\xe9\xff", "y".repeat(100)];
const operators: readonly BinaryOperator[] = ["add", "sub", "mul", "div", "mod", "and", "or", "xor", "shl", "shr", "sar"];
const comparisons: readonly Comparison[] = ["eq", "ne", "lt", "le", "gt", "ge"];
const MAX_BOUND = 120;

class Generator {
  readonly globals = new Globals();
  readonly locals: Local[] = [];
  readonly #longs: Local[];
  readonly #strings: Local[];
  readonly #word = this.globals.make("word");
  readonly #longArray = this.globals.make("longs", { keys: [longKey], maxEntries: 12 });
  readonly #mixed = this.globals.make("mixed", { keys: [stringKey(MAX_BOUND), longKey], maxEntries: 40 });
  readonly #words = this.globals.make("words", { type: "string", bound: MAX_BOUND, keys: [longKey], maxEntries: 40 });
  readonly #line = this.globals.make("line", { type: "string", bound: MAX_BOUND });
  readonly #stats = this.globals.make("stats", { type: "stats", stats: { variance: false, histogram: { kind: "log" } } });
  #labels = 0;

  constructor(private readonly dice: Dice) {
    this.#longs = ["a", "b", "c"].map((name) => this.#local(long(name)));
    this.#strings = [7, 15, 40, MAX_BOUND].map((bound) => this.#local(string(bound, `s${bound}`)));
  }

  #local(local: Local): Local {
    this.locals.push(local);
    return local;
  }

  // ---- longs ----

  long(depth: number): LongExpr {
    const { dice } = this;
    if (depth <= 0) {
      const leaves = [() => num(dice.pick(numbers)), () => num(dice.below(10)), () => get(dice.pick(this.#longs)), () => read(this.#word)];
      return dice.pick(leaves)();
    }
    const inner = (): LongExpr => this.long(depth - 1);
    const rows: readonly (() => LongExpr)[] = [
      inner,
      () => binary(dice.pick(operators), inner(), inner()),
      () => binary(dice.pick(operators), inner(), dice.pick(numbers)),
      () => compare(dice.pick(comparisons), inner(), inner()),
      () => compare(dice.pick(comparisons), this.text(depth - 1), this.text(depth - 1)),
      () => unary(dice.pick(["neg", "bitnot", "not"] as const), inner()),
      () => ({ type: "long", op: "logical", operator: dice.pick(["and", "or"] as const), left: inner(), right: inner() }),
      () => ({ type: "long", op: "select", condition: inner(), then: inner(), otherwise: inner() }),
      () => element(this.#longArray, this.smallKey(depth - 1)),
      () => has(this.#mixed, this.text(depth - 1), this.smallKey(0)),
      () => update(this.#word, dice.pick(["set", ...operators]), inner(), [], dice.pick(["old", "new"])),
      () => update(this.#longArray, dice.pick(["set", ...operators]), inner(), [this.smallKey(depth - 1)], dice.pick(["old", "new"])),
      () => ({ type: "long", op: "strlen", text: this.text(depth - 1) }),
      () => ({ type: "long", op: "extract", extractor: dice.pick(["count", "sum", "min", "max", "avg"] as const), shift: dice.below(2) * 4, global: this.#stats, keys: [] }),
      () => ({ type: "long", op: "bucket", global: this.#stats, keys: [], index: binary("add", binary("and", inner(), 15), 60) }),
      () => ({ type: "long", op: "sequence", before: this.statements(1, depth - 1), value: inner() }),
    ];
    return dice.pick(rows)();
  }

  /** Few different values, so that elements are met again. */
  smallKey(depth: number): LongExpr {
    return binary("and", this.long(depth), 15);
  }

  // ---- strings ----

  text(depth: number): StringExpr {
    const { dice } = this;
    if (depth <= 0) return dice.pick([() => text(dice.pick(texts)), () => gets(dice.pick(this.#strings))])();
    const inner = (): StringExpr => this.text(depth - 1);
    const bounded = (...parts: readonly StringExpr[]): StringExpr => concat(Math.min(MAX_BOUND, parts.reduce((sum, { bound }) => sum + bound, 0)), ...parts);
    const rows: readonly (() => StringExpr)[] = [
      inner,
      () => bounded(inner(), inner()),
      () => bounded(text("-"), inner(), this.text(0)),
      () => this.#select(depth),
      () => ({ type: "string", op: "substr", text: inner(), start: this.long(depth - 1), length: this.smallKey(0), bound: MAX_BOUND }),
      () => format(MAX_BOUND, "<", value("d", this.long(depth - 1)), ":", value("s", inner()), ">"),
      () => format(MAX_BOUND, value("x", this.long(depth - 1), { alternate: true }), value("s", inner(), { width: 9 }), value("d", this.long(0), { width: 5, zero: true })),
      () => ({ type: "string", op: "element", global: this.#words, keys: [this.smallKey(depth - 1)], bound: MAX_BOUND }),
      () => ({ type: "string", op: "global", global: this.#line, bound: MAX_BOUND }),
      () => ({ type: "string", op: "sequence", before: this.statements(1, depth - 1), value: this.text(0), bound: MAX_BOUND }),
    ];
    return dice.pick(rows)();
  }

  #select(depth: number): StringExpr {
    const [then, otherwise] = [this.text(depth - 1), this.text(depth - 1)];
    return { type: "string", op: "select", condition: this.long(depth - 1), then, otherwise, bound: Math.max(then.bound, otherwise.bound) };
  }

  // ---- statements ----

  statements(count: number, depth: number): Stmt[] {
    return Array.from({ length: count }, () => this.statement(depth));
  }

  statement(depth: number): Stmt {
    const { dice } = this;
    const simple: readonly (() => Stmt)[] = [
      () => set(dice.pick(this.#longs), this.long(2)),
      () => set(dice.pick(this.#strings), this.text(2)),
      () => run(update(this.#word, dice.pick(["add", "xor", "set"] as const), this.long(1))),
      () => run(update(this.#longArray, dice.pick(["add", "mul", "set"] as const), this.long(1), [this.smallKey(1)])),
      () => run(update(this.#mixed, "add", this.long(1), [this.text(1), this.smallKey(0)])),
      () => this.#assign(this.#words, [this.smallKey(1)]),
      () => this.#assign(this.#line, []),
      () => accumulate(this.#stats, this.long(1)),
      () => print(value("d", this.long(2)), " ", value("s", this.text(2)), "|"),
      () => print(value("s", this.text(1), { width: 12, minus: true }), value("x", this.long(1)), "\n"),
      () => ({ op: "delete", global: this.#longArray, keys: [this.smallKey(0)] }),
      () => ({ op: "delete", global: this.#mixed, keys: [this.text(0), undefined] }),
      () => ({ op: "clear", global: dice.pick([this.#longArray, this.#mixed, this.#words, this.#word, this.#line, this.#stats]) }),
    ];
    if (depth <= 0) return dice.pick(simple)();
    const nested: readonly (() => Stmt)[] = [
      () => when(this.long(2), this.statements(2, depth - 1), this.statements(dice.below(2), depth - 1)),
      () => this.#loop(depth),
      () => this.#sum(),
      () => tryCatch(this.statements(2, depth - 1), dice.below(2) === 0 ? this.#strings[dice.below(4)] : undefined, this.statements(1, depth - 1)),
      () => when(compare("eq", this.smallKey(1), 3), [raise(this.text(1))]),
      () => when(compare("eq", this.smallKey(1), 5), [{ op: "end" }]),
    ];
    return dice.pick([...simple, ...nested, ...nested])();
  }

  #assign(global: Global, keys: readonly Expr[]): Stmt {
    return { op: "update", update: { place: { global, keys }, operator: "set", value: this.text(2) } };
  }

  /** A loop of a few turns, with breaks and continues in it. */
  #loop(depth: number): Stmt {
    const { dice } = this;
    const counter = this.#local(long(`i${this.locals.length}`));
    this.#labels += 2;
    const label = this.#labels;
    const leave = (to: number): Stmt => when(compare("eq", this.smallKey(0), dice.below(16)), [{ op: "break", label: to }]);
    const body = [...this.statements(2, depth - 1), leave(label + 1), ...this.statements(1, depth - 1), leave(label)];
    const loop: Stmt = {
      op: "loop",
      label,
      body: [
        when(compare("ge", get(counter), 2 + dice.below(3)), [{ op: "break", label }]),
        set(counter, binary("add", get(counter), 1)),
        { op: "block", label: label + 1, body },
      ],
      actions: 1,
    };
    this.#labels += 2;
    return { op: "block", label: this.#labels, body: [set(counter, 0), loop] };
  }

  /** A walk whose order doesn't show. */
  #sum(): Stmt {
    const [key, element, sum] = [this.#local(long(`k${this.locals.length}`)), this.#local(long(`v${this.locals.length}`)), this.#longs[0]!];
    this.#labels += 2;
    return {
      op: "foreach",
      label: this.#labels,
      global: this.#longArray,
      keys: [key],
      value: element,
      slice: [],
      sort: undefined,
      limit: undefined,
      body: [set(sum, binary("add", get(sum), binary("xor", get(key), get(element)))), run(update(this.#word, "add", get(element)))],
      actions: 1,
    };
  }
}

/** The handler of a seed. */
export function randomHandler(seed: number): RandomHandler {
  const generator = new Generator(new Dice(seed));
  const body = generator.statements(6, 3);
  return { globals: generator.globals, locals: generator.locals, body };
}
