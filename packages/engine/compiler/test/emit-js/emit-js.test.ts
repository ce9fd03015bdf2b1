import { emitJs, type SessionRuntime } from "@tapset/compiler";
import type { Expr, Global, Handler, Ir, Local, LongExpr, Segment, Stmt, StringExpr } from "@tapset/core";
import { Source } from "@tapset/language";
import { describe, expect, it } from "vitest";

const source = new Source("t.stp", "x / y\n");
const division = { source, start: 2, end: 3 };
const long = (value: number): LongExpr => ({ type: "long", op: "const", value: BigInt(value) });
const text = (value: string): StringExpr => ({ type: "string", op: "text", text: value, bound: value.length });
const binary = (operator: "add" | "sub" | "mul" | "div" | "mod" | "shl" | "shr" | "sar", left: LongExpr, right: LongExpr): LongExpr => ({
  type: "long", op: "binary", operator, left, right, span: division,
});
const host = (name: string, ...args: Expr[]): LongExpr => ({ type: "long", op: "host", name, arguments: args });
const x: Local = { id: 1, name: "x", type: "long", bound: 0 };
const s: Local = { id: 2, name: "s", type: "string", bound: 3 };
const read = (local: Local): LongExpr => ({ type: "long", op: "local", local });
const shown = (value: Expr): Stmt => {
  const directive = { minus: false, plus: false, space: false, zero: false, alternate: false, width: undefined, precision: undefined } as const;
  const segments: Segment[] = [
    { kind: "value", directive: { ...directive, conversion: value.type === "long" ? "d" : "s" }, value },
    { kind: "text", text: ";" },
  ];
  return { op: "print", stream: "output", segments };
};
/** Does something, then has a value. */
const after = (before: Stmt[], value: LongExpr): LongExpr => ({ type: "long", op: "sequence", before, value });
const set = (local: Local, value: Expr): Stmt => ({ op: "set", local, value });

function emit(body: readonly Stmt[], condition?: LongExpr) {
  const handler: Handler = { id: 7, probe: 0, condition, locals: [x, s], body, functions: [], owns: [], paired: undefined };
  const ir: Pick<Ir, "session"> = { session: [{ handler, family: "test", phase: "begin", order: 0, start: undefined }] };
  return emitJs(ir as Ir);
}

class Failure extends Error {}

/** Runs a handler on a runtime that knows only what these tests use. */
function run(body: readonly Stmt[], condition?: LongExpr): { output: string; result: boolean } {
  const { source: code } = emit(body, condition);
  let output = "";
  let places: readonly string[] = [];
  const fail = (message: string, at: number | undefined): Error => new Failure(at === undefined ? message : `${message} ${places[at]}`);
  const rt = {
    actions: 10,
    locations: (texts: readonly string[]) => (places = texts),
    print: (_: string, printed: string) => (output += printed),
    host: (name: string) => (...args: unknown[]) => {
      output += `${name}(${args.join()})`;
      return args[0];
    },
    divide: (a: bigint, b: bigint, at: number | undefined) => {
      if (b === 0n) throw fail("division by 0", at);
      return a / b;
    },
    cut: (value: string, bound: number) => value.slice(0, bound),
    error: fail,
    caught: (error: unknown) => {
      if (error instanceof Failure) return error.message;
      throw error;
    },
  };
  const make = new Function("rt", code) as (rt: SessionRuntime) => Record<number, () => boolean>;
  const result = make(rt as unknown as SessionRuntime)[7]?.();
  return { output, result: result ?? false };
}

