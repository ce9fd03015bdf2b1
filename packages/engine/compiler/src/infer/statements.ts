import type { Delete, Foreach, NodeOf, Statement, Variable } from "@tapset/language";
import type { Body } from "./body.js";
import { refuseEmbeddedC } from "./calls.js";
import { constantCondition } from "./constant-condition.js";
import { histogramPlace, shapeOf } from "./histograms.js";
import type { InferenceRows } from "./inference.js";
import { modifyElements } from "./iterated-arrays.js";
import { describe } from "./subject.js";
import type { Place, TypedExpression, TypedStatement } from "./typed.js";
import { write } from "./operators.js";
import { resolveArray, resolveName, resolvePlace, typeKeys } from "./variables.js";

/** The language's statements. */
export const STATEMENT_ROWS: InferenceRows["statements"] = {
  Block(body, node) {
    if (!body.inLibrary) warnOfUnreachable(body, node.statements);
    return { kind: "block", span: node.span, statements: node.statements.flatMap((each) => body.statement(each) ?? []) };
  },

  ExpressionStatement(body, node) {
    const { effects, calls: { length }, inference: { errors } } = body;
    const expression = body.expression(node.expression);
    const isRight = body.inference.errors === errors;
    if (body.effects === effects && isRight && !body.inLibrary) body.inference.mustDoSomething(node.expression, body.calls.slice(length));
    return { kind: "expression", span: node.span, expression };
  },

  If(body, node) {
    const decided = constantCondition(body, node.condition);
    if (decided !== undefined) {
      const taken = decided ? node.then : node.otherwise;
      return taken && body.statement(taken);
    }
    const condition = body.expect(node.condition, "long");
    const then = body.block(node.then);
    return { kind: "if", span: node.span, condition, then, otherwise: node.otherwise && body.statement(node.otherwise) };
  },

  While(body, node) {
    const condition = body.expect(node.condition, "long");
    return { kind: "loop", span: node.span, init: undefined, condition, update: undefined, body: loopBody(body, node.body) };
  },

  For(body, node) {
    const init = node.init && body.expression(node.init);
    const condition = node.condition && body.expect(node.condition, "long");
    const inner = loopBody(body, node.body);
    return { kind: "loop", span: node.span, init, condition, update: node.update && body.expression(node.update), body: inner };
  },

  Foreach: (body, node) => (node.array.kind === "Variable" ? foreachElement(body, node, node.array) : foreachBucket(body, node)),

  Try(body, node) {
    const guarded = body.block(node.body);
    const message = node.variable && assignedVariable(body, node.variable);
    if (message !== undefined && node.variable !== undefined) body.claim(message.symbol.type, "string", node.variable);
    return { kind: "try", span: node.span, body: guarded, message, handler: body.block(node.handler) };
  },

  Return(body, node) {
    const { function: owner } = body.owner;
    if (owner === undefined) {
      body.report("return-outside-function", "'return' outside a function", node.span, { hints: ["use 'next' to leave a probe handler"] });
      return undefined;
    }
    if (node.value === undefined) return { kind: "return", span: node.span, value: undefined };
    const value = body.value(node.value);
    owner.yields = true;
    body.join(owner.returns, value, node.value);
    return { kind: "return", span: node.span, value };
  },

  Break: (body, node) => leaveLoop(body, node, "break"),
  Continue: (body, node) => leaveLoop(body, node, "continue"),

  Next(body, node) {
    body.act("outside");
    return { kind: "next", span: node.span };
  },

  Delete: (body, node) => inferDelete(body, node),
  Empty: () => undefined,

  EmbeddedC(body, node) {
    refuseEmbeddedC(body, node);
    return undefined;
  },
};

/** Warns of the first statement that no way leads to. */
function warnOfUnreachable(body: Body, statements: readonly Statement[]): void {
  const last = statements.findIndex(leaves);
  const next = last < 0 ? undefined : statements.slice(last + 1).find(({ kind }) => kind !== "Empty");
  if (next === undefined) return;
  body.report("unreachable-code", "the statement is never reached", next.span, {
    severity: "warning",
    chain: [{ message: "control leaves here", span: (statements[last] as Statement).span }],
  });
}

/** Whether control never comes out at a statement's end. */
function leaves(node: Statement): boolean {
  switch (node.kind) {
    case "Return":
    case "Next":
    case "Break":
    case "Continue":
      return true;
    case "Block":
      return node.statements.some(leaves);
    case "If":
      return node.otherwise !== undefined && leaves(node.then) && leaves(node.otherwise);
    default:
      return false;
  }
}

function loopBody(body: Body, node: Statement): TypedStatement {
  body.loopDepth++;
  const typed = body.block(node);
  body.loopDepth--;
  return typed;
}

function leaveLoop(body: Body, node: NodeOf<"Break" | "Continue">, kind: "break" | "continue"): TypedStatement | undefined {
  if (body.loopDepth > 0) return { kind, span: node.span };
  body.report(`${kind}-outside-loop`, `'${kind}' outside a loop`, node.span, {
    hints: [body.owner.function === undefined ? "use 'next' to leave a probe handler" : "use 'return' to leave a function"],
  });
  return undefined;
}

