import { subject } from "../row.js";

export const comments = subject("comments", [
  { title: "of the shell", body: 'print("a") # print("no")\nprint("b")', output: "ab" },
  { title: "of C++", body: 'print("a") // print("no")\nprint("b")', output: "ab" },
  { title: "of C", body: 'print("a" /* "no" */ "b") /* over\ntwo lines */ print("c")', output: "abc" },
  { title: "of C end at the first end", body: 'print("a") /* /* */ print("b")', output: "ab" },
  { title: "within strings are text", body: 'print("# // /* a */")', output: "# // /* a */" },
]);

export const whitespace = subject("white space and semicolons", [
  { title: "none", body: 'if(hidden(1)){print("a")}else{print("b")}', output: "a" },
  { title: "everywhere", body: "a\n=\n1\n+\t2\n;\n\nprint\n(\na\n)", output: "3" },
  { title: "semicolons are optional", body: 'a = hidden(1) b = 2 print(a + b) print("|")', output: "3|" },
  { title: "many semicolons", body: ';;; print("a");;; print("b");', output: "ab" },
  { title: "a sign on the next line belongs to the expression", body: "a = 5\n-2\nprint(a)", output: "3" },
]);

export const identifiers = subject("identifiers", [
  { title: "are told apart by case", body: "a = 1; A = 2; print(a, A)", output: "12" },
  { title: "may hold digits, underscores and dollars", body: "_a1 = 1; b_2 = 2; c$3 = 3; print(_a1, b_2, c$3)", output: "123" },
  { title: "may begin like keywords", body: "iffy = 1; foreach_ = 2; in2 = 3; print(iffy, foreach_, in2)", output: "123" },
  { title: "may be long", body: `${"n".repeat(200)} = hidden(7); print(${"n".repeat(200)})`, output: "7" },
]);

export const numberLiterals = subject("number literals", [
  { title: "decimal", body: "print(0, 7, 1234567890)", output: "071234567890" },
  { title: "hexadecimal in either case", body: "print(0xff, 0XAB, 0xdeadBEEF)", output: "2551713735928559" },
  { title: "octal", body: "print(010, 0777, 00)", output: "85110" },
  { title: "beyond 63 bits", body: "print(0xffffffffffffffff, 0x8000000000000000)", output: "-1-9223372036854775808" },
  { title: "with a sign", body: "print(-5, +5, - 5, -0x10)", output: "-55-5-16" },
]);

export const stringLiterals = subject("string literals", [
  { title: "escapes for control characters", body: 'print("\\a\\b\\t\\n\\v\\f\\r")', output: "\x07\b\t\n\v\f\r" },
  { title: "escapes for quotes and backslashes", body: "print(\"\\\"\\\\\")", output: '"\\' },
  { title: "octal escapes of one to three digits", body: 'print("\\7|\\101|\\1012")', output: "\x07|A|A2" },
  { title: "hexadecimal escapes", body: 'print("\\x41|\\x7e")', output: "A|~" },
  { title: "beyond ASCII", body: 'print("\\303\\244")', output: "\xc3\xa4" },
  { title: "percent signs are nothing special to print", body: 'print("%d %s")', output: "%d %s" },
]);

export const precedence = subject("precedence", [
  { title: "unary before binary", body: 'print(-2 + 3, " ", !0 + 1, " ", ~0 & 5, " ", -hidden(2) * 3)', output: "1 2 5 -6" },
  { title: "++ before unary minus", body: 'a = hidden(3); print(-a++, " ", a)', output: "-3 4" },
  { title: "* / % from the left", body: 'print(hidden(20) / 3 * 3, " ", 7 * 5 % 4, " ", 20 % 7 * 2)', output: "18 3 12" },
  { title: "shifts before comparison", body: "print(1 << 3 > 7, 16 >> 2 == 4)", output: "11" },
  { title: "comparison before &&", body: "print(hidden(1) < 2 && 3 > 2, 1 == 1 || 0)", output: "11" },
  { title: "& before && and |", body: "print(hidden(6) & 3 && 1, 4 | 6 & 3)", output: "16" },
  { title: "&& before ||", body: "print(hidden(1) || 0 && 0, 0 && 1 || 1)", output: "11" },
  { title: "?: after ||", body: 'print(hidden(0) || 1 ? "a" : "b")', output: "a" },
  { title: "assignment last, from the right", body: 'a = b = hidden(1) ? 5 : 6; print(a, b); a += b -= 2; print(" ", a, b)', output: "55 83" },
  { title: "in after comparison", declarations: "global s", body: 's["x"] = 1; print("x" in s && 1, !("y" in s))', output: "11" },
  { title: "parentheses decide", body: 'print((hidden(1) + 2) * 3, " ", 2 * (3 - (4 - 5)))', output: "9 8" },
]);

export const regularExpressionOperators = subject("operators of regular expressions", [
  { title: "=~ before &&", body: 'print("abc" . sprint(hidden(1)) =~ "c1$" && 1)', output: "1" },
  { title: "!~ before ||", body: 'print("abc" . sprint(hidden(1)) !~ "b" || 0)', output: "0" },
]);
