import type { Call, FunctionDecl } from "@tapset/language";
import type { Intrinsic } from "@tapset/core";
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
      body.report("call-in-condition", "conditions of probe points can't call functions", node.span, { subject: describe(node) });
      return body.wrong(node.span);
    }
    const printRow: PrintRow | undefined = PRINT_FAMILY.get(node.name);
    if (printRow !== undefined) return inferPrint(body, node, printRow);
    const overloads = visibleOverloads(body, node.name);
    if (overloads.length > 0) return inferCall(body, node, overloads);
    const intrinsic = body.inference.elaborated.intrinsics.get(node.name);
    if (intrinsic !== undefined) return inferIntrinsic(body, node, intrinsic);
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

function visibleOverloads(body: Body, name: string): readonly FunctionDecl[] {
  const overloads = body.inference.elaborated.functions.get(name) ?? [];
  return overloads.filter((each) => !each.private || each.span.source === body.source);
}

function inferCall(body: Body, node: Call, overloads: readonly FunctionDecl[]): TypedExpression {
  const chosen = overloads.filter((each) => each.params.length === node.args.length);
  const args = node.args.map((argument) => body.value(argument));
  if (chosen.length === 0) {
    const arities = [...new Set(overloads.map((each) => each.params.length))].sort((a, b) => a - b).join(" or ");
    body.report("wrong-argument-count", `function '${node.name}' takes ${arities} ${arities === "1" ? "argument" : "arguments"}, not ${node.args.length}`, node.span, {
      subject: describe(node),
      chain: overloads.map((each) => ({ message: `function '${each.name}'`, span: each.nameSpan })),
    });
    return body.wrong(node.span);
  }
  const candidates = chosen.map((each) => body.inference.functionSymbol(each));
  const type = new TypeCell();
  for (const candidate of candidates) {
    body.owner.function?.calls.add(candidate);
    for (const [index, parameter] of candidate.parameters.entries()) {
      const argument = args[index];
      const argumentNode = node.args[index];
      if (argument !== undefined && argumentNode !== undefined) body.join(parameter.type, argument, argumentNode);
    }
    body.inference.reportConflict(candidate.returns.join(type));
  }
  return { kind: "call", span: node.span, type: candidates[0]?.returns ?? type, candidates, args };
}

function inferIntrinsic(body: Body, node: Call, intrinsic: Intrinsic): TypedExpression {
  const { parameters } = intrinsic;
  const args = node.args.map((argument, index) => {
    const parameter = parameters[index];
    return parameter === undefined ? body.expression(argument) : body.expect(argument, parameter.type);
  });
  if (args.length !== parameters.length) {
    const signature = `${node.name}(${parameters.map((parameter) => `${parameter.name}:${parameter.type}`).join(", ")})`;
    body.report("wrong-argument-count", `function '${node.name}' takes ${parameters.length} ${parameters.length === 1 ? "argument" : "arguments"}, not ${args.length}`, node.span, {
      subject: describe(node),
      hints: [`write it as ${signature}`],
    });
    return body.wrong(node.span);
  }
  const type = intrinsic.returns === "void" ? new TypeCell() : body.known(intrinsic.returns, node.span, describe(node));
  return { kind: "intrinsic", span: node.span, type, intrinsic, args };
}

function callableNames(body: Body): string[] {
  const { functions, callable } = body.inference.elaborated;
  return [...PRINT_FAMILY.keys(), ...callable, ...[...functions.keys()].filter((name) => visibleOverloads(body, name).length > 0)];
}