/** A variable that a statement assigns: of a foreach or a catch. */
function assignedVariable(body: Body, node: Variable): Place | undefined {
  const place = resolvePlace(body, node);
  if (place !== undefined) write(body, place, node);
  return place;
}

function foreachElement(body: Body, node: Foreach, array: Variable): TypedStatement | undefined {
  const symbol = resolveArray(body, array, node.keys.length);
  const value = node.value && assignedVariable(body, node.value);
  const keys = node.keys.map((key) => assignedVariable(body, key));
  if (symbol !== undefined) symbol.reads++;
  const slice = node.slice === undefined ? [] : typeKeys(body, symbol, node.slice);
  if (node.slice !== undefined && slice.length !== node.keys.length) {
    body.report("inconsistent-arity", `the slice has ${slice.length} keys, the loop ${node.keys.length}`, array.span, { subject: describe(array) });
  }
  if (symbol === undefined) value?.symbol.type.poison();
  for (const [index, key] of keys.entries()) {
    const cell = symbol?.keys?.[index];
    const keyNode = node.keys[index];
    if (key === undefined || keyNode === undefined) continue;
    if (cell === undefined) key.symbol.type.poison();
    else body.join(cell, readOf(key), keyNode);
  }
  if (value !== undefined && node.value !== undefined && symbol !== undefined) {
    body.join(symbol.type, readOf(value), node.value);
    body.inference.mustBeValue({ kind: "read", span: array.span, type: symbol.type, place: { kind: "global", symbol, keys: [], span: array.span } }, node.value);
  }
  checkSort(body, node, array);
  const limit = node.limit && body.expect(node.limit, "long");
  if (symbol !== undefined) body.iterated.push({ symbol, span: array.span });
  const inner = loopBody(body, node.body);
  if (symbol !== undefined) body.iterated.pop();
  if (symbol === undefined || !keys.every((key) => key !== undefined)) return undefined;
  return { kind: "foreach", span: node.span, symbol, keys, value, slice, sort: node.sort, limit, body: inner };
}

function checkSort(body: Body, node: Foreach, array: Variable): void {
  const { sort } = node;
  if (sort === undefined) return;
  if (typeof sort.by === "number" && sort.by >= node.keys.length) {
    body.report("invalid-sort", `the array has no key ${sort.by + 1} to sort by`, sort.span, { subject: describe(array) });
  }
  if (sort.aggregate === undefined) return;
  const symbol = resolveName(body, array.name, array.span);
  if (symbol === undefined) return;
  body.claim(symbol.type, "stats", array);
  if (sort.aggregate === "variance" && "entry" in symbol) symbol.variance = true;
}

/** `foreach (b in @hist_log(s))`. */
function foreachBucket(body: Body, node: Foreach): TypedStatement | undefined {
  const histogram = node.array as Exclude<Foreach["array"], Variable>;
  const place = histogramPlace(body, histogram);
  const shape = shapeOf(body, histogram);
  const [key, ...more] = node.keys;
  if (key === undefined || more.length > 0 || node.slice !== undefined) {
    body.report("inconsistent-arity", "a histogram has one key: the bucket's number", histogram.span, { subject: describe(histogram) });
    return undefined;
  }
  if (node.sort?.aggregate !== undefined) {
    body.report("invalid-sort", `a histogram's buckets have counts, and no @${node.sort.aggregate}`, node.sort.span, { subject: describe(histogram), hints: [`leave out @${node.sort.aggregate}`] });
  }
  const bucket = assignedVariable(body, key);
  if (bucket !== undefined) body.claim(bucket.symbol.type, "long", key);
  const value = node.value && assignedVariable(body, node.value);
  if (value !== undefined && node.value !== undefined) body.claim(value.symbol.type, "long", node.value);
  const limit = node.limit && body.expect(node.limit, "long");
  const inner = loopBody(body, node.body);
  if (place === undefined || shape === undefined || bucket === undefined) return undefined;
  return { kind: "buckets", span: node.span, place, shape, bucket, value, sort: node.sort, limit, body: inner };
}

function readOf(place: Place): TypedExpression {
  return { kind: "read", span: place.span, type: place.symbol.type, place };
}

function inferDelete(body: Body, node: Delete): TypedStatement | undefined {
  const { target } = node;
  if (target.kind === "Variable") {
    const symbol = resolveName(body, target.name, target.span);
    if (symbol === undefined) return undefined;
    if (!("entry" in symbol)) {
      symbol.writes++;
      return { kind: "reset", span: node.span, symbol };
    }
    // Neither unread nor constant: a deletion looks at what others wrote, and changes it.
    body.act("outside");
    symbol.reads++;
    symbol.writes++;
    return { kind: "delete", span: node.span, symbol, keys: undefined };
  }
  if (target.kind === "Index" && target.base.kind === "Variable") {
    const symbol = resolveArray(body, target.base, target.keys.length);
    const keys = typeKeys(body, symbol, target.keys);
    if (symbol === undefined) return undefined;
    body.act("outside");
    modifyElements(body, symbol, target);
    symbol.reads++;
    return { kind: "delete", span: node.span, symbol, keys };
  }
  body.report("not-deletable", "expected a variable, an array or an array element to delete", target.span, { subject: describe(target) });
  return undefined;
}
