import { type Row, subject } from "../row.js";

/** Makes a text the compiler can't know. */
const TEXT = 'function text(s) { return hidden(0) ? "" : s }';

/**
 * What a format makes of values, printed at once and put together in a variable first, whose length is printed too: kernel handlers print
 * the first by the session, and have to make the second themselves.
 */
const format = (title: string, directives: string, values: string, output: string): Row => ({
  title,
  declarations: TEXT,
  body: `printf("${directives}\\n", ${values}); s = sprintf("${directives}", ${values}); s = text(s) . ""; println(s); println(strlen(s))`,
  output: `${output}\n${output}\n${output.length}\n`,
});

/** As {@link format}, of a string that ends at its first byte 0. */
const made = (title: string, directives: string, values: string, output: string): Row => ({
  title,
  declarations: TEXT,
  body: `s = sprintf("${directives}", ${values}); println(s, "|", strlen(s), "|", s == "${output}", "|", sprintf("${directives}", ${values}))`,
  output: `${output}|${output.length}|1|${output}\n`,
});

const LEAST = "hidden(-9223372036854775807 - 1)";
const MOST = "hidden(9223372036854775807)";

export const numbers = subject("sprintf of numbers", [
  format("%d and %i", "%d %i %d", `hidden(-5), ${LEAST}, ${MOST}`, "-5 -9223372036854775808 9223372036854775807"),
  format("%u, %x, %X", "%u %x %X", "hidden(-1), hidden(-1), hidden(255)", "18446744073709551615 ffffffffffffffff FF"),
  format("%o", "%o %o %o %o", `hidden(0), hidden(8), hidden(-1), ${LEAST}`, "0 10 1777777777777777777777 1000000000000000000000"),
  format("%p", "%p %p", "hidden(0), hidden(-1)", "0x0 0xffffffffffffffff"),
  format("#", "%#x %#X %#o %#o %#x", "hidden(255), hidden(255), hidden(8), hidden(0), hidden(0)", "0xff 0XFF 010 0 0x0"),
  format("+ and blank", "[%+d] [%+d] [% d] [% d] [%+ d]", "hidden(1), hidden(-1), hidden(1), hidden(-1), hidden(0)", "[+1] [-1] [ 1] [-1] [+0]"),
  format("+ of what has no sign", "[%+u] [% x] [%+o]", "hidden(1), hidden(1), hidden(1)", "[1] [1] [1]"),
  format("width", "[%5d] [%-5d] [%2d] [%5o] [%-5o]", "hidden(42), hidden(42), hidden(12345), hidden(8), hidden(8)", "[   42] [42   ] [12345] [   10] [10   ]"),
  format("0", "[%05d] [%05d] [%-05d] [%06o]", "hidden(42), hidden(-42), hidden(42), hidden(8)", "[00042] [-0042] [42   ] [000010]"),
  format("0 and a prefix", "[%#08x] [%#08X] [%#08o] [%08p]", "hidden(255), hidden(255), hidden(8), hidden(255)", "[0x0000ff] [0X0000FF] [00000010] [0x0000ff]"),
  format("width and a prefix", "[%#8x] [%-#8x] [%8p] [%-8p] [%#6o]", "hidden(255), hidden(255), hidden(255), hidden(255), hidden(8)", "[    0xff] [0xff    ] [    0xff] [0xff    ] [   010]"),
  format("0 and +", "[%+05d] [% 05d] [%+05d]", "hidden(42), hidden(42), hidden(-42)", "[+0042] [ 0042] [-0042]"),
  format("precision", "[%.4d] [%.4d] [%.1d] [%.4x] [%.3o] [%.3u]", "hidden(42), hidden(-42), hidden(123), hidden(255), hidden(8), hidden(7)", "[0042] [-0042] [123] [00ff] [010] [007]"),
  format("precision and width", "[%8.4d] [%-8.4d] [%08.4d] [%+8.4d] [%#8.4x]", "hidden(42), hidden(42), hidden(42), hidden(42), hidden(255)", "[    0042] [0042    ] [    0042] [   +0042] [  0x00ff]"),
  format("precision 0", "[%.0d] [%.d] [%.0d] [%4.0d] [%.0x]", "hidden(0), hidden(0), hidden(7), hidden(0), hidden(0)", "[] [] [7] [    ] []"),
  format("precision 0 with a sign", "[%+.0d] [% .0d]", "hidden(0), hidden(0)", "[+] [ ]"),
  format("more digits than any number has", "[%.30d] [%30.25o]", "hidden(-7), hidden(8)", "[-000000000000000000000000000007] [     0000000000000000000000010]"),
  format("h, l and ll change nothing", "%hd %ld %lld %lx", "hidden(70000), hidden(-1), hidden(1), hidden(255)", "70000 -1 1 ff"),
]);

