import { type Row, subject } from "../row.js";

/** Makes a text the compiler can't know. */
const TEXT = 'function text(s) { return hidden(0) ? "" : s }';
const LONG = 'a = text("0123456789"); for (i = 0; i < 5; i++) a .= a; ';

const row = (title: string, body: string, output: string, more: Partial<Row> = {}): Row => ({ title, declarations: TEXT, body, output, ...more });

export const replacing = subject("str_replace", [
  row("of one", 'println(str_replace(text("hello world"), "world", "you"))', "hello you\n"),
  row("of several", 'println(str_replace(text("a-b-c"), "-", "+"))', "a+b+c\n"),
  row("by something longer", 'println(str_replace(text("abab"), text("b"), "<longer>"))', "a<longer>a<longer>\n"),
  row("by nothing", 'println("[", str_replace(text("xaxbx"), "x", text("")), "]")', "[ab]\n"),
  row("of nothing", 'println(str_replace(text("abc"), text(""), "x"))', "abc\n"),
  row("in nothing", 'println("[", str_replace(text(""), "a", "b"), "]")', "[]\n"),
  row("of what isn't there", 'println(str_replace(text("abc"), "abd", "x"), str_replace(text("abc"), "abcd", "x"))', "abcabc\n"),
  row("of the whole", 'println(str_replace(text("abc"), "abc", "x"))', "x\n"),
  row("of what overlaps, from the left", 'println(str_replace(text("aaaaa"), "aa", "b"))', "bba\n"),
  row("of what nearly begins before", 'println(str_replace(text("aab aaab"), "aab", "-"))', "- a-\n"),
  row("doesn't look at what it has put in", 'println(str_replace(text("aa"), "a", "aa"))', "aaaa\n"),
  row("leaves dollars and ampersands alone", 'println(str_replace(text("a.b"), ".", "$&$1"))', "a$&$1b\n"),
  row("in a long text", `${LONG}b = str_replace(a, "9", "nine"); println(strlen(b), substr(b, 400, 13))`, "416ine012345678n\n"),
  row("of a text that gets too long", `${LONG}b = str_replace(a, "0", "twenty-six"); println(strlen(b), " ", substr(b, 500, 20))`, "511 -six1234567\n", { counted: "1 string truncated" }),
]);

export const numbers = subject("strtol", [
  row("decimal", 'println(strtol(text("1234"), 10), " ", strtol(text("0"), 10), " ", strtol(text("007"), 10))', "1234 0 7\n"),
  row("negative", 'println(strtol(text("-42"), 10), " ", strtol(text("-0"), 10), " ", strtol(text("--1"), 10))', "-42 0 0\n"),
  row("hexadecimal", 'println(strtol(text("ff"), 16), " ", strtol(text("0xFf"), 16), " ", strtol(text("0X10"), 16), " ", strtol(text("-0x10"), 16))', "255 255 16 -16\n"),
  row("octal and binary", 'println(strtol(text("777"), 8), " ", strtol(text("1011"), 2), " ", strtol(text("0b1"), 2))', "511 11 0\n"),
  row("other bases", 'println(strtol(text("zz"), 36), " ", strtol(text("Zz"), 36), " ", strtol(text("12"), 3))', "1295 1295 5\n"),
  row("base 0", 'println(strtol(text("0x1f"), 0), " ", strtol(text("017"), 0), " ", strtol(text("17"), 0), " ", strtol(text("-0x2"), 0))', "31 15 17 -2\n"),
  row("a prefix is one of base 16 alone", 'println(strtol(text("0x10"), 10), " ", strtol(text("0x10"), hidden(8)))', "0 0\n"),
  row("stops at what is no digit", 'println(strtol(text("12ab"), 10), " ", strtol(text("128"), 8), " ", strtol(text("1.5"), 10), " ", strtol(text("5\\xe9"), 10))', "12 10 1 5\n"),
  row("of what is no number", 'println(strtol(text("abc"), 10), strtol(text(""), 10), strtol(text(" 1"), 10), strtol(text("+1"), 10), strtol(text("-"), 10), strtol(text("0x"), 16))', "000000\n"),
  row("of bases there aren't", 'println(strtol(text("11"), 1), strtol(text("11"), -1), strtol(text("11"), hidden(37)))', "000\n"),
  row("wraps", 'println(strtol(text("9223372036854775807"), 10), " ", strtol(text("9223372036854775808"), 10), " ", strtol(text("ffffffffffffffff"), 16))', "9223372036854775807 -9223372036854775808 -1\n"),
  row("of a long text", `${LONG}println(strtol(str_replace(a, "9", "0"), hidden(1) + 9) != 0)`, "1\n"),
]);

