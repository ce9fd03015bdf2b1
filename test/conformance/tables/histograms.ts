import { histogramText as text } from "../histogram-text.js";
import { type Row, subject } from "../row.js";

const row = (title: string, body: string, output: string, more: Partial<Row> = {}): Row => ({ title, declarations: "global s", body, output, ...more });
const samples = (...values: readonly (number | string)[]): string => values.map((value) => `s <<< ${value};`).join(" ");
const log = (title: string, fill: string, output: string): Row => row(title, `${fill} print(@hist_log(s))`, output);
const linear = (title: string, shape: string, fill: string, output: string): Row => row(title, `${fill} print(@hist_linear(s, ${shape}))`, output);
const LOWEST = "hidden(-9223372036854775807) - 1";

export const logarithmicHistograms = subject("logarithmic histograms", [
  log("of 0 alone", samples("hidden(0)"), text([-2, 0, 0], [-1, 0, 0], [0, 1, 1], [1, 0, 0], [2, 0, 0])),
  log("whose buckets begin at powers of 2", samples(1, 2, 3, 4, 7, "hidden(8)"), text([-1, 0, 0], [0, 0, 0], [1, 1, 1], [2, 2, 2], [4, 2, 2], [8, 1, 1], [16, 0, 0], [32, 0, 0])),
  log("of negatives, by the value nearest to 0", samples(-1, -2, -3, "hidden(-4)"), text([-16, 0, 0], [-8, 0, 0], [-4, 1, 1], [-2, 2, 2], [-1, 1, 1], [0, 0, 0], [1, 0, 0])),
  log("of the largest long", samples("hidden(9223372036854775807)"), text(["1152921504606846976", 0, 0], ["2305843009213693952", 0, 0], ["4611686018427387904", 1, 1])),
  log("of the lowest long", samples(LOWEST), text(["-9223372036854775808", 1, 1], ["-4611686018427387904", 0, 0], ["-2305843009213693952", 0, 0])),
  log("with four empty rows between", samples(1, "hidden(32)"), text([-1, 0, 0], [0, 0, 0], [1, 1, 1], [2, 0, 0], [4, 0, 0], [8, 0, 0], [16, 0, 0], [32, 1, 1], [64, 0, 0], [128, 0, 0])),
  log("with five empty rows between", samples(1, "hidden(64)"), text([-1, 0, 0], [0, 0, 0], [1, 1, 1], [2, 0, 0], [4, 0, 0], "~", [16, 0, 0], [32, 0, 0], [64, 1, 1], [128, 0, 0], [256, 0, 0])),
  log("with two gaps", samples(1, 1000, "hidden(1000000)"), text(
    [-1, 0, 0], [0, 0, 0], [1, 1, 1], [2, 0, 0], [4, 0, 0], "~", [128, 0, 0], [256, 0, 0], [512, 1, 1], [1024, 0, 0], [2048, 0, 0], "~",
    [131072, 0, 0], [262144, 0, 0], [524288, 1, 1], [1048576, 0, 0], [2097152, 0, 0],
  )),
  log("whose longest bar is as long as it can be", "for (i = 0; i < 50; i++) s <<< 3; s <<< hidden(1);", text([-1, 0, 0], [0, 0, 0], [1, 1, 1], [2, 50, 50], [4, 0, 0], [8, 0, 0])),
  log("scaled down: a bar's column is two samples", "for (i = 0; i < 51; i++) s <<< 3; s <<< hidden(1); s <<< 5; s <<< 5;", text([-1, 0, 0], [0, 0, 0], [1, 0, 1], [2, 25, 51], [4, 1, 2], [8, 0, 0], [16, 0, 0])),
  log("scaled down, counts to the right", "for (i = 0; i < 120; i++) s <<< hidden(3); for (i = 0; i < 7; i++) s <<< 4;", text([0, 0, 0], [1, 0, 0], [2, 40, 120], [4, 2, 7], [8, 0, 0], [16, 0, 0])),
  row("with println", `${samples("hidden(0)")} println(@hist_log(s))`, `${text([-2, 0, 0], [-1, 0, 0], [0, 1, 1], [1, 0, 0], [2, 0, 0])}\n`),
  row("between other values", `${samples("hidden(0)")} print("h: ", @hist_log(s), @count(s))`, `h: ${text([-2, 0, 0], [-1, 0, 0], [0, 1, 1], [1, 0, 0], [2, 0, 0])}1`),
]);

