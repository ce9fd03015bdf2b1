import { describe, expect, it } from "vitest";
import { grouped, parseBody, parseOne } from "./grouped.js";

// SystemTap's table, loosest first; within a row the operators chain to the left.
const TABLE = [
  ["||"],
  ["&&"],
  ["|"],
  ["^"],
  ["&"],
  ["<", ">", "<=", ">=", "==", "!="],
  ["<<", ">>", ">>>"],
  ["."],
  ["+", "-"],
  ["*", "/", "%"],
];
const ASSIGNMENTS = ["=", "+=", "-=", "*=", "/=", "%=", "<<=", ">>=", "&=", "^=", "|=", ".=", "<<<"];
const rows = TABLE.flatMap((operators, level) => operators.map((operator) => ({ operator, level })));

describe("operators with two sides", () => {
  it.each(rows)("$operator groups with every other by the table", ({ level, operator }) => {
    for (const other of rows) {
      const expected =
        other.level > level ? `a ${operator} (b ${other.operator} c)` : `(a ${operator} b) ${other.operator} c`;
      expect(grouped(parseOne(`a ${operator} b ${other.operator} c`))).toBe(expected);
    }
  });

  it.each(ASSIGNMENTS)("%s chains to the right and binds last", (operator) => {
    expect(grouped(parseOne(`a ${operator} b ${operator} c`))).toBe(`a ${operator} (b ${operator} c)`);
    expect(grouped(parseOne(`a ${operator} b || c ? d : e`))).toBe(`a ${operator} ((b || c) ? d : e)`);
    expect(grouped(parseOne(`a || b ${operator} c`))).toBe(`(a || b) ${operator} c`);
  });
});

// What SystemTap 4.8 makes of each, seen by its -p1.
it.each([
  ["a in b & c", "([a] in b) & c"],
  ["a & b in c", "a & ([b] in c)"],
  ["a + 1 in b", "[a + 1] in b"],
  ["a == b in c", "[a == b] in c"],
  ["!a in b", "[!a] in b"],
  ["[a, *] in b && c", "([a, *] in b) && c"],
  ["a || [b, c + 1] in d", "a || ([b, c + 1] in d)"],
  ['a =~ "x" && b', '(a =~ "x") && b'],
  ['a . b =~ "x"', '(a . b) =~ "x"'],
  ['a & b !~ "x"', 'a & (b !~ "x")'],
  ['a =~ "x" in b', '[a =~ "x"] in b'],
  ["a ? b : c ? d : e", "a ? b : (c ? d : e)"],
  ["a ? b ? c : d : e", "a ? (b ? c : d) : e"],
  ["a ? b = 1 : c", "a ? (b = 1) : c"],
  ["a ? b : c = d", "(a ? b : c) = d"],
  ["-a . b", "(-a) . b"],
  ["-a++", "-(a++)"],
  ["!-~+a", "!(-(~(+a)))"],
  ["- -a", "-(-a)"],
  ["!++a", "!(++a)"],
  ["++a . b", "(++a) . b"],
  ["~a->b", "~(a)->b"],
  ["a - -1", "a - (-1)"],
  ["a-->b", "(a--) > b"],
  ["$x-->y", "($x--) > y"],
  ["$x->y--", "$x->y--"],
  ["a . $b->c . d", "(a . $b->c) . d"],
  ["1.a", "1 . a"],
])("%s means %s", (text, expected) => {
  expect(grouped(parseOne(text))).toBe(expected);
});

// What SystemTap 4.8 makes of it with --compatible, seen by its -p1.
it.each([
  ["2.10", "a ? b : (c = d)"],
  ["3.3", "a ? b : (c = d)"],
  ["4.0", "(a ? b : c) = d"],
])("in version %s the last part of ?: takes assignments or not", (systemtapVersion, expected) => {
  expect(grouped(parseOne("a ? b : c = d", { systemtapVersion }))).toBe(expected);
});

// A word or a sign that can't go on with an expression begins the next statement.
it.each([
  ["a in b + c", ["[a] in b", "+c"]],
  ['a =~ "b" - c', ['a =~ "b"', "-c"]],
  ["(a) (b)", ["a", "b"]],
  ["a ++ b", ["a++", "b"]],
  ["x = 5 y[2] ++ z", ["x = 5", "y[2]++", "z"]],
])("%s is several statements", (text, expected) => {
  const statements = parseBody(text).map((each) => (each.kind === "ExpressionStatement" ? grouped(each.expression) : each.kind));
  expect(statements).toEqual(expected);
});

it("a call may stand apart from its parentheses, even on the next line", () => {
  expect(grouped(parseOne("f\n(2)"))).toBe("f(2)");
});
