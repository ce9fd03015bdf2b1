import { subject } from "../row.js";

const repeated = (count: number, each: (index: number) => string): string => Array.from({ length: count }, (_, index) => each(index)).join("\n");

/** A function whose body has so many statements that calls of it can't all have it in their places. */
const large = (name: string, end: string): string => `function ${name}(x) { y = x\n${repeated(60, (index) => `if (y == ${index}) y += ${index % 3}`)}\n${end} }`;
/** Each calls the one before twice. */
const doubling = repeated(10, (index) => `function f${index + 1}(x) { return f${index}(x) + f${index}(x + 1) }`);
/** Each calls the one before once, and is large. */
const chain = repeated(14, (index) => large(`f${index + 1}`, `return f${index}(y) + 1`));
const calls = (count: number, each: (index: number) => string): string => repeated(count, each);

export const largeFunctions = subject("large functions", [
  { title: "twice as many calls on each level", declarations: `function f0(x) { return x + hidden(0) }\n${doubling}`, body: "println(f10(1))", output: "6144\n" },
  { title: "called from many places", declarations: large("f", "return y"), body: `n = 0; ${calls(30, (index) => `n += f(hidden(${index + 60}))`)}; println(n)`, output: "2235\n" },
  { title: "more within each other than MAXNESTING lets functions call themselves", declarations: `function f0(x) { return x }\n${chain}`, body: `${calls(10, () => "n += f14(hidden(100))")}; println(n)`, output: "1140\n" },
  {
    title: "of strings",
    declarations: large("f", 'return sprint(y) . (x > 65 ? "!" : "?")'),
    body: `${calls(30, (index) => `s = f(hidden(${index + 60}))`)}; println(s, f(61))`,
    output: "89!61?\n",
  },
  {
    title: "that fail, with their callers' catch",
    declarations: large("f", 'if (y == 70) error("seventy"); return y'),
    body: `${calls(30, (index) => `try { n += f(hidden(${index + 60})) } catch (m) { println(m) }`)}; println(n)`,
    output: "seventy\n2165\n",
  },
  {
    title: "overloaded",
    declarations: `${large("f", "if (y > 70) next; return 1")}\nfunction f(x) { return 100 }`,
    body: `${calls(30, (index) => `n += f(hidden(${index + 60}))`)}; println(n)`,
    output: "1911\n",
  },
  {
    title: "beside functions that call themselves",
    declarations: `${large("f", "return y + g(2)")}\nfunction g(n) { return n <= 0 ? 0 : 1 + g(n - 1) }`,
    body: `${calls(30, (index) => `n += f(hidden(${index + 60}))`)}; println(n)`,
    output: "2295\n",
  },
  {
    title: "that print and change globals",
    declarations: `global g\n${large("f", 'g++; if (y % 10 == 0) print(y, " "); return g')}`,
    body: `${calls(30, (index) => `n = f(hidden(${index + 60}))`)}; println(n, g)`,
    output: "60 70 80 3030\n",
  },
]);
