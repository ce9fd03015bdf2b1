import { type Row, subject } from "../row.js";

const MOST = "9223372036854775807";
const LEAST = `(-${MOST} - 1)`;

const LEAST_TEXT = "-9223372036854775808";

/** Both operands written out, and hidden from the compiler: folding and running must agree. */
const binary: readonly (readonly [left: string, operator: string, right: string, result: string])[] = [
  ["3", "+", "4", "7"],
  [MOST, "+", "1", "-9223372036854775808"],
  [LEAST, "-", "1", "9223372036854775807"],
  ["-3", "-", "-5", "2"],
  ["4611686018427387904", "*", "2", "-9223372036854775808"],
  [MOST, "*", MOST, "1"],
  ["-7", "*", "6", "-42"],
  ["7", "/", "2", "3"],
  ["-7", "/", "2", "-3"],
  ["7", "/", "-2", "-3"],
  ["-7", "/", "-2", "3"],
  [LEAST, "/", "-1", "-9223372036854775808"],
  [LEAST, "/", "2", "-4611686018427387904"],
  ["7", "%", "3", "1"],
  ["-7", "%", "3", "-1"],
  ["7", "%", "-3", "1"],
  [LEAST, "%", "-1", "0"],
  ["1", "<<", "62", "4611686018427387904"],
  ["1", "<<", "63", "-9223372036854775808"],
  ["-16", ">>", "2", "-4"],
  [LEAST, ">>", "63", "-1"],
  // Counts are taken modulo 64, negative ones too, as the machine does it.
  ["1", "<<", "64", "1"],
  ["1", "<<", "65", "2"],
  ["3", "<<", "-1", LEAST_TEXT],
  ["-1", ">>", "64", "-1"],
  [LEAST, ">>", "65", "-4611686018427387904"],
  ["5", ">>", "-62", "1"],
  // The sign is a bit like any other.
  ["-16", ">>>", "60", "15"],
  ["-1", ">>>", "1", MOST],
  [LEAST, ">>>", "63", "1"],
  ["-1", ">>>", "64", "-1"],
  ["12", ">>>", "2", "3"],
  [LEAST, "*", "-1", LEAST_TEXT],
  [LEAST, "+", LEAST, "0"],
  ["0", "-", LEAST, LEAST_TEXT],
  [MOST, "-", "-1", LEAST_TEXT],
  [MOST, "/", "-1", "-9223372036854775807"],
  [MOST, "%", LEAST, MOST],
  ["0", "/", LEAST, "0"],
  [MOST, ">", LEAST, "1"],
  [LEAST, "==", LEAST, "1"],
  ["0xff0", "&", "0x3c", "48"],
  ["-1", "&", "0xffffffffff", "1099511627775"],
  ["0xf0", "|", "0x0f", "255"],
  ["-1", "^", "1", "-2"],
  ["-1", "<", "1", "1"],
  [LEAST, "<", MOST, "1"],
  ["2", "<=", "2", "1"],
  ["-2", ">", "-3", "1"],
  ["2", ">=", "3", "0"],
  ["5", "==", "5", "1"],
  ["5", "!=", "5", "0"],
  ["2", "&&", "4", "1"],
  ["2", "&&", "0", "0"],
  ["0", "||", "-1", "1"],
  ["0", "||", "0", "0"],
];

const print = (...expressions: readonly string[]): string => `printf("${expressions.map(() => "%d").join(" ")}\\n", ${expressions.join(", ")})`;
const long = (title: string, expression: string, result: string, before = ""): Row => ({ title, body: `${before}${print(expression)}`, output: `${result}\n` });

export const twoOperands = subject("two operands", binary.map(([left, operator, right, result]): Row => ({
  title: `${left} ${operator} ${right}`,
  body: `a = hidden(${left}); b = hidden(${right}); ${print(`${left} ${operator} ${right}`, `a ${operator} b`, `${left} ${operator} b`, `a ${operator} ${right}`)}`,
  output: `${result} ${result} ${result} ${result}\n`,
})));

export const oneOperandPrecedenceAndLiterals = subject("one operand, precedence and literals", [
  long("minus", "-a", "-5", "a = hidden(5); "),
  long("minus of the least", "-a", "-9223372036854775808", `a = hidden(${LEAST}); `),
  long("complement", "~a", "-6", "a = hidden(5); "),
  { title: "not", body: `a = hidden(5); ${print("!a", "!!a", "!hidden(0)")}`, output: "0 1 1\n" },
  { title: "plus", body: print("+hidden(5)"), output: "5\n" },
  long("* before +", "2 + 3 * 4", "14"),
  long("+ before <<", "1 << 2 + 1", "8"),
  long("& before ^ before |", "1 | 6 ^ 2 & 3", "5"),
  long("comparison before &", "6 & 2 == 2", "0"),
  long("- from the left", "10 - 3 - 2", "5"),
  long("/ from the left", "100 / 5 / 2", "10"),
  long("?: from the right", "0 ? 1 : 0 ? 2 : 3", "3"),
  { title: "hexadecimal and octal", body: print("0x1F", "0xffffffffffffffff", "017", "0"), output: "31 -1 15 0\n" },
]);

