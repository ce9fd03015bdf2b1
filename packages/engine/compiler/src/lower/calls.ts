import type { Expr, Intrinsic, Local, Stmt } from "@tapset/core";
import type { Span } from "@tapset/language";
import type { FunctionSymbol, TypedExpressionOf } from "../infer/typed.js";
import { type ExpressionLowering, type FrameExits, type Lowering, typeOf } from "./lowering.js";
import { hasEffects } from "../optimise/effects.js";
import { rewriteExpr } from "../optimise/ir-walk.js";
import { sequence } from "./variables.js";

/** Calls: the script's functions are inlined unless they call themselves (or are too large for that), intrinsics lower themselves. */
export const CALL_LOWERING: { readonly [K in "call" | "intrinsic"]: ExpressionLowering<K> } = {
  call: (lowering, node) => lowerCall(lowering, node),

  intrinsic(lowering, { intrinsic, args, span }) {
    const before: Stmt[] = [];
    const lowered = args.map((argument) => lowering.expression(argument));
    const lastEffect = lowered.findLastIndex(hasEffects);
    const values = lowered.map((value, index) => {
      // What an argument behind it may assign is read before.
      if (isSimple(value) && (value.op !== "local" || index > lastEffect)) return value;
      // The intrinsic may use its argument several times; it's evaluated once.
      const local = lowering.newLocal("arg", value.type, value.type === "string" ? value.bound : 0);
      before.push(lowering.assign(local, value));
      return lowering.read(local);
    });
    const { before: effects, value } = callIntrinsic(lowering, intrinsic, values, span);
    return sequence([...before, ...effects], value ?? lowering.placeholder("long"));
  },
};

interface Called {
  readonly before: readonly Stmt[];
  /** Undefined where there is none. */
  readonly value: Expr | undefined;
}

function callIntrinsic(lowering: Lowering, intrinsic: Intrinsic, args: readonly Expr[], span: Span): Called {
  const builder = lowering.builder(span);
  if (intrinsic.returns === "void") return { before: intrinsic.lower(builder, ...args), value: undefined };
  const value = intrinsic.lower(builder, ...args);
  return { before: [], value: intrinsic.purity === "effect" ? markEffects(value) : value };
}

/** What is the same however often it's evaluated. The current task is a pointer the verifier knows only where it's asked for. */
function isSimple(value: Expr): boolean {
  return value.op === "const" || value.op === "text" || value.op === "local" || (value.op === "environment" && value.name === "task");
}

/** Keeps a value whose making has an effect from being dropped when nobody reads it. */
function markEffects(value: Expr): Expr {
  return rewriteExpr(value, { expr: (each) => (each.op === "helper" || each.op === "host" ? { ...each, effect: true } : each) });
}

type CallNode = TypedExpressionOf<"call">;

function lowerCall(lowering: Lowering, node: CallNode): Expr {
  if (lowering.staysCall(node.candidates)) return callFunction(lowering, node);
  const args = node.args.map((argument) => lowering.newLocal("arg", typeOf(argument.type)));
  const before: Stmt[] = node.args.map((argument, index) => lowering.assign(args[index] as Local, lowering.expression(argument)));
  const { before: body, value } = inline(lowering, node, args);
  return sequence([...before, ...body], value ?? lowering.placeholder("long"));
}

// ---- calls that are inlined ----

/** The function's body in the call's place. The passes after see to it that one which returns once, at its end, needs neither block nor variable. */
function inline(lowering: Lowering, node: CallNode, args: readonly Local[]): Called {
  const { candidates } = node;
  const type = typeOf(node.type);
  const yields = yieldsValue(node);
  const result = lowering.newLocal(candidates[0]?.declaration.name ?? "result", type);
  const done = lowering.newLabel();
  const leave = (value: Expr | undefined): Stmt[] => [...(value ? [lowering.assign(result, value)] : []), { op: "break", label: done }];
  const body = overloads(lowering, node, args, leave);
  const init: Stmt[] = yields ? [lowering.assign(result, lowering.placeholder(type))] : [];
  return { before: [...init, { op: "block", label: done, body }], value: yields ? lowering.read(result) : undefined };
}

function yieldsValue({ candidates, fallback }: CallNode): boolean {
  return candidates.some((candidate) => candidate.yields) || (fallback !== undefined && fallback.returns !== "void");
}

// ---- calls that stay calls ----

/** A call of a function that may call itself, or that is too large to be in every call's place. */
function callFunction(lowering: Lowering, node: CallNode): Expr {
  const { candidates, args, type, span } = node;
  const builder = lowering.builder(span);
  if (lowering.atEntry) {
    builder.refuse("recursion-at-entry", "a function that calls itself can't be called in @entry", "save its arguments with @entry and call it in the return's handler");
  }
  const values = args.map((argument) => lowering.expression(argument));
  const callee = lowering.function(candidates, yieldsValue(node), (open) => {
    // What the first call knows of a pointer lets `->` in the body follow it; the verifier has forgotten it there.
    for (const [index, value] of values.entries()) if (value.type === "long") lowering.assign(open.parameters[index] as Local, { ...value, trusted: false });
    const end: Stmt = { op: "return", value: open.result && lowering.placeholder(open.result.type) };
    open.body = [...overloads(lowering, node, open.parameters, (value) => [value ? { op: "return", value } : end]), end];
  });
  const result = callee.result && lowering.newLocal(callee.name, callee.result.type);
  const call: Stmt = { op: "call", callee: callee.id, arguments: values, result, span };
  return sequence([call], result ? lowering.read(result) : lowering.placeholder(typeOf(type)));
}

// ---- bodies ----

/** Overloads of one arity: tried in order, each leaving the choice to the next by `next`. */
function overloads(lowering: Lowering, { candidates, fallback, span }: CallNode, args: readonly Local[], leave: (value: Expr | undefined) => readonly Stmt[]): readonly Stmt[] {
  const exits = (next: FrameExits["next"]): FrameExits => ({ return: (_inner, value) => leave(value), next });
  const tries = candidates.flatMap((callee, index): readonly Stmt[] => {
    const isLast = index === candidates.length - 1 && fallback === undefined;
    if (isLast) return inlineBody(lowering, callee, args, exits((inner) => [noMoreOverloads(inner, callee)]));
    const label = lowering.newLabel();
    const body = inlineBody(lowering, callee, args, exits(() => [{ op: "break", label }]));
    return [{ op: "block", label, body: [...body, ...leave(undefined)] }];
  });
  if (fallback === undefined) return tries;
  const { before, value } = callIntrinsic(lowering, fallback, args.map((argument) => lowering.read(argument)), span);
  return [...tries, ...before, ...leave(value)];
}

/** The body with parameters set from the arguments and all other locals fresh. */
function inlineBody(lowering: Lowering, callee: FunctionSymbol, args: readonly Local[], exits: FrameExits): readonly Stmt[] {
  lowering.inlined(callee);
  return lowering.inFrame(exits, () => {
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
