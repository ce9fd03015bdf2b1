import type { ContextVariable } from "@tapset/core";
import type { Assignment, Binary, Expression, Match } from "@tapset/language";
import { BINARY, type BinaryRow, UNARY, compoundRow } from "../rows/operators.js";
import { Regex } from "../regex/regex.js";
import { PatternError } from "../regex/syntax.js";
import type { Body } from "./body.js";
import { constantCondition } from "./constant-condition.js";
import type { ExpressionRow } from "./inference.js";
import { modifyElements } from "./iterated-arrays.js";
import { describe } from "./subject.js";
import type { Place, TypedExpression } from "./typed.js";
import { resolvePlace, writableVariable } from "./variables.js";

/** Operators, assignments and `?:`. */
export const OPERATOR_ROWS: {
  readonly [K in "Unary" | "Binary" | "Match" | "Ternary" | "Assignment" | "Update"]: ExpressionRow<K>;
} = {
  Unary(body, node) {
    const operand = body.expect(node.operand, "long");
    return { kind: "unary", span: node.span, type: body.known("long", node.span, describe(node)), row: UNARY[node.operator], operand };
  },

  Binary(body, node) {
    const row = BINARY[node.operator];
    const type = body.known(row.result, node.span, describe(node));
    if (isLogical(node)) {
      const decided = constantCondition(body, node);
      if (decided !== undefined) return body.constant(decided ? 1n : 0n, node.span);
    }
    if (row.operands !== "same") {
      const left = body.expect(node.left, row.operands);
      const right = isLogical(node) ? body.outcome(node.right, row.operands) : body.expect(node.right, row.operands);
      return { kind: "binary", span: node.operatorSpan, type, row, left, right };
    }
    const left = body.value(node.left);
    const right = body.value(node.right);
    body.join(left.type, right, node.right);
    return { kind: "binary", span: node.operatorSpan, type, row, left, right };
  },

  Match(body, node) {
    const operand = body.expect(node.operand, "string");
    const type = body.known("long", node.span, describe(node));
    const regex = regexOf(body, node);
    return regex === undefined ? body.wrong(node.span) : { kind: "match", span: node.span, type, operand, regex, negated: node.negated };
  },

  Ternary(body, node) {
    const decided = constantCondition(body, node.condition);
    if (decided !== undefined) return body.expression(decided ? node.then : node.otherwise);
    const condition = body.expect(node.condition, "long");
    const then = body.branch(node.then);
    const otherwise = body.branch(node.otherwise);
    body.join(then.type, otherwise, node.otherwise);
    return { kind: "ternary", span: node.span, type: then.type, condition, then, otherwise };
  },

  Assignment: (body, node) => (node.operator === "<<<" ? accumulate(body, node) : assign(body, node)),

  Update(body, node) {
    const place = resolvePlace(body, node.target);
    if (place === undefined) return body.wrong(node.span);
    body.claim(place.symbol.type, "long", node.target);
    write(body, place, node.target);
    const row = BINARY[node.operator === "++" ? "+" : "-"];
    return { kind: "step", span: node.span, type: body.known("long", node.span, describe(node)), place, row, prefix: node.prefix };
  },
};

function isLogical({ operator }: Binary): boolean {
  return operator === "&&" || operator === "||";
}

/** The expression of a match; undefined when it's not well-formed, which is reported. */
function regexOf(body: Body, { pattern }: Match): Regex | undefined {
  try {
    return new Regex(pattern.value);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    body.report("invalid-pattern", error.message, pattern.span, { subject: describe(pattern), hints: error.hints });
    return undefined;
  }
}

function assign(body: Body, node: Assignment): TypedExpression {
  const row = compoundRow(node.operator);
  const variable = writableVariable(body, node.target);
  if (variable !== undefined) return store(body, node, variable, row);
  const value = row === undefined ? body.value(node.value) : body.expect(node.value, row.result);
  const place = resolvePlace(body, node.target);
  if (place === undefined) return body.wrong(node.span);
  write(body, place, node.target);
  if (row === undefined) body.join(place.symbol.type, value, node.value);
  else body.claim(place.symbol.type, row.result, node.target);
  return { kind: "assign", span: node.span, type: place.symbol.type, place, row, value };
}

function store(body: Body, node: Assignment, variable: ContextVariable, row: BinaryRow | undefined): TypedExpression {
  const value = body.expect(node.value, "long");
  body.act("outside");
  return { kind: "store", span: node.span, type: body.known("long", node.span, describe(node.target)), variable, row, value };
}

function accumulate(body: Body, node: Assignment): TypedExpression {
  const value = body.expect(node.value, "long");
  const place = resolvePlace(body, node.target);
  if (place === undefined) return body.wrong(node.span);
  write(body, place, node.target);
  if (place.kind === "local") {
    body.report("local-statistics", `'${place.symbol.name}' is a local variable: statistics have to be global`, node.target.span, {
      subject: describe(node.target),
      hints: [`declare it with 'global ${place.symbol.name}'`],
    });
    place.symbol.type.poison();
    return body.wrong(node.span);
  }
  body.claim(place.symbol.type, "stats", node.target);
  return { kind: "accumulate", span: node.span, type: value.type, place, value };
}

/** Counts a write; conditions of probe points may not do it. */
export function write(body: Body, place: Place, node: Expression): void {
  place.symbol.writes++;
  if (place.kind === "global" && place.keys.length > 0) modifyElements(body, place.symbol, node);
  body.act(place.kind === "local" ? "inside" : "outside");
  if (body.owner.isCondition) {
    body.report("write-in-condition", "conditions of probe points can't write variables", node.span, { subject: describe(node), hints: ["write them in the handler"] });
  }
}
