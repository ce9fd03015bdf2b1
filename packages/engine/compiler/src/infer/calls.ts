import type { Call } from "@tapset/language";
import type { Intrinsic, Parameter } from "@tapset/core";
import type { Callee } from "../elaborate/name-resolver.js";
import type { Body } from "./body.js";
import type { ExpressionRow } from "./inference.js";
import { PRINT_FAMILY, type PrintRow, inferPrint } from "./print-family.js";
import { suggest } from "./suggest.js";
import { describe } from "./subject.js";
import { TypeCell } from "./type-cell.js";
import type { TypedExpression } from "./typed.js";

/** Calls: the print family, the script's functions, intrinsics. */
export const CALL_ROWS: { readonly [K in "Call" | "EmbeddedC"]: ExpressionRow<K> } = {
  Call(body, node) {
    if (body.owner.isCondition) {
      body.report("call-in-condition", "conditions of probe points can't call functions", node.span, { subject: describe(node), hints: ["ask in the handler: if (…) next"] });
      return body.wrong(node.span);
    }
    const printRow: PrintRow | undefined = PRINT_FAMILY.get(node.name);
    if (printRow !== undefined) return inferPrint(body, node, printRow);
    const callee = visibleCallee(body, node.name);
    if (callee.overloads.length + callee.intrinsics.length > 0) return inferCall(body, node, callee);
    for (const argument of node.args) body.expression(argument);
    body.report("undefined-function", `unresolved function '${node.name}'`, node.span, {
      subject: describe(node),
      hints: suggest(node.name, callableNames(body)),
      unknown: { kind: "function", name: node.name },
    });
    return body.wrong(node.span);
  },

  EmbeddedC(body, node) {
    refuseEmbeddedC(body, node);
    return body.wrong(node.span);
  },
};

/** Embedded C is kept in the tree, but nothing here can run it. */
export function refuseEmbeddedC(body: Body, node: { readonly span: Call["span"] }): void {
  body.report("embedded-c", "embedded C can't be run: scripts become BPF programs, which have no C compiler and no access to kernel functions", node.span, {
    subject: "embedded C",
    hints: ["write it in the script language: @cast(pointer, \"type\")->member reads kernel memory"],
  });
}

function visibleCallee(body: Body, name: string): Callee {
  const { functions, intrinsics } = body.inference.elaborated;
  const overloads = (functions.get(name) ?? []).filter((each) => !each.private || each.span.source === body.source);
  return { overloads, intrinsics: intrinsics.get(name) ?? [] };
}

function inferCall(body: Body, node: Call, callee: Callee): TypedExpression {
  const overloads = callee.overloads.filter((each) => each.params.length === node.args.length);
  const fallback = callee.intrinsics.find((each) => each.parameters.length === node.args.length);
  if (overloads.length === 0) return fallback === undefined ? reportArity(body, node, callee) : inferIntrinsic(body, node, fallback);
  const args = node.args.map((argument) => body.value(argument));
  const candidates = overloads.map((each) => body.inference.functionSymbol(each));
  const type = new TypeCell();
  if (body.iterated.length > 0) body.inference.callsInForeach.push({ node, callees: candidates, iterated: [...body.iterated] });
  for (const candidate of candidates) {
    body.calls.push(candidate);
    joinArguments(body, node, args, candidate.parameters.map((parameter) => parameter.type));
    body.inference.reportConflict(candidate.returns.join(type));
  }
  if (fallback !== undefined) {
    if (fallback.purity === "effect") body.act("outside");
    joinArguments(body, node, args, fallback.parameters.map((parameter) => body.known(parameter.type, node.span, `parameter '${parameter.name}'`)));
    if (fallback.returns !== "void") body.inference.reportConflict(type.join(body.known(fallback.returns, node.span, describe(node))));
  }
  return { kind: "call", span: node.span, type: candidates[0]?.returns ?? type, candidates, fallback, args };
}

function joinArguments(body: Body, node: Call, args: readonly TypedExpression[], parameters: readonly TypeCell[]): void {
  for (const [index, parameter] of parameters.entries()) {
    const argument = args[index];
    const argumentNode = node.args[index];
    if (argument !== undefined && argumentNode !== undefined) body.join(parameter, argument, argumentNode);
  }
}

function reportArity(body: Body, node: Call, { overloads, intrinsics }: Callee): TypedExpression {
  for (const argument of node.args) body.expression(argument);
  const lengths = [...overloads.map(({ params }) => params.length), ...intrinsics.map(({ parameters }) => parameters.length)];
  const arities = [...new Set(lengths)].sort((a, b) => a - b).join(" or ");
  const signatures = intrinsics.map(({ parameters }) => `${node.name}(${parameters.map(({ name, type }) => `${name}:${type}`).join(", ")})`);
  body.report("wrong-argument-count", `function '${node.name}' takes ${arities} ${arities === "1" ? "argument" : "arguments"}, not ${node.args.length}`, node.span, {
    subject: describe(node),
    chain: overloads.map((each) => ({ message: `function '${each.name}'`, span: each.nameSpan })),
    hints: signatures.length === 0 ? [] : [`write it as ${signatures.join(" or ")}`],
  });
  return body.wrong(node.span);
}

function inferIntrinsic(body: Body, node: Call, intrinsic: Intrinsic): TypedExpression {
  if (intrinsic.purity === "effect") body.act("outside");
  const args = node.args.map((argument, index) => body.expect(argument, (intrinsic.parameters[index] as Parameter).type));
  const type = intrinsic.returns === "void" ? new TypeCell() : body.known(intrinsic.returns, node.span, describe(node));
  return { kind: "intrinsic", span: node.span, type, intrinsic, args };
}

function callableNames(body: Body): string[] {
  const { functions, callable } = body.inference.elaborated;
  return [...PRINT_FAMILY.keys(), ...callable, ...[...functions.keys()].filter((name) => visibleCallee(body, name).overloads.length > 0)];
}
