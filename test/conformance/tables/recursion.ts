import { subject } from "../row.js";

const FACTORIAL = "function fact(n) { if (n <= 1) return 1; return n * fact(n - 1) }";
const FIBONACCI = "function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2) }";
const MUTUAL = "function even(n) { return n == 0 ? 1 : odd(n - 1) }\nfunction odd(n) { return n == 0 ? 0 : even(n - 1) }";
const DOWN = "function down(n) { return n == 0 ? 0 : 1 + down(n - 1) }";

export const recursion = subject("recursion", [
  { title: "factorial", declarations: FACTORIAL, body: "println(fact(hidden(9)))", output: "362880\n" },
  { title: "fibonacci", declarations: FIBONACCI, body: "println(fib(hidden(9)))", output: "34\n" },
  {
    title: "ackermann",
    declarations: "function ack(m, n) { if (m == 0) return n + 1; if (n == 0) return ack(m - 1, 1); return ack(m - 1, ack(m, n - 1)) }",
    body: "println(ack(hidden(2), 2))",
    output: "7\n",
  },
  { title: "two functions", declarations: MUTUAL, body: "println(even(hidden(6)), odd(hidden(6)), even(hidden(7)), odd(7))", output: "1001\n" },
  { title: "on a known number", declarations: FACTORIAL, body: "println(fact(5))", output: "120\n" },
  {
    title: "strings",
    declarations: 'function repeat(s, n) { if (n == 0) return ""; return s . "," . repeat(s, n - 1) }',
    body: 'println(repeat("ab" . sprint(hidden(7)), 3))',
    output: "ab7,ab7,ab7,\n",
  },
  {
    title: "strings kept across calls",
    declarations: 'function bits(n) { if (n < 2) return sprint(n); low = sprint(n & 1); high = bits(n >> 1); return high . low }',
    body: "println(bits(hidden(202)))",
    output: "11001010\n",
  },
  {
    title: "longer strings than fit words",
    declarations: 'function grow(s, n) { t = s . "<" . s . ">"; if (n == 0) return t; return grow(t, n - 1) . "!" . t }',
    body: 'println(grow("0123456789" . sprint(hidden(1)), 2))',
    output: "01234567891<01234567891><01234567891<01234567891>><01234567891<01234567891><01234567891<01234567891>>>!01234567891<01234567891><01234567891<01234567891>>!01234567891<01234567891>\n",
  },
  { title: "without a value", declarations: "function count(n) { if (n == 0) return 0; print(n); count(n - 1); print(n) }", body: "count(hidden(3))", output: "321123" },
  { title: "locals are each call's own", declarations: "function f(n) { mine = n * 10; if (n > 0) f(n - 1); printf(\"%d \", mine); return 0 }", body: "f(hidden(3))", output: "0 10 20 30 " },
  { title: "locals begin as 0", declarations: "function f(n) { seen = seen + n; if (n > 0) f(n - 1); printf(\"%d \", seen); return 0 }", body: "f(hidden(2))", output: "0 1 2 " },
  {
    title: "between loops",
    declarations: 'function tree(n) { for (i = 0; i < n; i++) { printf("%d", n); tree(n - 1) } return 0 }',
    body: "tree(hidden(3))",
    output: "321213212132121",
  },
  {
    title: "break and continue around calls",
    declarations: "function f(n) { sum = 0; while (1) { if (n <= 0) break; n--; if (n == 2) continue; sum += 1 + f(n) } return sum }",
    body: "println(f(hidden(4)))",
    output: "7\n",
  },
  {
    title: "loops within calls",
    declarations: "function f(n) { for (i = 0; i < n; i++) s += i; return n == 0 ? 0 : s + f(n - 1) }",
    body: "println(f(hidden(5)))",
    output: "20\n",
  },
  {
    title: "returning from a loop within",
    declarations: "function f(n) { for (i = 0; i < 100; i++) if (i * i >= n) { if (i < 3) return i; return i * 10 + f(i) } return -1 }",
    body: "println(f(hidden(17)))",
    output: "82\n",
  },
  {
    title: "in && and ||",
    declarations: 'function f(n) { printf("%d", n); return n > 0 && f(n - 1) || n == 2 }',
    body: 'println(" ", f(hidden(3)))',
    output: "3210 1\n",
  },
  { title: "as its own argument", declarations: "function f(n) { return n <= 0 ? 1 : f(n - 1) + 1 }", body: "println(f(f(f(hidden(1)))))", output: "4\n" },
  {
    title: "several arguments, the last a call",
    declarations: "function f(a, b, c) { return a == 0 ? b * 10 + c : f(a - 1, c, f(a - 1, b, a)) }",
    body: "println(f(hidden(2), 3, f(1, hidden(4), 5)))",
    output: "1421\n",
  },
  { title: "arguments from the left", declarations: 'function f(a, b) { printf("<%d %d>", a, b); return a > 0 ? f(a - 1, f(0, b)) : b + 1 }', body: "println(f(hidden(1), 5))", output: "<1 5><0 5><0 6>7\n" },
  {
    title: "arrays",
    declarations: "global memo, calls\nfunction fib(n) { calls++; if (n in memo) return memo[n]; r = n < 2 ? n : fib(n - 1) + fib(n - 2); memo[n] = r; return r }",
    body: 'println(fib(hidden(10)), " ", calls, " ", memo[9])',
    output: "55 19 34\n",
  },
  {
    title: "aggregates",
    declarations: "global depths\nfunction walk(n, depth) { depths <<< depth; if (n > 1) { walk(n / 2, depth + 1); walk(n / 2, depth + 1) } return 0 }",
    body: 'walk(hidden(4), 0); println(@count(depths), " ", @sum(depths), " ", @max(depths))',
    output: "7 10 2\n",
  },
  {
    title: "out of a foreach of the handler",
    declarations: `global a\n${FACTORIAL}`,
    body: "a[3] = 1; foreach (k in a) println(fact(k + hidden(1)))",
    output: "24\n",
  },
  { title: "out of a loop of the handler", declarations: FACTORIAL, body: 'for (i = 1; i < 6; i++) printf("%d ", fact(i + hidden(0)))', output: "1 2 6 24 120 " },
  {
    title: "overloads",
    declarations: 'function f(n) { if (n % 2) next; return n == 0 ? "." : "e" . f(n - 1) }\nfunction f(n) { return "o" . f(n - 1) }',
    body: "println(f(hidden(4)))",
    output: "eoeo.\n",
  },
  { title: "no overload left", declarations: "function f(n) { if (n == 1) next; return n > 9 ? n : f(n - 1) }", body: "try { f(hidden(3)) } catch (m) { println(m) }", output: "all overloads of function 'f' exhausted\n" },
  {
    title: "functions that are no cycle, called within one",
    declarations: "function half(n) { return n / 2 }\nfunction steps(n) { return n <= 1 ? 0 : 1 + steps(half(n)) }",
    body: "println(steps(hidden(200)))",
    output: "7\n",
  },
  {
    title: "out of a foreach of the function",
    declarations: "global kids\nfunction size(n) { sum = 1; foreach ([parent, kid] in kids[n, *]) sum += size(kid); return sum }",
    body: "kids[1, 2] = 1; kids[1, 3] = 1; kids[3, 4] = 1; println(size(hidden(1)))",
    output: "4\n",
    refusedInKernel: "recursion-in-foreach",
  },
  { title: "what the value isn't used of", declarations: `global g\nfunction f(n) { g += n; return n ? f(n - 1) : 7 }`, body: "f(hidden(4)); println(g)", output: "10\n" },
]);

