import type { Expr, Local, Stmt } from "@tapset/core";
import type { FunctionSymbol, TypedExpressionOf } from "../infer/typed.js";
import { type ExpressionLowering, type Lowering, typeOf } from "./lowering.js";
import { rewriteExpr } from "../optimise/ir-walk.js";
import { sequence } from "./variables.js";

/** Calls: the script's functions are inlined, intrinsics lower themselves. */
export const CALL_LOWERING: { readonly [K in "call" | "intrinsic"]: ExpressionLowering<K> } = {
  call: (lowering, node) => inlineCall(lowering, node),

  intrinsic(lowering, { intrinsic, args, span }) {
    const before: Stmt[] = [];
    const values = args.map((argument) => {
      const value = lowering.expression(argument);
      if (SIMPLE.has(value.op)) return value;
      // The intrinsic may use its argument several times; it's evaluated once.
      const local = lowering.newLocal("arg", value.type, value.type === "string" ? value.bound : 0);
      before.push(lowering.assign(local, value));
      return lowering.read(local);
    });
    const builder = lowering.builder(span);
    if (intrinsic.returns === "void") return sequence([...before, ...intrinsic.lower(builder, ...values)], builder.constant(0));
    const value = intrinsic.lower(builder, ...values);
    return sequence(before, intrinsic.purity === "effect" ? markEffects(value) : value);
  },
};

const SIMPLE: ReadonlySet<Expr["op"]> = new Set(["const", "text", "local"]);

/** Keeps a value whose making has an effect from being dropped when nobody reads it. */
function markEffects(value: Expr): Expr {
  return rewriteExpr(value, { expr: (each) => (each.op === "helper" || each.op === "host" ? { ...each, effect: true } : each) });
}

type CallNode = TypedExpressionOf<"call">;

function inlineCall(lowering: Lowering, node: CallNode): Expr {
  const recursive = node.candidates.find((candidate) => lowering.callStack.includes(candidate));
  if (recursive !== undefined) {
    const cycle = [...lowering.callStack.slice(lowering.callStack.indexOf(recursive)), recursive];
    lowering.report("recursion", `function '${recursive.declaration.name}' calls itself: ${cycle.map(({ declaration }) => declaration.name).join(" → ")}`, node.span, [
      "write it as a loop: functions are inlined, and the kernel refuses recursion",
    ]);
    return lowering.placeholder(typeOf(node.type));
  }
  const args = node.args.map((argument) => lowering.newLocal("arg", typeOf(argument.type)));
  const before: Stmt[] = node.args.map((argument, index) => lowering.assign(args[index] as Local, lowering.expression(argument)));
  const [only, ...others] = node.candidates;
  if (only === undefined) return lowering.placeholder(typeOf(node.type));
  const body = others.length === 0 ? inlineOnly(lowering, only, args) : inlineOverloads(lowering, node, args);
  return sequence([...before, ...body.before], body.value);
}

interface Inlined {
  readonly before: readonly Stmt[];
  readonly value: Expr;
}

/** A function without other overloads. A body that returns once, at its end, needs neither block nor variable. */
function inlineOnly(lowering: Lowering, callee: FunctionSymbol, args: readonly Local[]): Inlined {
  const type = typeOf(callee.returns);
  const result = lowering.newLocal(callee.declaration.name, type);
  const label = lowering.newLabel();
  const before = inlineBody(lowering, callee, args, {
    return: (inner, value) => [...(value ? [inner.assign(result, value)] : []), { op: "break", label }],
    next: (inner) => [noMoreOverloads(inner, callee)],
  });
  const value = callee.yields ? lowering.read(result) : lowering.placeholder(type);
  const init: Stmt[] = callee.yields ? [lowering.assign(result, lowering.placeholder(type))] : [];
  return { before: [...init, { op: "block", label, body: before }], value };
}

/** Overloads of one arity: tried in order, each leaving the choice to the next by `next`. */
function inlineOverloads(lowering: Lowering, node: CallNode, args: readonly Local[]): Inlined {
  const type = typeOf(node.type);
  const result = lowering.newLocal(node.candidates[0]?.declaration.name ?? "result", type);
  const done = lowering.newLabel();
  const tries = node.candidates.map((callee, index): Stmt[] => {
    const label = lowering.newLabel();
    const isLast = index === node.candidates.length - 1;
    const body = inlineBody(lowering, callee, args, {
      return: (inner, value) => [...(value ? [inner.assign(result, value)] : []), { op: "break", label: done }],
      next: (inner) => (isLast ? [noMoreOverloads(inner, callee)] : [{ op: "break", label }]),
    });
    return isLast ? [...body] : [{ op: "block", label, body: [...body, { op: "break", label: done }] }];
  });
  const init = lowering.assign(result, lowering.placeholder(type));
  return { before: [init, { op: "block", label: done, body: tries.flat() }], value: lowering.read(result) };
}

/** The body with parameters set from the arguments and all other locals fresh. */
function inlineBody(
  lowering: Lowering,
  callee: FunctionSymbol,
  args: readonly Local[],
  exits: Parameters<Lowering["inFrame"]>[1],
): readonly Stmt[] {
  return lowering.inFrame(callee, exits, () => {
    const setup = callee.locals.map((symbol): Stmt => {
      const local = lowering.local(symbol);
      const index = callee.parameters.indexOf(symbol);
      const argument = args[index];
      return lowering.assign(local, argument === undefined ? lowering.placeholder(local.type) : lowering.read(argument));
    });
    return [...setup, ...lowering.statements(callee.body)];
  });
}

function noMoreOverloads(lowering: Lowering, callee: FunctionSymbol): Stmt {
  const builder = lowering.builder(callee.declaration.nameSpan);
  return builder.raise(builder.text(`all overloads of function '${callee.declaration.name}' exhausted`));
}