describe("JavaScript of session handlers", () => {
  it("wraps longs to 64 bits and shifts modulo 64", () => {
    const max = binary("shr", long(-1), long(1));
    const { output } = run([
      shown(binary("add", max, long(1))),
      shown(binary("mul", max, long(2))),
      shown(binary("shl", long(1), long(63))),
      shown(binary("shl", long(1), long(65))),
      shown(binary("sar", long(-8), long(1))),
      shown(binary("shr", long(-8), long(60))),
      shown({ type: "long", op: "unary", operator: "neg", operand: binary("shl", long(1), long(63)) }),
      shown({ type: "long", op: "unary", operator: "bitnot", operand: long(0) }),
      shown({ type: "long", op: "unary", operator: "not", operand: long(5) }),
    ]);
    expect(output).toBe(`${-(1n << 63n)};-2;${-(1n << 63n)};2;-4;15;${-(1n << 63n)};-1;0;`);
  });

  it("makes no bigint where a condition or a small number will do", () => {
    const length: LongExpr = { type: "long", op: "strlen", text: { type: "string", op: "local", local: s, bound: 3 } };
    const isLong: LongExpr = { type: "long", op: "compare", comparison: "gt", left: length, right: long(2) };
    const { source: code } = emit([{ op: "if", condition: isLong, then: [shown(binary("add", length, long(1)))], otherwise: [] }]);
    expect(code).toContain("if ((l2.length > 2n)) {");
    expect(code).not.toContain("asIntN");
  });

  it("evaluates in the script's order when an operand needs statements first", () => {
    const sum = binary("add", host("first", long(1)), after([set(x, long(5)), shown(read(x))], host("second", read(x))));
    expect(run([shown(sum)]).output).toBe("first(1)5;second(5)6;");
    const old = binary("sub", read(x), after([set(x, long(9))], read(x)));
    expect(run([set(x, long(4)), shown(old)]).output).toBe("-5;");
  });

  it("evaluates only what a short circuit or a condition chooses", () => {
    const effect = (value: number): LongExpr => after([shown(text("effect"))], long(value));
    const logical = (operator: "and" | "or", left: LongExpr, right: LongExpr): LongExpr => ({ type: "long", op: "logical", operator, left, right });
    expect(run([shown(logical("and", long(0), effect(1)))]).output).toBe("0;");
    expect(run([shown(logical("or", long(2), effect(1)))]).output).toBe("1;");
    expect(run([shown(logical("or", long(0), effect(3)))]).output).toBe("effect;1;");
    const chosen: LongExpr = { type: "long", op: "select", condition: read(x), then: effect(1), otherwise: long(7) };
    expect(run([shown(chosen), set(x, long(1)), shown(chosen)]).output).toBe("7;effect;1;");
  });

  it("breaks out of labelled loops and blocks, and ends the handler from inside", () => {
    const more: LongExpr = { type: "long", op: "compare", comparison: "ge", left: read(x), right: long(3) };
    const body: Stmt[] = [
      { op: "loop", label: 1, actions: 1, body: [
        { op: "if", condition: more, then: [{ op: "break", label: 1 }], otherwise: [] },
        { op: "block", label: 2, body: [shown(read(x)), { op: "break", label: 2 }, shown(text("skipped"))] },
        set(x, binary("add", read(x), long(1))),
      ] },
      shown(text("left")),
      { op: "try", body: [{ op: "end" }], message: undefined, handler: [shown(text("not an error"))] },
      shown(text("not reached")),
    ];
    expect(run(body)).toEqual({ output: "0;1;2;left;", result: true });
  });

  it("catches errors with their message and place, and counts actions", () => {
    const caught: Stmt[] = [
      { op: "try", body: [shown(binary("div", long(1), read(x)))], message: s, handler: [shown({ type: "string", op: "local", local: s, bound: 3 })] },
      { op: "try", body: [{ op: "raise", message: text("inner"), span: division }], message: undefined, handler: [shown(text("second"))] },
      { op: "loop", label: 1, actions: 4, body: [shown(text("turn"))], span: division },
    ];
    expect(() => run(caught)).toThrow("MAXACTION exceeded near operator '/' at t.stp:1:3");
    expect(run(caught.slice(0, 2)).output).toBe("div;second;");
  });

  it("says whether the condition let the handler run", () => {
    expect(run([shown(text("ran"))], long(0))).toEqual({ output: "", result: false });
    expect(run([shown(text("ran"))], long(1))).toEqual({ output: "ran;", result: true });
  });

  it("cuts strings to what their variable holds", () => {
    const concat: StringExpr = { type: "string", op: "concat", parts: [text("ab"), text("cd")], bound: 3 };
    expect(run([set(s, text("abcdef")), shown({ type: "string", op: "local", local: s, bound: 3 }), shown(concat)]).output).toBe("abc;abc;");
  });

  it("refuses what only a kernel handler can do", () => {
    const load: LongExpr = { type: "long", op: "context", offset: 0, size: 8, signed: false };
    expect(() => emit([shown(load)])).toThrow("bug: a session handler can't evaluate 'context'");
  });

  it("declares each global, fact and format once, and lists the facts", () => {
    const fact = { name: "t/f", injective: true, bound: 8, render: () => "" };
    const global = { id: 3, name: "g", type: "long", keys: [] } as unknown as Global;
    const factText: StringExpr = { type: "string", op: "fact", fact, raw: [{ type: "long", op: "global", global }], bound: 8 };
    const { source: code, facts } = emit([shown(factText), shown(factText)]);
    expect(code.match(/rt\.fact\("t\/f"\)/g)).toHaveLength(1);
    expect(code.match(/rt\.global\(3\)/g)).toHaveLength(1);
    expect(facts).toEqual([fact]);
  });
});