const ended = "WARNING: Number of errors: 1, skipped probes: 0\n";

export const nesting = subject("MAXNESTING", [
  { title: "as many calls within each other as there may be", declarations: DOWN, body: "println(down(hidden(9)))", output: "9\n" },
  { title: "one more", declarations: DOWN, body: "print(1); println(down(hidden(10)))", output: "1", messages: `ERROR: MAXNESTING exceeded near identifier 'down' at column 44\n${ended}` },
  { title: "caught", declarations: DOWN, body: "try { println(down(hidden(10))) } catch (m) { println(m) } println(down(hidden(3)))", output: "MAXNESTING exceeded\n3\n" },
  { title: "without end", declarations: "function f(n) { return n < 0 ? n : f(n + 1) }", body: 'try { f(hidden(0)) } catch { println("caught") }', output: "caught\n" },
  { title: "many, but not within each other", declarations: DOWN, body: "for (i = 0; i < 20; i++) n += down(hidden(5)); println(n)", output: "100\n" },
]);

export const errorsInRecursion = subject("errors in recursion", [
  { title: "caught by the handler", declarations: "function f(n) { return 10 / n + f(n - 1) }", body: "try { println(f(hidden(3))) } catch (m) { println(m) } println(hidden(1))", output: "division by 0\n1\n" },
  {
    title: "caught by a caller among the calls",
    declarations: 'function f(n) { if (n == 2) { try { return f(n - 1) } catch (m) { return m . "!" } } if (n == 0) error("deep"); return f(n - 1) . sprint(n) }',
    body: "println(f(hidden(4)))",
    output: "deep!34\n",
  },
  {
    title: "caught where it is, with calls before and after",
    declarations: 'function f(n) { if (n == 0) return 0; try { s = f(n - 1); s += 10 / (n - 2) } catch (m) { printf("%s at %d; ", m, n) } return s }',
    body: "println(f(hidden(3)))",
    output: "division by 0 at 2; 0\n",
  },
  {
    title: "raised again in a catch",
    declarations: 'function f(n) { try { if (n == 0) error("a"); f(n - 1) } catch (m) { error(m . sprint(n)) } return 0 }',
    body: "try { f(hidden(3)) } catch (m) { println(m) }",
    output: "a0123\n",
  },
  {
    title: "that end the session",
    declarations: "function f(n) { print(n); return 6 / n + f(n - 1) }",
    body: "f(hidden(2)); print(9)",
    output: "210",
    messages: `ERROR: division by 0 near operator '/' at column 36\n${ended}`,
  },
  {
    title: "that end the session, past a try that is over",
    declarations: 'function f(n) { return 6 / n + f(n - 1) }',
    body: "try { f(hidden(1)) } catch { print(1) } f(hidden(1))",
    output: "1",
    messages: `ERROR: division by 0 near operator '/' at column 26\n${ended}`,
  },
]);
