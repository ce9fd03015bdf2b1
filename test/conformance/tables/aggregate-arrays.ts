import { type Row, subject } from "../row.js";

const row = (title: string, body: string, output: string, more: Partial<Row> = {}): Row => ({ title, declarations: "global s", body, output, ...more });
const alone = (title: string, sample: string, value: string): Row => row(title, `s <<< ${sample}; println(@min(s), " ", @max(s), " ", @sum(s), " ", @avg(s), " ", @variance(s))`, `${value} ${value} ${value} ${value} 0\n`);
const COUNTS = 'foreach (k+ in s) print(k, ":", @count(s[k]), " ")';

export const extremes = subject("extremes", [
  alone("of 0 alone", "hidden(0)", "0"),
  alone("of -1 alone", "hidden(-1)", "-1"),
  alone("of the largest long alone", "hidden(9223372036854775807)", "9223372036854775807"),
  alone("of the lowest long alone", "hidden(-9223372036854775807) - 1", "-9223372036854775808"),
  row("of positive samples", "s <<< 7; s <<< hidden(3); s <<< 5; println(@min(s), @max(s))", "37\n"),
  row("of negative samples", "s <<< -7; s <<< hidden(-3); s <<< -5; println(@min(s), @max(s))", "-7-3\n"),
  row("that come first", "s <<< -9; s <<< 9; for (i = 0; i < 9; i++) s <<< hidden(i) - 4; println(@min(s), @max(s))", "-99\n"),
  row("that come last", "for (i = 0; i < 9; i++) s <<< hidden(i) - 4; s <<< -9; s <<< 9; println(@min(s), @max(s))", "-99\n"),
  row("of each element", "s[1] <<< 5; s[1] <<< -5; s[2] <<< hidden(8); println(@min(s[1]), @max(s[1]), @min(s[2]), @max(s[2]))", "-5588\n"),
]);

const FIVE = "for (i = 1; i <= 5; i++) s <<< hidden(i);";

export const shifts = subject("shifts of variances", [
  row("none", `${FIVE} println(@variance(s))`, "2\n"),
  row("one bit", `${FIVE} println(@variance(s, 1))`, "2\n"),
  row("as far as it goes", `${FIVE} println(@variance(s, 0), @variance(s, 62))`, "22\n"),
  row("of an element", "s[1] <<< 1; s[1] <<< hidden(5); println(@variance(s[1], 8))", "8\n"),
]);

export const aggregateArrays = subject("arrays of aggregates", [
  row("by variance, ascending", 's["a"] <<< 1; s["a"] <<< 9; s["b"] <<< 1; s["b"] <<< 5; s["c"] <<< hidden(5); foreach (k in s @variance+) print(k, @variance(s[k]), " ")', "c0 b8 a32 "),
  row("by variance, descending", 's["a"] <<< 1; s["a"] <<< 9; s["b"] <<< 1; s["b"] <<< 5; s["c"] <<< hidden(5); foreach (k in s @variance-) print(k, @variance(s[k]), " ")', "a32 b8 c0 "),
  row("by variance, with a limit", 's["a"] <<< 1; s["a"] <<< 9; s["b"] <<< 1; s["b"] <<< hidden(5); foreach (k in s @variance- limit 1) print(k)', "a"),
  row("delete an element", `s[1] <<< 1; s[2] <<< 2; s[hidden(3)] <<< 3; delete s[2]; println(2 in s); ${COUNTS}`, "0\n1:1 3:1 "),
  row("delete all of a slice", 's[1, "x"] <<< 1; s[1, "y"] <<< 2; s[hidden(2), "x"] <<< 3; delete s[1, *]; foreach ([n, t] in s) print(n, t, @sum(s[n, t]))', "2x3"),
  row("delete everything, and again", `s[1] <<< 1; delete s; delete s; s[hidden(2)] <<< 2; ${COUNTS}`, "2:1 "),
  row("with keys of many bytes", 's["a key of more bytes than the stack of a program has for one of its keys, so it lies elsewhere"] <<< hidden(5); foreach (k in s) println(strlen(k), @sum(s[k]))', "935\n"),
  row("with nine keys", 's[1, "b", 3, "d", 5, "f", 7, "h", 9] <<< 4; s[1, "b", 3, "d", 5, "f", 7, "h", hidden(9)] <<< 6; foreach ([a, b, c, d, e, f, g, h, i] in s[*, *, 3, *, *, *, *, "h", *]) println(a, b, i, @count(s[a, b, c, d, e, f, g, h, i]))', "1b92\n"),
  row("whose elements extractors don't make", `s[1] <<< 1; n = @count(s[hidden(2)]) + @sum(s[3]); println(n, 2 in s, 3 in s); ${COUNTS}`, "000\n1:1 "),
  row("in conditions", 's[1] <<< 1; s[1] <<< 5; if (@count(s[1]) > 1 && @max(s[hidden(1)]) == 5) print("yes"); println(@count(s[2]) ? "some" : "none")', "yesnone\n"),
  row("by what they hold", 's[1] <<< 1; s[2] <<< 2; s[2] <<< hidden(2); s[3] <<< 9; foreach (k in s @sum-) if (@count(s[k]) > 1) print(k, "*"); foreach (k in s @sum- limit 1) print(k)', "2*3"),
  row("in a while", "s[0] <<< 1; while (@count(s[0]) < hidden(5)) s[0] <<< 2; println(@sum(s[0]))", "9\n"),
  row("filled by another's numbers", "s[1] <<< 3; s[1] <<< 5; s[2] <<< @sum(s[1]); s[2] <<< @avg(s[hidden(1)]); println(@sum(s[2]), @min(s[2]))", "124\n"),
  row("into an array of longs", 's["a"] <<< 3; s["a"] <<< hidden(5); s["b"] <<< 1; foreach (k in s) sums[k] = @sum(s[k]); foreach (v = k in sums-) print(k, v, " ")', "a8 b1 ", { declarations: "global s, sums" }),
  row("that wrap", `for (i = 0; i < 5; i++) s[hidden(i)] <<< i; ${COUNTS}`, "3:1 4:1 ", { declarations: "global s%[2]" }),
  row("that wrap, with samples for what's there", `s[1] <<< 1; s[2] <<< 2; s[1] <<< 1; s[hidden(2)] <<< 2; s[3] <<< 3; ${COUNTS}`, "2:2 3:1 ", { declarations: "global s%[2]" }),
  row("that are full", `s[1] <<< 1; s[2] <<< 2; s[1] <<< 3; try { s[hidden(3)] <<< 4 } catch (m) { println(m) } ${COUNTS}`, "Array overflow, check MAXMAPENTRIES\n1:2 2:1 ", { declarations: "global s[2]", counted: "1 element found no room, the array was full" }),
  row("that are full until something is deleted", `s[1] <<< 1; s[2] <<< 2; delete s[hidden(1)]; s[3] <<< 3; ${COUNTS}`, "2:1 3:1 ", { declarations: "global s[2]" }),
]);