export const tokens = subject("tokenize", [
  row("one after the other", 'println(tokenize(text("a b c"), " "), tokenize(" "), tokenize(" "), "[", tokenize(" "), "]")', "abc[]\n"),
  row("in a loop", 't = tokenize(text("one,two;three"), ",;"); while (t != "") { print("<", t, ">"); t = tokenize(",;") } println()', "<one><two><three>\n"),
  row("with an empty string in place of none", 'println(tokenize(text("a:b"), ":"), tokenize(text(""), ":"), tokenize("", ":"), "|")', "ab|\n"),
  row("never empty ones", 'println(tokenize(text("::a::b::"), ":"), " ", tokenize(":"), " [", tokenize(":"), "]")', "a b []\n"),
  row("without a delimiter in it", 'println(tokenize(text("whole"), ","), "[", tokenize(","), "]")', "whole[]\n"),
  row("of delimiters alone", 'println("[", tokenize(text(",,,"), ","), "]")', "[]\n"),
  row("other delimiters for the rest", 'println(tokenize(text("key=a,b"), "="), " ", tokenize(text(",")), " ", tokenize("="))', "key a b\n"),
  row("no delimiters: the rest", 'println(tokenize(text("a b"), " "), "|", tokenize(text("")), "|")', "a|b|\n"),
  row("a new string takes the old one's place", 'tokenize(text("a b"), " "); println(tokenize(text("c d"), " "), tokenize(" "), tokenize(" "))', "cd\n"),
  row("before any string", 'println("[", tokenize(","), "]")', "[]\n"),
  row("in functions", 'println(first(text("x y")), tokenize(" "))', "xy\n", { declarations: `${TEXT} function first(s) { return tokenize(s, " ") }` }),
  row("the string itself may change meanwhile", 's = text("a b"); println(tokenize(s, " ")); s = "c d"; println(tokenize(" "))', "a\nb\n"),
  row("of a long text", `${LONG}n = 0; t = tokenize(a, "0"); while (t != "") { n++; t = tokenize("0") } println(n)`, "32\n"),
]);

export const escaping = subject("text_str, text_strn, string_quoted", [
  row("what can be printed stays", 'println(text_str(text("abc XYZ ~!")), string_quoted(text("abc")))', 'abc XYZ ~!"abc"\n'),
  row("of nothing", 'println("[", text_str(text("")), "]", string_quoted(text("")))', '[]""\n'),
  row("letters", 'println(text_str(text("\\a\\b\\f\\n\\r\\t\\v")))', String.raw`\a\b\f\n\r\t\v` + "\n"),
  row("quotes and backslashes", 'println(string_quoted(text("a\\"b\\\\c\'")))', String.raw`"a\"b\\c'"` + "\n"),
  row("octal", 'println(text_str(text("\\001\\x1b\\x7f\\xe9")))', String.raw`\001\033\177\351` + "\n"),
  row("a text that gets longer than strings may be", `for (i = 0; i < 6; i++) a .= a . "\\n"; println(strlen(text_str(a)), strlen(string_quoted(a . a . a . a)))`, "126506\n"),
  row("cut where it's too long", 'for (i = 0; i < 9; i++) a .= a . "\\n"; println(strlen(text_str(a)), substr(text_str(a), 506, 9))', "510" + String.raw`\n\n` + "\n", { counted: "2 strings truncated" }),
  row("at most some bytes", 'println(text_strn(text("abcdef"), 4, 0), "|", text_strn(text("abcdef"), 6, 0), "|", text_strn(text("abcdef"), hidden(99), 0))', "abcd|abcdef|abcdef\n"),
  row("escapes stay whole", 'println(text_strn(text("a\\nb"), 2, 0), "|", text_strn(text("a\\nb"), 3, 0), "|", text_strn(text("\\001\\002"), 7, 0))', String.raw`a|a\n|\001` + "\n"),
  row("0 and less is all", 'println(text_strn(text("abc\\n"), 0, 0), text_strn(text("abc"), -1, 1))', String.raw`abc\n"abc"` + "\n"),
  row("in quotes, which count", 'println(text_strn(text("abcdef"), 8, 1), text_strn(text("abcdef"), 7, 1), text_strn(text("abcdef"), 6, hidden(1)))', '"abcdef""ab"..."a"...\n'),
  row("in quotes with escapes", 'println(text_strn(text("a\\nbcd"), 8, 1), text_strn(text("a\\nbcd"), 7, 1))', String.raw`"a\nbcd""a"...` + "\n"),
  row("quotes and dots are the least", 'println(text_strn(text("abcdef"), 5, 1), text_strn(text("abcdef"), 1, 1), text_strn(text(""), 1, 1))', '""...""...""\n'),
  row("compared", 'println(string_quoted(text("x")) == "\\"x\\"", text_str(text("\\n")) == "\\\\n")', "11\n"),
]);
