import type { LongExpr } from "@tapset/core";

/** Least and greatest value an expression can have. */
export interface SignedRange {
  readonly low: bigint;
  readonly high: bigint;
}

const least = -(1n << 63n);
const greatest = (1n << 63n) - 1n;
const truth: SignedRange = { low: 0n, high: 1n };

/** A range that needs no wrapping to 64 bits; undefined where none is known. */
export function signedRange(expr: LongExpr): SignedRange | undefined {
  switch (expr.op) {
    case "const":
      return { low: expr.value, high: expr.value };
    case "compare":
    case "logical":
    case "has":
    case "match":
      return truth;
    case "strlen":
      return { low: 0n, high: BigInt(expr.text.bound) };
    case "byte":
      return { low: 0n, high: 255n };
    case "scan":
      return { low: 0n, high: BigInt(expr.text.bound) };
    case "find":
      return { low: -1n, high: BigInt(expr.text.bound) };
    case "unary":
      return expr.operator === "not" ? truth : undefined;
    case "select":
      return union(signedRange(expr.then), signedRange(expr.otherwise));
    case "binary":
      return within(combined(expr));
    default:
      return undefined;
  }
}

function combined({ operator, left, right }: Extract<LongExpr, { op: "binary" }>): SignedRange | undefined {
  const a = signedRange(left);
  const b = signedRange(right);
  if (a === undefined || b === undefined) return undefined;
  if (operator === "add") return { low: a.low + b.low, high: a.high + b.high };
  if (operator === "sub") return { low: a.low - b.high, high: a.high - b.low };
  if (operator !== "mul") return undefined;
  const corners = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high];
  return corners.map((corner): SignedRange => ({ low: corner, high: corner })).reduce((x, y) => union(x, y));
}

function union(a: SignedRange, b: SignedRange): SignedRange;
function union(a: SignedRange | undefined, b: SignedRange | undefined): SignedRange | undefined;
function union(a: SignedRange | undefined, b: SignedRange | undefined): SignedRange | undefined {
  if (a === undefined || b === undefined) return undefined;
  return { low: a.low < b.low ? a.low : b.low, high: a.high > b.high ? a.high : b.high };
}

function within(range: SignedRange | undefined): SignedRange | undefined {
  return range !== undefined && range.low >= least && range.high <= greatest ? range : undefined;
}
