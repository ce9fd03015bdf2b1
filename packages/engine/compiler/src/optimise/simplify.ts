import { type Expr, type LongExpr, mayHoldNul, type Segment, type Stmt, type StringExpr, segmentBound } from "@tapset/core";
import { foldConstants, negate } from "./constants.js";
import { hasEffects } from "./effects.js";
import { type Operand, certainOperands, operandsOf, statementOperands, withOperands, withStatementOperands } from "./ir-children.js";
import { rewriteStatements } from "./ir-walk.js";
import { breaksTo, leaves, neverYields } from "./leaves.js";

/**
 * Says the same with less: constants folded, statements that sequences nest inside expressions lifted out where that
 * changes no order, blocks nobody breaks out of opened, what can't be reached and what does nothing dropped.
 */
export function simplify(body: readonly Stmt[], maxString: number): readonly Stmt[] {
  const expr = (each: Expr): Expr => simplifyExpr(each, maxString);
  const stmt = (each: Stmt): Stmt | readonly Stmt[] => simplifyStatement(each, maxString);
  return cutUnreachable(rewriteStatements(body, { expr, stmt }));
}

// ---- expressions ----

function simplifyExpr(original: Expr, maxString: number): Expr {
  const operands = operandsOf(original);
  const reached = reachedOperands(operands, certainOperands(original));
  const expr = reached === operands ? original : withOperands(original, reached);
  const lifted = liftFromOperands(expr);
  if (lifted !== undefined) return lifted;
  switch (expr.op) {
    case "sequence":
      return simplifySequence(expr);
    case "concat":
      return simplifyConcat(expr, maxString);
    case "format":
      return simplifyFormat(expr, maxString);
    default:
      return foldConstants(expr);
  }
}

/** `(before; v) + w` as `before; v + w`: the statements of the first operand that has any, past constants only. */
function liftFromOperands(expr: Expr): Expr | undefined {
  const operands = operandsOf(expr);
  const index = firstSequence(operands, certainOperands(expr));
  const found = operands[index];
  if (found?.op !== "sequence") return undefined;
  const before = expr.op === "sequence" ? [...expr.before, ...found.before] : found.before;
  const value = expr.op === "sequence" ? found.value : withOperands(expr, replaceAt(operands, index, found.value));
  return simplifySequence(sequence(before, value));
}

type Sequence = Extract<Expr, { readonly op: "sequence" }>;

function sequence(before: readonly Stmt[], value: Expr): Sequence {
  if (value.type === "string") return { type: "string", op: "sequence", before, value, bound: value.bound };
  return { type: "long", op: "sequence", before, value, ...(value.ctype && { ctype: value.ctype }), ...(value.trusted && { trusted: true }) };
}

function simplifySequence(expr: Sequence): Expr {
  if (expr.before.length === 0) return expr.value;
  const before = cutUnreachable(expr.before);
  const value = before.some(leaves) ? unreached(expr.value) : expr.value;
  return before === expr.before && value === expr.value ? expr : sequence(before, value);
}

/** Operands, those behind one that never comes to its value replaced: what they read may no longer be kept. The same list where there is none. */
function reachedOperands(operands: readonly Operand[], certain: number): readonly Operand[] {
  const last = operands.findIndex((operand, index) => index < certain && operand !== undefined && neverYields(operand));
  if (last < 0) return operands;
  const reached = operands.map((operand, index) => (index <= last || operand === undefined ? operand : unreached(operand)));
  return reached.some((operand, index) => operand !== operands[index]) ? reached : operands;
}

/** In place of a value that's never asked for. */
function unreached(value: Expr): Expr {
  if (value.op === "const" || value.op === "text") return value;
  return value.type === "string" ? text("") : { type: "long", op: "const", value: 0n };
}

function firstSequence(operands: readonly (Expr | undefined)[], limit: number): number {
  const index = operands.findIndex((operand) => operand !== undefined && operand.op !== "const" && operand.op !== "text");
  return index < limit && operands[index]?.op === "sequence" ? index : -1;
}

function replaceAt(operands: readonly (Expr | undefined)[], index: number, value: Expr): readonly (Expr | undefined)[] {
  return operands.map((operand, at) => (at === index ? value : operand));
}

function simplifyConcat(expr: StringExpr & { readonly op: "concat" }, maxString: number): StringExpr {
  const parts: StringExpr[] = [];
  for (const part of expr.parts.flatMap((each) => (each.op === "concat" && sumOfBounds(each.parts) <= maxString ? each.parts : [each]))) {
    const last = parts.at(-1);
    if (part.op === "text" && part.text === "") continue;
    if (part.op === "text" && last?.op === "text") parts[parts.length - 1] = text(last.text + part.text);
    else parts.push(part);
  }
  const [only] = parts;
  if (only === undefined) return text("");
  if (parts.length === 1) return only.op === "text" ? text(only.text.slice(0, maxString)) : only;
  if (parts.length === expr.parts.length && parts.every((part, index) => part === expr.parts[index])) return expr;
  return { ...expr, parts, bound: Math.min(sumOfBounds(parts), maxString) };
}

function simplifyFormat(expr: StringExpr & { readonly op: "format" }, maxString: number): StringExpr {
  const segments = simplifySegments(expr.segments, maxString);
  const [only] = segments;
  if (only === undefined) return text("");
  if (segments.length === 1 && only.kind === "text") return text(only.text.slice(0, maxString));
  if (segments.length === 1 && only.kind === "value" && isPlain(only) && only.value.type === "string") return only.value;
  return segments === expr.segments ? expr : { ...expr, segments };
}