export const assignments = subject("assignments", [
  { title: "one after another", body: `a = b = hidden(3); ${print("a", "b")}`, output: "3 3\n" },
  {
    title: "every operator",
    body: `a = hidden(100); a += 5; b = a; a -= 1; c = a; a *= 2; d = a; a /= 3; e = a; a %= 10; f = a; a <<= 4; g = a; a >>= 1; h = a; a |= 1; i = a; a &= 0x31; j = a; a ^= 0xff; ${print(..."bcdefghij", "a")}`,
    output: "105 104 208 69 9 144 72 73 1 254\n",
  },
  { title: "a compound one has a value", body: `a = 5; ${print("(a += 3) * 10")}`, output: "80\n" },
  { title: "++ and -- before and after", body: `a = hidden(5); b = a++; c = ++a; d = a--; e = --a; ${print("a", "b", "c", "d", "e")}`, output: "5 5 7 7 5\n" },
  { title: "++ within an expression", body: `a = hidden(1); b = a++ + a++ * 10; ${print("a", "b")}`, output: "3 21\n" },
  { title: "++ wraps", body: `a = hidden(${MOST}); a++; ${print("a")}`, output: "-9223372036854775808\n" },
  { title: "of a global", declarations: "global g", body: `g = 5; a = g++; b = ++g; c = g--; g += 10; g *= 3; ${print("a", "b", "c", "g")}`, output: "5 7 7 48\n" },
  {
    title: "of a global, where 64 bits end",
    declarations: "global a, b, c, d, e, f",
    body: `a = b = c = hidden(${LEAST}); d = hidden(${MOST}); e = f = 1; a /= -1; b %= -1; c--; d++; e <<= hidden(65); f >>= -hidden(63); ${print(..."abcdef")}`,
    output: `${LEAST_TEXT} 0 ${MOST} ${LEAST_TEXT} 2 0\n`,
  },
  {
    title: "of elements, where 64 bits end",
    declarations: "global n",
    body: `n["a"] = n["b"] = hidden(${LEAST}); n["c"] = ${MOST}; n["d"] = 1; n["a"] /= -hidden(1); n["b"] %= -hidden(1); n["c"] += hidden(1); n["d"] <<= -hidden(1); ${print('n["a"]', 'n["b"]', 'n["c"]', 'n["d"]')}`,
    output: `${LEAST_TEXT} 0 ${LEAST_TEXT} ${LEAST_TEXT}\n`,
  },
  { title: "by 0 of a global and an element", declarations: "global g, n", body: `g = n[1] = hidden(7); try { g /= hidden(0) } catch (m) { print(m, "; ") } try { n[1] %= hidden(0) } catch (m) { print(m, "; ") } ${print("g", "n[1]")}`, output: "division by 0; division by 0; 7 7\n" },
  { title: "of a global's initial value", declarations: "global g = -17", body: print("g++", "g"), output: "-17 -16\n" },
  { title: "a variable never assigned is 0", body: `if (hidden(0)) a = 1; ${print("a")}`, output: "0\n" },
]);

export const evaluation = subject("evaluation", [
  { title: "&& stops at 0", declarations: "global n\nfunction f(x) { n++; return x }", body: `a = f(0) && f(1); b = f(1) && f(1); ${print("a", "b", "n")}`, output: "0 1 3\n" },
  { title: "|| stops at 1", declarations: "global n\nfunction f(x) { n++; return x }", body: `a = f(2) || f(1); b = f(0) || f(0); ${print("a", "b", "n")}`, output: "1 0 3\n" },
  { title: "?: takes one branch", declarations: "global n\nfunction f(x) { n += x; return x }", body: `a = hidden(1) ? f(1) : f(10); b = hidden(0) ? f(100) : f(1000); ${print("a", "b", "n")}`, output: "1 1000 1001\n" },
  { title: "arguments from the left", declarations: 'function say(x) { printf("<%d>", x); return x }\nfunction three(a, b, c) { return a * 100 + b * 10 + c }', body: print("three(say(1), say(2), say(3))"), output: "<1><2><3>123\n" },
]);

export const unsignedNumbers = subject("unsigned printing", [
  { title: "of -1", body: 'printf("%u %x %o\\n", hidden(-1), hidden(-1), hidden(-1))', output: "18446744073709551615 ffffffffffffffff 1777777777777777777777\n" },
  { title: "of the least", body: `printf("%u %x\\n", hidden(${LEAST}), hidden(${LEAST}))`, output: "9223372036854775808 8000000000000000\n" },
  { title: "as a string", body: 's = sprintf("%u|%x", hidden(-2), hidden(-2)); println(s == "18446744073709551614|fffffffffffffffe", " ", s)', output: "1 18446744073709551614|fffffffffffffffe\n" },
]);
