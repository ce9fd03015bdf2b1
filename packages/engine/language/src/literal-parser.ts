import type { Literal, NumberLiteral, StringLiteral } from "./ast.js";
import { parseNumber } from "./number-literal.js";
import type { TokenStream } from "./token-stream.js";
import { tokenSpan } from "./token.js";

/** A number without a sign. */
export function parseNumberLiteral(tokens: TokenStream): NumberLiteral {
  const token = tokens.current;
  const value = token.type === "number" ? parseNumber(token.text) : tokens.fail("expected-number");
  if (value === undefined) tokens.fail("number-out-of-range");
  tokens.advance();
  return { kind: "NumberLiteral", span: tokenSpan(token), value };
}

/** A string with those right behind it joined on. */
export function parseString(tokens: TokenStream): StringLiteral {
  const first = tokens.current;
  if (first.type !== "string") tokens.fail("expected-string");
  let value = "";
  for (let part = first; part.type === "string"; part = tokens.current) {
    value += part.text;
    tokens.advance();
  }
  return { kind: "StringLiteral", span: tokens.spanFrom(first), value };
}

/** A literal where no expression may stand: a string, or a number that may have a sign. */
export function parseLiteral(tokens: TokenStream): Literal {
  if (tokens.current.type === "string") return parseString(tokens);
  if (tokens.current.type !== "number" && !tokens.at("-") && !tokens.at("+")) {
    tokens.fail("expected-token", "literal string or number");
  }
  return parseSignedNumber(tokens);
}

/** A number that may have a sign. */
export function parseSignedNumber(tokens: TokenStream): NumberLiteral {
  const first = tokenSpan(tokens.current);
  const negative = tokens.accept("-");
  if (!negative) tokens.accept("+");
  const { value } = parseNumberLiteral(tokens);
  return { kind: "NumberLiteral", span: tokens.spanFrom(first), value: negative ? BigInt.asIntN(64, -value) : value };
}

/** A number that counts something. */
export function parseCount(tokens: TokenStream): number {
  return Number(BigInt.asUintN(64, parseNumberLiteral(tokens).value));
}