function simplifySegments(segments: readonly Segment[], maxString: number): readonly Segment[] {
  const flat = segments.flatMap((segment) => openSegment(segment, maxString));
  const merged: Segment[] = [];
  for (const segment of flat) {
    const last = merged.at(-1);
    if (segment.kind === "text" && last?.kind === "text") merged[merged.length - 1] = { kind: "text", text: last.text + segment.text };
    else merged.push(segment);
  }
  const isSame = merged.length === segments.length && merged.every((segment, index) => segment === segments[index]);
  return isSame ? segments : merged;
}

/** A segment as those it's made of. A text that may be cut has to be made before it's printed. */
function openSegment(segment: Segment, maxString: number): readonly Segment[] {
  if (segment.kind !== "value" || !isPlain(segment)) return [segment];
  const { value } = segment;
  switch (value.op) {
    case "const":
      return [{ kind: "text", text: String(value.value) }];
    case "text":
      return value.text === "" ? [] : [{ kind: "text", text: value.text }];
    case "format":
      if (boundOfSegments(value.segments) > maxString || value.segments.some(mayHoldNul)) return [segment];
      return value.segments.flatMap((each) => openSegment(each, maxString));
    case "concat":
      if (sumOfBounds(value.parts) > maxString) return [segment];
      return value.parts.flatMap((part) => openSegment({ ...segment, value: part }, maxString));
    default:
      return [segment];
  }
}

/** `%s` or `%d` and nothing else. */
function isPlain(segment: Segment & { readonly kind: "value" }): boolean {
  const { conversion, width, precision, alternate, plus, space } = segment.directive;
  return (conversion === "s" || conversion === "d") && width === undefined && precision === undefined && !alternate && !plus && !space;
}

function boundOfSegments(segments: readonly Segment[]): number {
  return segments.reduce((sum, segment) => sum + segmentBound(segment), 0);
}

function sumOfBounds(parts: readonly StringExpr[]): number {
  return parts.reduce((sum, part) => sum + part.bound, 0);
}

function text(value: string): StringExpr {
  return { type: "string", op: "text", text: value, bound: value.length };
}

// ---- statements ----

function simplifyStatement(original: Stmt, maxString: number): Stmt | readonly Stmt[] {
  const all = statementOperands(original);
  const operands = reachedOperands(all, Infinity);
  const stmt = operands === all ? original : withStatementOperands(original, operands);
  const index = firstSequence(operands, Infinity);
  const found = operands[index];
  if (found?.op === "sequence") {
    const inner = simplifyStatement(withStatementOperands(stmt, replaceAt(operands, index, found.value)), maxString);
    return cutUnreachable([...found.before, ...(Array.isArray(inner) ? (inner as readonly Stmt[]) : [inner as Stmt])]);
  }
  switch (stmt.op) {
    case "evaluate":
      return hasEffects(stmt.value) ? stmt : [];
    case "set":
      return stmt.value.op === "local" && stmt.value.local === stmt.local ? [] : stmt;
    case "if":
      return simplifyIf(stmt, maxString);
    case "block":
      return simplifyBlock(stmt);
    case "loop": {
      const body = cutUnreachable(stmt.body);
      return body === stmt.body ? stmt : { ...stmt, body };
    }
    case "foreach": {
      const body = cutUnreachable(stmt.body);
      return body === stmt.body ? stmt : { ...stmt, body };
    }
    case "try": {
      const body = cutUnreachable(stmt.body);
      const handler = cutUnreachable(stmt.handler);
      if (body.length === 0) return [];
      return body === stmt.body && handler === stmt.handler ? stmt : { ...stmt, body, handler };
    }
    case "print":
      return simplifyPrint(stmt, maxString);
    default:
      return stmt;
  }
}

function simplifyPrint(stmt: Stmt & { readonly op: "print" }, maxString: number): Stmt | readonly Stmt[] {
  const segments = simplifySegments(stmt.segments, maxString);
  if (segments.length === 0 && stmt.stream === "output" && stmt.speculation === undefined) return [];
  return segments === stmt.segments ? stmt : { ...stmt, segments };
}

function simplifyIf(stmt: Stmt & { readonly op: "if" }, maxString: number): Stmt | readonly Stmt[] {
  const then = cutUnreachable(stmt.then);
  const otherwise = cutUnreachable(stmt.otherwise);
  if (stmt.condition.op === "const") return stmt.condition.value !== 0n ? then : otherwise;
  if (then.length === 0 && otherwise.length === 0) return simplifyStatement({ op: "evaluate", value: stmt.condition }, maxString);
  const condition = truthOf(stmt.condition);
  if (then.length === 0) return { ...stmt, condition: negate(condition), then: otherwise, otherwise: [] };
  if (condition === stmt.condition && then === stmt.then && otherwise === stmt.otherwise) return stmt;
  return { ...stmt, condition, then, otherwise };
}

/** A condition without what doesn't change its truth: `x != 0`. */
function truthOf(condition: LongExpr): LongExpr {
  if (condition.op !== "compare" || condition.comparison !== "ne" || condition.left.type !== "long") return condition;
  return condition.right.op === "const" && condition.right.value === 0n ? condition.left : condition;
}

function simplifyBlock(stmt: Stmt & { readonly op: "block" }): Stmt | readonly Stmt[] {
  let body = cutUnreachable(stmt.body);
  const last = body.at(-1);
  if (last?.op === "break" && last.label === stmt.label) body = body.slice(0, -1);
  if (!breaksTo(body, stmt.label)) return body;
  return body === stmt.body ? stmt : { ...stmt, body };
}

/** A list up to the first statement that control doesn't come out of. */
function cutUnreachable(list: readonly Stmt[]): readonly Stmt[] {
  const index = list.findIndex(leaves);
  return index < 0 || index === list.length - 1 ? list : list.slice(0, index + 1);
}