export const linearHistograms = subject("linear histograms", [
  linear("of a range below 0", "-20, 0, 10", samples(-20, -11, -1, "hidden(5)"), text([-20, 2, 2], [-10, 1, 1], [0, 1, 1])),
  linear("whose range is no multiple of the width", "0, 25, 10", samples(3, 27, "hidden(30)"), text([0, 1, 1], [10, 0, 0], [20, 1, 1], [">20", 1, 1])),
  linear("of one bucket", "0, 10, 20", samples(0, 19, "hidden(20)"), text([0, 2, 2], [">0", 1, 1])),
  linear("of a sample at its upper limit", "0, 20, 10", samples("hidden(20)"), text([0, 0, 0], [10, 0, 0], [20, 1, 1])),
  linear("with its ends left out", "0, 1000, 10", samples(500, "hidden(509)"), text([480, 0, 0], [490, 0, 0], [500, 2, 2], [510, 0, 0], [520, 0, 0])),
  linear("with a gap", "0, 1000, 100", samples(0, "hidden(900)"), text([0, 1, 1], [100, 0, 0], [200, 0, 0], "~", [700, 0, 0], [800, 0, 0], [900, 1, 1], [1000, 0, 0])),
  linear("with long limits", "1000000000000, 1000000000002, 1", samples("hidden(1000000000001)"), text(["1000000000000", 0, 0], ["1000000000001", 1, 1], ["1000000000002", 0, 0])),
  linear("of samples at the limits of a long", "-10, 10, 10", `${samples(LOWEST)} ${samples("9223372036854775807", 0)}`, text(["<-10", 1, 1], [-10, 0, 0], [0, 1, 1], [10, 0, 0], [">10", 1, 1])),
  linear("by ones", "1, 3, 1", samples(-100, 1, 2, 3, "hidden(100)"), text(["<1", 1, 1], [1, 1, 1], [2, 1, 1], [3, 1, 1], [">3", 1, 1])),
]);

const ONES = "s <<< -100; s <<< 1; s <<< 2; s <<< 3; s <<< hidden(100);";
const H = "@hist_linear(s, 1, 3, 1)";