export const sizes = subject("sprintf with * ", [
  format("width", "[%*d] [%*s] [%*c]", 'hidden(5), hidden(42), hidden(4), text("ab"), hidden(3), hidden(65)', "[   42] [  ab] [  A]"),
  format("a negative width fills behind", "[%*d] [%*s] [%*o]", 'hidden(-5), hidden(42), hidden(-4), text("ab"), hidden(-3), hidden(7)', "[42   ] [ab  ] [7  ]"),
  format("- and a width", "[%-*d] [%-*s] [%-*d]", 'hidden(5), hidden(42), hidden(4), text("ab"), hidden(-5), hidden(1)', "[42   ] [ab  ] [1    ]"),
  format("0 and a width", "[%0*d] [%0*d] [%-0*d]", "hidden(5), hidden(-42), hidden(-5), hidden(42), hidden(4), hidden(1)", "[-0042] [42   ] [1   ]"),
  format("width 0", "[%*d] [%*s]", 'hidden(0), hidden(42), hidden(0), text("ab")', "[42] [ab]"),
  format("precision", "[%.*d] [%.*s] [%.*x]", 'hidden(4), hidden(42), hidden(2), text("abc"), hidden(3), hidden(10)', "[0042] [ab] [00a]"),
  format("precision 0", "[%.*d] [%.*s]", 'hidden(0), hidden(0), hidden(0), text("abc")', "[] []"),
  format("a negative precision is none", "[%.*d] [%.*s] [%05.*d]", 'hidden(-1), hidden(42), hidden(-3), text("abc"), hidden(-1), hidden(42)', "[42] [abc] [00042]"),
  format("both", "[%*.*d] [%-*.*s]", 'hidden(8), hidden(4), hidden(42), hidden(5), hidden(2), text("abc")', "[    0042] [ab   ]"),
  { title: "evaluated in their order", body: 'printf("[%*.*d] ", ++n + 4, ++n, ++n); s = sprintf("[%*.*d]", ++n, ++n - 2, ++n); println(s, strlen(s))', output: "[   03] [ 006]6\n" },
  { title: "a width beyond all strings", body: 's = sprintf("%*d", hidden(100000), hidden(7)); println(strlen(s), "[", substr(s, 509, 2), "]")', output: "511[  ]\n", counted: "1 string truncated" },
  { title: "a constant width beyond all strings", body: 's = sprintf("%600d|", hidden(7)); println(strlen(s), "[", substr(s, 509, 2), "]")', output: "511[  ]\n", counted: "1 string truncated" },
  { title: "a precision beyond all strings", body: 's = sprintf("%.*d", hidden(600), hidden(7)); println(strlen(s), "[", substr(s, 509, 2), "]")', output: "511[00]\n", counted: "1 string truncated" },
  { title: "the least number for a width", body: `s = sprintf("%*d|", ${LEAST}, hidden(7)); println(strlen(s), substr(s, 0, 2), ".")`, output: "5117 .\n", counted: "1 string truncated" },
  format("to the last byte", "%*d%s", 'hidden(510), hidden(7), text("x")', `${" ".repeat(509)}7x`),
]);

