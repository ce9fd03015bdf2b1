import { type Row, subject } from "../row.js";

const format = (title: string, directives: string, values: string, output: string): Row => ({
  title,
  body: `printf("${directives}\\n", ${values})`,
  output: `${output}\n`,
});

export const printf = subject("printf", [
  format("%d and %i", "%d %i", "hidden(-5), hidden(5)", "-5 5"),
  format("%u", "%u %u", "hidden(5), hidden(-1)", "5 18446744073709551615"),
  format("%x, %X and %o", "%x %X %o", "hidden(255), hidden(255), hidden(8)", "ff FF 10"),
  format("%x of a negative", "%x", "hidden(-1)", "ffffffffffffffff"),
  format("# ", "%#x %#X %#o", "hidden(255), hidden(255), hidden(8)", "0xff 0XFF 010"),
  format("width", "[%5d] [%5s] [%2d]", 'hidden(42), "ab", hidden(12345)', "[   42] [   ab] [12345]"),
  format("- ", "[%-5d] [%-5s]", 'hidden(42), "ab"', "[42   ] [ab   ]"),
  format("0", "[%05d] [%05d] [%08x]", "hidden(42), hidden(-42), hidden(255)", "[00042] [-0042] [000000ff]"),
  format("+ and blank", "[%+d] [%+d] [% d]", "hidden(1), hidden(-1), hidden(1)", "[+1] [-1] [ 1]"),
  format("precision", "[%.2s] [%.4d] [%8.4d] [%6.2s]", '"abc", hidden(42), hidden(42), "abc"', "[ab] [0042] [    0042] [    ab]"),
  format("* ", "[%*d] [%-*d] [%.*s]", 'hidden(4), hidden(7), hidden(3), hidden(7), hidden(2), "abc"', "[   7] [7  ] [ab]"),
  format("%c", "%c%c", "hidden(65), hidden(10)", "A\n"),
  format("%s and %%", "100%% %s", '"x"', "100% x"),
  format("least and most", "%d %d", "hidden(-9223372036854775807 - 1), hidden(9223372036854775807)", "-9223372036854775808 9223372036854775807"),
  { title: "arguments from the left, widths and precisions among them", declarations: "global n", body: 'printf("%d %*d %.*d %d\\n", n++, n++ + 3, n++, n++, n++, n++)', output: "0    2 004 5\n" },
  { title: "a width before its string, when that takes statements", declarations: "global n\nfunction f(x) { n = n * 10 + x; return x }", body: 'try { printf("%*s|", f(3), substr("abcdef", f(1), 1 / hidden(0))) } catch { } printf("%*s|%-*s|\\n", f(2), substr("abcdef", f(4), f(5)), f(6), sprint(f(7))); println(n)', output: "ef|7     |\n3124567\n" },
  { title: "no directives", body: 'printf("a\\n")', output: "a\n" },
  { title: "a text with NUL-less bytes", body: 'printf("\\xe9\\n")', output: "\xe9\n" },
]);

export const otherPrinting = subject("other printing", [
  { title: "print", body: 'print("a", hidden(1)); print("b"); println()', output: "a1b\n" },
  { title: "println", body: 'println("a", hidden(-1), "b")', output: "a-1b\n" },
  { title: "printd and printdln", body: 'printd("-", hidden(1), "b", 3); printdln(", ", "x", hidden(2))', output: "1-b-3x, 2\n" },
  { title: "sprint, sprintln, sprintd, sprintdln, sprintf", body: 'print(sprint(hidden(1), "a"), sprintln("b"), sprintd("|", 1, 2), sprintdln("|", 3, 4), sprintf("%3d|", hidden(5)))', output: "1ab\n1|23|4\n  5|" },
  { title: "log", body: 'log("x" . sprint(hidden(1)))', output: "x1\n" },
  { title: "warn", body: 'warn("careful " . sprint(hidden(1)))', output: "", messages: "WARNING: careful 1\n" },
  { title: "many in order", body: 'for (i = 0; i < 50; i++) printf("%d ", i); println()', output: `${Array.from({ length: 50 }, (_, i) => `${i} `).join("")}\n` },
  { title: "nested texts", body: 'printf("<%s>\\n", sprintf("%s-%5s", sprint(hidden(1)), sprintf("%x", hidden(255))))', output: "<1-   ff>\n" },
]);
