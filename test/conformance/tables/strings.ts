import { subject } from "../row.js";

/** Makes a text the compiler can't know. */
const TEXT = 'function text(s) { return hidden(0) ? "" : s }';

export const strings = subject("strings", [
  { title: "concatenation", declarations: TEXT, body: 'a = text("ab") . "cd"; b = "x" . a . a; println(a, " ", b)', output: "abcd xabcdabcd\n" },
  { title: ".=", declarations: TEXT, body: 'a = text("a"); a .= "b"; a .= a; println(a)', output: "abab\n" },
  { title: "literals side by side are one", body: 'println("a" "b" "c")', output: "abc\n" },
  { title: "escapes", body: 'println("t\\tq\\"b\\\\x\\x41o\\101e")', output: 't\tq"b\\xAoAe\n' },
  { title: "empty", declarations: TEXT, body: 'a = text(""); println("[", a, "]", a == "")', output: "[]1\n" },
  {
    title: "comparisons",
    declarations: TEXT,
    body: 'a = text("abc"); printf("%d%d%d%d%d%d\\n", a == "abc", a != "abc", a < "abd", a > "ab", a <= "abc", a >= "b")',
    output: "101110\n",
  },
  { title: "comparisons of texts of different lengths", declarations: TEXT, body: 'a = text("ab"); b = text("abc"); printf("%d%d%d%d\\n", a < b, b < a, a == b, text("") < a)', output: "1001\n" },
  { title: "comparisons look at bytes", declarations: TEXT, body: 'a = text("Z"); b = text("a"); c = text("\\xe9"); printf("%d%d\\n", a < b, b < c)', output: "11\n" },
  { title: "strlen", declarations: TEXT, body: 'a = text("hello"); printf("%d %d %d\\n", strlen(a), strlen(""), strlen(a . a))', output: "5 0 10\n" },
  { title: "substr", declarations: TEXT, body: 'a = text("hello"); println(substr(a, 1, 3), "|", substr(a, 3, 99), "|", substr(a, 9, 1), "|", substr(a, 0, 0), "|", substr(a, hidden(0), hidden(2)))', output: "ell|lo|||he\n" },
  { title: "stringat", declarations: TEXT, body: 'a = text("aZ\\xe9"); println(stringat(a, 0), " ", stringat(a, 1), " ", stringat(a, hidden(2)), " ", stringat("x", hidden(0)))', output: "97 90 233 120\n" },
  { title: "stringat outside", declarations: TEXT, body: 'a = text("abc"); a = text("x"); println(stringat(a, 1), stringat(a, 2), stringat(a, 511 + hidden(-1)), stringat("", hidden(0)))', output: "0000\n" },
  { title: "stringat where no string has a byte", declarations: TEXT, body: 'a = text("abc"); try { stringat(a, hidden(-1)) } catch (m) { println(m) } try { println(stringat(a, 100000)) } catch (m) { println(m) }', output: "stringat: position -1 is out of bounds\nstringat: position 100000 is out of bounds\n" },
  { title: "stringat of a long text", declarations: TEXT, body: 'a = text("0123456789"); for (i = 0; i < 5; i++) a .= a; println(stringat(a, 319), stringat(a, 320), stringat(a, hidden(10)))', output: "57048\n" },
  { title: "stringat in a loop", declarations: TEXT, body: 'a = text("abc"); for (i = 0; c = stringat(a, i); i++) printf("%c.", c); println()', output: "a.b.c.\n" },
  { title: "isdigit", declarations: TEXT, body: 'println(isdigit(text("0a")), isdigit(text("9")), isdigit(text("a1")), isdigit(text("")), isdigit(text("/")), isdigit(text(":")), isdigit(text("\\xb0")))', output: "1100000\n" },
  { title: "strpos", declarations: TEXT, body: 'a = text("hello world"); println(strpos(a, "hello"), " ", strpos(a, "o w"), " ", strpos(a, "d"), " ", strpos(a, "x"), " ", strpos(a, text("world!")))', output: "0 4 10 -1 -1\n" },
  { title: "strpos of what repeats", declarations: TEXT, body: 'a = text("aaab aab"); println(strpos(a, "aab"), " ", strpos(a, text("ab ")), " ", strpos(a, "b"))', output: "1 2 3\n" },
  { title: "strpos of nothing", declarations: TEXT, body: 'println(strpos(text("a"), ""), strpos(text(""), text("")), " ", strpos(text(""), "a"))', output: "00 -1\n" },
  { title: "strpos in a long text", declarations: TEXT, body: 'a = text("0123456789"); for (i = 0; i < 5; i++) a .= a; a .= "xyz"; println(strpos(a, "xyz"), " ", strpos(a, "9x"), " ", strpos(a, "zz"))', output: "320 319 -1\n" },
  { title: "strpos of a longer part", declarations: TEXT, body: 'println(strpos(text("ab"), "abc"), " ", strpos(text("ab"), "ab"))', output: "-1 0\n" },
  { title: "isinstr", declarations: TEXT, body: 'a = text("sys_openat"); println(isinstr(a, "open"), isinstr(a, "close"), isinstr(a, ""), isinstr("open", a))', output: "1010\n" },
  { title: "in globals", declarations: 'global s = "x"', body: 's = s . "y"; s .= "z"; println(s)', output: "xyz\n" },
  { title: "a variable never assigned is empty", body: 'if (hidden(0)) s = "x"; println("[", s, "]")', output: "[]\n" },
  { title: "chosen", declarations: TEXT, body: 'println(hidden(1) ? text("a") : "b", hidden(0) ? text("a") : "bc")', output: "abc\n" },
  { title: "put together in a key", declarations: "global a", body: 'a[sprintf("%d--|%d---", hidden(12), hidden(3))] = 5; a["x" . sprint(hidden(7), "yz", hidden(8))]++; println(a["12--|3---"], a["x7yz8"])', output: "51\n" },
  { title: "that are not chosen do nothing", declarations: "global n\nfunction part(m, s) { return m ? substr((n = s), 1, m) : \"none\" }", body: 'n = "n"; a = sprint(1, part(hidden(0), "text")); println(a, strlen(a), n); println(sprint(part(hidden(2), "text")), n)', output: "1none5n\nextext\n" },
  { title: "from sprint and sprintf", body: 'a = sprint(hidden(12), "x"); b = sprintf("%04d-%s", hidden(7), a); println(a, " ", b, " ", strlen(b))', output: "12x 0007-12x 8\n" },
  { title: "assigned to another keep their own value", declarations: TEXT, body: 'a = text("1"); b = a; a .= "2"; println(b, a)', output: "112\n" },
  { title: "built up in a loop", body: 'for (i = 0; i < 5; i++) s .= sprint(i); println(s)', output: "01234\n" },
  { title: "execname", body: 'println(execname() == sprintf("%s", execname()), strlen(execname()) > 0)', output: "11\n" },
  { title: "are cut where they are longer than allowed", body: 'for (i = 0; i < 200; i++) s .= "xxx"; println(strlen(s))', output: "511\n", counted: "30 strings truncated" },
]);