export const strings = subject("sprintf of strings", [
  format("%s", "<%s%s>", 'text("ab"), text("")', "<ab>"),
  format("width", "[%5s] [%-5s] [%2s] [%05s]", 'text("ab"), text("ab"), text("abc"), text("ab")', "[   ab] [ab   ] [abc] [   ab]"),
  format("precision", "[%.2s] [%.0s] [%.s] [%.9s]", 'text("abc"), text("abc"), text("abc"), text("abc")', "[ab] [] [] [abc]"),
  format("precision and width", "[%5.2s] [%-5.2s] [%2.5s]", 'text("abc"), text("abc"), text("abc")', "[   ab] [ab   ] [abc]"),
  format("of bytes that aren't ASCII", "[%4s] [%.1s]", 'text("\\xe9\\xff"), text("\\xe9\\xff")', "[  \xe9\xff] [\xe9]"),
  format("%%", "%d%% of %s", 'hidden(5), text("x")', "5% of x"),
  { title: "a precision's cut is no loss", declarations: TEXT, body: 's = sprintf("%.1s%.2s", text("abc"), text("def")); println(s)', output: "ade\n" },
  { title: "what's too long is cut once", declarations: TEXT, body: 'a = text("0123456789"); for (i = 0; i < 5; i++) a .= a; s = sprintf("%s-%s-%s", a, a, a); println(strlen(s), substr(s, 500, 99)); println(strlen(a . a))', output: "511" + "90123456789" + "\n511\n", counted: "2 strings truncated" },
  { title: "printed, what's too long is cut and counted too", declarations: TEXT, body: 'a = text("0123456789"); for (i = 0; i < 5; i++) a .= a; printf("%s\\n", sprintf("%s%s", a, a)); println(strlen(a))', output: `${"0123456789".repeat(51)}0\n320\n`, counted: "1 string truncated" },
]);

export const bytes = subject("sprintf of bytes", [
  format("%c", "%c%c%c", "hidden(65), hidden(233), hidden(0x142)", "A\xe9B"),
  format("%c with a width", "[%3c] [%-3c] [%1c]", "hidden(65), hidden(66), hidden(67)", "[  A] [B  ] [C]"),
  format("%#c", "%#c %#c %#c %#c %#c %#c", "hidden(0), hidden(9), hidden(42), hidden(200), hidden(39), hidden(92)", String.raw`\000 \t * \310 \' ` + "\\\\"),
  format("%#c with a width", "[%#6c] [%-#6c] [%#2c]", "hidden(0), hidden(10), hidden(65)", String.raw`[  \000] [\n    ] [ A]`),
  format("%b of bytes that aren't 0", "%1b%2b%4b", "hidden(65), hidden(0x4342), hidden(0x47464544)", "ABCDEFG"),
  format("%8b and %b", "%8b%b", "hidden(0x4847464544434241), hidden(0x5857565554535251)", "ABCDEFGHQRSTUVWX"),
  format("%n is an old name of %b", "%1n%2n", "hidden(65), hidden(0x4342)", "ABC"),
  format("%b with a precision", "%.3b", "hidden(0x44434241)", "ABC"),
  { title: "a byte 0 is printed", body: 'printf("a%cb%1bc%2b|\\n", hidden(0), hidden(0), hidden(65))', output: "a\0b\0cA\0|\n" },
  made("a byte 0 ends a string", "ab%ccd", "hidden(0)", "ab"),
  made("a byte 0 at its beginning", "%cx", "hidden(0)", ""),
  made("%b ends it at its first byte 0", "x%8by", "hidden(0x4241)", "xAB"),
  made("so does what fills it", "x%4.1by", "hidden(65)", "x"),
  { title: "as a key", declarations: "global a", body: 'a["x"] = 1; a[sprintf("x%cy", hidden(0))]++; println(a["x"])', output: "2\n" },
]);
