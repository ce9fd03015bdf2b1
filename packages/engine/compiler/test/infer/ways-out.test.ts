import { expect, it } from "vitest";
import { typed } from "../lower/workbench.js";

// What a mistake's hint says to do.
it.each([
  ["a number joined to a string", 'println("a" . 1)', "make a string of a number with sprint(number)"],
  ["a string added to a number", 'println(1 + "a")', "make a number of a string with strtol(string, 10), or join strings with '.'"],
  ["a variable of two types", 'x = "a"; x = 1; println(x)', "make a string of a number with sprint(number)"],
  ["a string where a directive takes a number", 'printf("%d", "a")', "print a string with %s"],
  ["a number where a directive takes a string", 'printf("%s", 1)', "print a number with %d or %x"],
  ["a string for a width", 'printf("%*d", "a", 1)', "make a number of a string with strtol(string, 10), or join strings with '.'"],
  ["a directive there isn't", 'printf("%f", 1)', "write one of %d %i %u %x %X %o %c %p %b %m %M %s, or %% for a percent sign"],
  ["a directive of too few bytes", 'printf("%3b", 1)', "write %1b, %2b, %4b or %8b"],
  ["a format in a variable", 'f = "%d"; printf(f, 1)', 'write it as printf("%s", …)'],
  ["a delimiter that is a number", "printd(1, 2, 3)", 'write it as printd(", ", …)'],
  ["a parenthesis that isn't closed", 'println("(" =~ "(")', "write \\\\ before a character that stands for itself"],
  ["a parenthesis that isn't opened", 'println("(" =~ ")")', "write \\\\ before a character that stands for itself"],
  ["a bracket that isn't closed", 'println("[" =~ "[a")', "write \\\\ before a character that stands for itself"],
  ["a star behind nothing", 'println("*" =~ "*")', "write \\\\ before a character that stands for itself"],
])("%s", async (_what, body, hint) => {
  const { diagnostics } = await typed(`probe begin { ${body} }`);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toMatchObject([{ hints: [hint] }]);
});

it.each([
  ["a local in a condition", "probe begin if (x) { println(1) }", "declare it with 'global x'"],
  ["a global's name mistyped in a condition", "global enabled = 1 probe begin if (enabld) { println(enabled) }", "did you mean 'enabled'?"],
  ["a change in a condition", "global x probe begin if (x++) { println(x) }", "write them in the handler"],
  ["a call in a condition", "function f() { return 1 } probe begin if (f()) { println(f()) }", "ask in the handler: if (…) next"],
])("%s", async (_what, script, hint) => {
  const { diagnostics } = await typed(script);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toMatchObject([{ hints: [hint] }]);
});