export const buckets = subject("histogram buckets", [
  row("as the manual has them", `${ONES} foreach (bucket in ${H}) printf("bucket %d count %d\\n", bucket, ${H}[bucket])`, [0, 1, 2, 3, 4].map((n) => `bucket ${n} count 1\n`).join("")),
  row("one by one, below and above", `${ONES} s <<< -7; println(${H}[0], ${H}[1], ${H}[4])`, "211\n"),
  row("that there aren't", `${ONES} println(${H}[-1], ${H}[5], ${H}[hidden(1000000)], @hist_linear(s, 1, 3, 1)[hidden(-9223372036854775807)])`, "0000\n"),
  row("by a computed number", `${ONES} n = hidden(1); println(${H}[n] + ${H}[n + 1] * 10 + ${H}[n * 2 + 1] * 100)`, "111\n"),
  row("add up to the count", `${ONES} for (i = 0; i < 5; i++) sum += ${H}[i]; println(sum == @count(s))`, "1\n"),
  row("with the count", `${ONES} s <<< 2; foreach (v = b in ${H}) print(b, ":", v, " ")`, "0:1 1:1 2:2 3:1 4:1 "),
  row("with a limit", `${ONES} foreach (b in ${H} limit hidden(2)) print(b, " ")`, "0 1 "),
  row("with a limit of 0", `${ONES} foreach (b in ${H} limit hidden(0)) print(b, " ")`, ""),
  row("with break and continue", `${ONES} foreach (b in ${H}) { if (b == 1) continue; if (b == 4) break; print(b, " ") }`, "0 2 3 "),
  row("from the last", `${ONES} s <<< 2; foreach (b- in ${H}) print(b, " ")`, "4 3 2 1 0 "),
  row("from the last, that have samples", `s <<< 1; s <<< hidden(3); foreach (b- in ${H}) print(b, " ")`, "3 1 "),
  row("with the mark of their own order", `${ONES} foreach (b+ in ${H}) print(b, " ")`, "0 1 2 3 4 "),
  row("by their counts, alike by their numbers", `s <<< 2; s <<< 2; s <<< 1; s <<< hidden(3); s <<< 3; s <<< 9; foreach (v = b in ${H}+) print(b, ":", v, " ")`, "1:1 4:1 2:2 3:2 "),
  row("by their counts, the largest first", `s <<< 2; s <<< 2; s <<< 1; s <<< hidden(3); s <<< 3; s <<< 9; foreach (v = b in ${H}-) print(b, ":", v, " ")`, "2:2 3:2 1:1 4:1 "),
  row("by the value's mark", `s <<< 2; s <<< 2; s <<< hidden(1); foreach (v- = b in ${H}) print(b, ":", v, " ")`, "2:2 1:1 "),
  row("by their counts, with a limit", `s <<< hidden(2); s <<< 2; s <<< 1; s <<< 3; s <<< 3; s <<< 3; foreach (b in ${H}- limit 2) print(b, " ")`, "3 2 "),
  row("by their counts, with break and continue", `s <<< hidden(2); s <<< 2; s <<< 1; s <<< 3; s <<< 3; s <<< 3; foreach (b in ${H}-) { if (b == 3) continue; print(b, " "); break }`, "2 "),
  row("by their counts, of an empty aggregate", `if (hidden(0)) s <<< 1; foreach (b in ${H}-) print(b); print("none")`, "none"),
  row("logarithmic, by their counts", 'for (i = 0; i < 20; i++) s <<< hidden(i); foreach (v = b in @hist_log(s)- limit 3) print(b, ":", v, " ")', "68:8 67:4 69:4 "),
  row("within each other, by their counts", `s <<< hidden(1); s <<< 3; s <<< 3; foreach (a in ${H}-) foreach (b in ${H}+) print(a, b, " ")`, "31 33 11 13 "),
  row("that have samples", `s <<< 1; s <<< hidden(3); foreach (b in ${H}) print(b, " ")`, "1 3 "),
  row("of an empty aggregate", `if (hidden(0)) s <<< 1; foreach (b in ${H}) print(b); print("none")`, "none"),
  row("indexed, of an empty aggregate", `if (hidden(0)) s <<< 1; println(${H}[1])`, "0\n"),
  row("in", `s <<< 1; s <<< hidden(3); println(1 in ${H}, 2 in ${H}, hidden(3) in ${H}, 99 in ${H}, [1] in ${H})`, "10101\n"),
  row("in, logarithmic", "s <<< 0; s <<< hidden(-1); println(64 in @hist_log(s), 63 in @hist_log(s), 65 in @hist_log(s))", "110\n"),
  row("logarithmic, on both sides of 0", 's <<< 0; s <<< 1; s <<< -1; s <<< hidden(-5); foreach (v = b in @hist_log(s)) print(b, ":", v, " ")', "61:1 63:1 64:1 65:1 "),
  row("logarithmic, at the limits of a long", `s <<< ${LOWEST}; s <<< 9223372036854775807; println(@hist_log(s)[0], @hist_log(s)[127])`, "11\n"),
  row("of an element", 's["a"] <<< 1; s["b"] <<< 2; s["b"] <<< hidden(2); println(@hist_log(s["b"])[66], @hist_log(s["a"])[66], @hist_log(s["c"])[66])', "200\n"),
  row("of each element", 's["a"] <<< 1; s["b"] <<< 2; s["b"] <<< hidden(9); foreach (k+ in s) foreach (v = b in @hist_log(s[k])) print(k, b, ":", v, " ")', "a65:1 b66:1 b68:1 "),
  row("after delete", `${ONES} delete s; s <<< hidden(2); println(${H}[0], ${H}[2])`, "01\n"),
  row("within each other", `s <<< 1; s <<< hidden(3); foreach (b in ${H}) foreach (c in ${H}) print(b, c, " ")`, "11 13 31 33 "),
  { title: "of two aggregates, each its own", declarations: "global s, t", body: "s <<< 5; t <<< hidden(5); println(@hist_log(s)[67], @hist_linear(t, 0, 10, 5)[2])", output: "11\n" },
  { title: "in a function", declarations: "global s\nfunction filled() { foreach (b in @hist_log(s)) n++; return n }", body: "s <<< 1; s <<< 5; s <<< hidden(6); println(filled())", output: "2\n" },
]);

