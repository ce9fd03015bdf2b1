import { subject } from "../row.js";

export const functions = subject("functions", [
  { title: "a long", declarations: "function twice(x) { return 2 * x }", body: "println(twice(twice(hidden(3))))", output: "12\n" },
  { title: "a string", declarations: 'function greet(who) { return "hi " . who }', body: 'println(greet("you" . sprint(hidden(1))))', output: "hi you1\n" },
  { title: "types as declared", declarations: 'function f:string (x:long, s:string) { return sprint(x) . s }', body: 'println(f(hidden(1), "a"))', output: "1a\n" },
  { title: "without a value", declarations: 'function say(x) { printf("<%d>", x) }', body: "say(1); say(hidden(2))", output: "<1><2>" },
  { title: "without a return gives 0", declarations: "function f(x) { if (x) return 5 }", body: "println(f(hidden(1)), f(hidden(0)))", output: "50\n" },
  { title: "returning from loops", declarations: "function first(n) { for (i = 0; i < 100; i++) { for (j = 0; j < 100; j++) if (i * j == n) return i * 1000 + j } return -1 }", body: "println(first(hidden(6)))", output: "1006\n" },
  { title: "arguments are copies", declarations: "function f(x) { x++; return x }", body: "x = hidden(1); y = f(x); println(x, y)", output: "12\n" },
  { title: "locals are their own", declarations: "function f() { i = 99; return i }", body: "i = hidden(1); f(); println(i)", output: "1\n" },
  { title: "change globals", declarations: "global g\nfunction bump(by) { g += by; return g }", body: "bump(2); bump(hidden(3)); println(g)", output: "5\n" },
  { title: "call others", declarations: "function a(x) { return b(x) + 1 }\nfunction b(x) { return c(x) * 2 }\nfunction c(x) { return x - 1 }", body: "println(a(hidden(5)))", output: "9\n" },
  { title: "several calls in one expression", declarations: "function f(x) { return x * x }", body: "println(f(hidden(2)) + f(3) * f(hidden(1)))", output: "13\n" },
  { title: "in conditions", declarations: "function odd(x) { return x % 2 }", body: "for (i = 0; i < 6; i++) if (odd(i)) print(i)", output: "135" },
  { title: "with an error inside", declarations: "function f(x) { try { return 10 / x } catch { return -1 } }", body: 'println(f(hidden(5)), " ", f(hidden(0)))', output: "2 -1\n" },
  { title: "overloads go on with next", declarations: 'function f(x) { if (x > 10) return "big"; next }\nfunction f(x) { return "small" }', body: 'println(f(hidden(20)), " ", f(hidden(1)))', output: "big small\n" },
  { title: "overloads by number of arguments", declarations: "function f(x) { return x }\nfunction f(x, y) { return x * 10 + y }", body: 'println(f(hidden(1)), " ", f(hidden(1), 2))', output: "1 12\n" },
]);
