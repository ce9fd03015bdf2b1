import { subject } from "../row.js";

const FAILING = 'global a, s\nfunction fails(m) { error(m); return 1 }\nfunction effect(n) { s .= sprint(n); return n }';
const caught = (body: string, behind: string): string => `try { ${body} } catch (m) { println(m) } println(${behind})`;

export const errorsInExpressions = subject("errors within expressions", [
  { title: "behind an operand", declarations: FAILING, body: caught('x = hidden(7); y = "t"; x + fails("e")', 'x, y'), output: "e\n7t\n" },
  { title: "in front of an operand", declarations: FAILING, body: caught('x = hidden(7); z = fails("e") + x', 'z, x'), output: "e\n07\n" },
  { title: "between two", declarations: FAILING, body: caught('x = hidden(7); y = hidden(8); z = x + fails("e") + y', 'x, y, z'), output: "e\n780\n" },
  { title: "what is assigned inside, before and behind", declarations: FAILING, body: caught('x = 1; z = (x = 2) + fails("e") + (x = 3)', 'x, z'), output: "e\n20\n" },
  { title: "effects before and behind", declarations: FAILING, body: caught('effect(1) + fails("e") + effect(2)', 's'), output: "e\n1\n" },
  { title: "in the key of an assignment", declarations: `${FAILING}\nglobal arr`, body: caught('arr[1] = 1; arr[fails("e")] = effect(4)', 'arr[1], s'), output: "e\n1\n" },
  { title: "in a key within a key", declarations: `${FAILING}\nglobal arr, st`, body: caught('k = hidden(3); st <<< ++arr[sprintf("%5d", k), (a = k) + stringat("x", hidden(-1))]', 'a, @count(st)'), output: "stringat: position -1 is out of bounds\n30\n" },
  { title: "among what is printed", declarations: FAILING, body: caught('x = "t"; print(x, fails("e"), x)', 'x'), output: "e\nt\n" },
  { title: "in a text that is made", declarations: FAILING, body: caught('x = "t"; y = sprintf("%s%d", x . "u", fails("e")) . x', 'x, y'), output: "e\nt\n" },
  { title: "in the branch that is taken", declarations: FAILING, body: caught('x = "t"; y = hidden(1) ? fails("e") : 5', 'x, y'), output: "e\nt0\n" },
  { title: "in the other branch", declarations: FAILING, body: caught('x = "t"; y = hidden(0) ? fails("e") : 5', 'x, y'), output: "t5\n" },
  { title: "in both branches", declarations: FAILING, body: caught('x = "t"; y = hidden(0) ? fails("e") : fails("f"); println(x, y)', 'x, y'), output: "f\nt0\n" },
  { title: "in both branches of a statement", declarations: FAILING, body: caught('x = "t"; if (hidden(0)) error("e"); else error("f"); println(x)', 'x'), output: "f\nt\n" },
  { title: "behind && and ||", declarations: FAILING, body: caught('x = hidden(2); println(hidden(0) && fails("e"), hidden(1) || fails("e")); hidden(1) && fails("f"); x = 3', 'x'), output: "01\nf\n2\n" },
  { title: "in a condition", declarations: FAILING, body: caught('x = "t"; if (fails("e") && hidden(1)) x = "u"; else x = "v"; println(x)', 'x'), output: "e\nt\n" },
  { title: "in a loop's condition", declarations: FAILING, body: caught('for (i = 0; i < 3 + fails("e"); i++) println(i)', 'i'), output: "e\n0\n" },
  { title: "in a loop, after some turns", declarations: FAILING, body: caught('for (i = 0; i < 9; i++) a += i < 4 ? i : fails("e")', 'a, i'), output: "e\n64\n" },
  { title: "in an argument", declarations: `${FAILING}\nfunction g(x, y) { a = 9; return x + y }`, body: caught('x = hidden(4); z = g(x, fails("e"))', 'a, x, z'), output: "e\n040\n" },
  { title: "in an error's message", declarations: FAILING, body: caught('x = hidden(4); error(sprint(x + fails("e")))', 'x'), output: "e\n4\n" },
  { title: "in a sample", declarations: `${FAILING}\nglobal st`, body: caught('st <<< 1; st <<< effect(2) + fails("e")', '@count(st), s'), output: "e\n12\n" },
  { title: "the first of two", declarations: FAILING, body: caught('a = (1 / hidden(0)) + fails("e")', 'a'), output: "division by 0\n0\n" },
  { title: "the second of two", declarations: FAILING, body: caught('a = fails("e") + (1 / hidden(0))', 'a'), output: "e\n0\n" },
  { title: "uncaught, nothing behind it happens", declarations: FAILING, body: 'x = hidden(1); print(x); a = x + fails("e") + effect(5); print(a)', output: "1", messages: "ERROR: e near identifier 'error' at column 21\nWARNING: Number of errors: 1, skipped probes: 0\n" },
]);

const ORDER = "function next_of(n) { return n + 1 }";

export const evaluationOrder = subject("what is evaluated first", [
  { title: "arguments of a function from the left", declarations: ORDER, body: 'i = hidden(0); println(substr("hello", i, i = 3)); i = 1; println(substr("hello", i++, i))', output: "hel\nel\n" },
  { title: "operands from the left", body: "i = hidden(1); println(i + (i = 5), (i = 2) + i, i++ + i++, i-- - i)", output: "6451\n" },
  { title: "arguments of the script's function", declarations: "function two(x, y) { return x * 10 + y }", body: "i = hidden(1); println(two(i, i = 2), two(i++, i), two(i, ++i))", output: "122334\n" },
  { title: "what is printed", body: 'i = hidden(1); printf("%d %d %d\\n", i, i++, i); println(i, i = 7, i)', output: "1 1 2\n277\n" },
  { title: "keys, then the value", declarations: "global arr", body: "i = hidden(1); arr[i] = i++; arr[i++] = i; foreach (k+ in arr) println(k, arr[k])", output: "11\n23\n" },
  { title: "what is assigned by an operator before the variable is read", body: "i = hidden(5); i += i++ + ++i; println(i); i = hidden(1); i += (i = 3); println(i)", output: "19\n6\n" },
  { title: "what is assigned by an operator before the global is read", declarations: 'global g, s\nfunction add(t) { s .= t; return "!" }', body: 'g = hidden(4); g += g++; println(g); s = "a"; s .= add("b"); println(s); t = "q"; t .= (t = "r"); println(t)', output: "9\nab!\nrr\n" },
  { title: "the keys of what is appended to, once", declarations: "global arr", body: 'i = hidden(1); arr[i++] .= "x"; arr[i++] .= "y"; arr[1] .= sprint(i++); println(i); foreach (k+ in arr) println(k, arr[k])', output: "4\n1x3\n2y\n" },
  { title: "the keys of a text, then the text", declarations: "global arr", body: 'i = hidden(1); arr[i] = sprint(i++); arr[i] = sprint(++i); foreach (k+ in arr) println(k, arr[k])', output: "11\n23\n" },
  { title: "what `.` joins", body: 'a = "x"; println(a . (a = "y") . a)', output: "xyy\n" },
]);