const ZERO = text([0, 1, 1], [1, 0, 0], [2, 0, 0]);
const DRAW = "print(@hist_linear(s, 0, 10, 1))";
const EMPTY = "empty aggregate\n";

export const histogramsAsStrings = subject("histograms as strings", [
  row("are of their moment", "s <<< 0; t = sprint(@hist_linear(s, 0, 10, 1)); s <<< hidden(0); println(strlen(t), t == sprint(@hist_linear(s, 0, 10, 1))); print(t)", `${ZERO.length}0\n${ZERO}`, { refusedInKernel: "misplaced-histogram" }),
  row("are cut like others", "for (i = 0; i < 100; i++) s <<< hidden(i); println(strlen(sprint(@hist_linear(s, 0, 99, 1))))", "511\n", { refusedInKernel: "misplaced-histogram", counted: "1 string truncated" }),
  row("of nothing are errors where they're made", 'if (hidden(0)) s <<< 1; try { t = sprint(@hist_log(s)); println("made"); print(t) } catch (m) { println(m) }', "empty aggregate\n", { refusedInKernel: "misplaced-histogram" }),
]);

export const drawnHistograms = subject("drawn histograms", [
  row("as they are when they're printed", `s <<< 0; ${DRAW} s <<< hidden(0); delete s; print("gone")`, `${ZERO}gone`),
  row("again after delete", `s <<< 5; ${DRAW.replace("print", "if (hidden(0)) print")} delete s; s <<< hidden(0); ${DRAW}`, ZERO),
  row("twice", `s <<< hidden(0); ${DRAW} ${DRAW}`, ZERO + ZERO),
  row("in a loop", `for (i = 0; i < 3; i++) { s <<< hidden(0); ${DRAW} }`, [1, 2, 3].map((n) => text([0, n, n], [1, 0, 0], [2, 0, 0])).join("")),
  row("of an empty aggregate", `if (hidden(0)) s <<< 1; try { ${DRAW} } catch (m) { println(m) }`, EMPTY),
  row("after delete of the aggregate", `s <<< hidden(1); delete s; try { ${DRAW} } catch (m) { println(m) }`, EMPTY),
  row("of an element that isn't there", 's[1] <<< 1; try { print(@hist_log(s[hidden(2)])) } catch (m) { println(m) }', EMPTY),
  row("of a deleted element", 's[1] <<< 1; delete s[hidden(1)]; try { print(@hist_log(s[1])) } catch (m) { println(m) }', EMPTY),
  row("of elements with two keys", `s["a", 1] <<< 0; s["a", 2] <<< hidden(9); print(@hist_linear(s["a", hidden(1)], 0, 10, 1))`, ZERO),
  row("of each element", 's["b"] <<< hidden(0); s["a"] <<< 0; foreach (k+ in s) { println(k); print(@hist_linear(s[k], 0, 10, 1)) }', `a\n${ZERO}b\n${ZERO}`),
  row("by sprint", `s <<< hidden(0); print(sprint("h: ", @hist_linear(s, 0, 10, 1)))`, `h: ${ZERO}`),
  row("by sprint with println", `s <<< hidden(0); println(sprintln(@hist_linear(s, 0, 10, 1)))`, `${ZERO}\n\n`),
  row("beside the variance", `s <<< 0; s <<< hidden(0); println(@variance(s)); ${DRAW}`, `0\n${text([0, 2, 2], [1, 0, 0], [2, 0, 0])}`),
]);
