import { subject } from "../row.js";

const FILL = "s <<< 10; s <<< hidden(20); s <<< -3;";

const variance = (title: string, fill: string, output: string) => ({ title: `variance of ${title}`, declarations: "global s", body: `${fill} println(@variance(s))`, output: `${output}\n` });

const variances = [
  variance("one sample", "s <<< hidden(7);", "0"),
  variance("two samples", "s <<< hidden(7); s <<< 10;", "4"),
  variance("equal samples", "for (i = 0; i < 9; i++) s <<< hidden(123456789);", "0"),
  variance("negative samples", "for (i = 1; i <= 5; i++) s <<< -i * hidden(10);", "250"),
  variance("samples on both sides of 0", "for (i = -3; i <= 3; i++) s <<< i + hidden(0);", "4"),
  variance("samples far from 0", "for (i = 0; i < 10; i++) s <<< 1000000000000 + i * hidden(3);", "82"),
  variance("samples below a far negative", "for (i = 0; i < 10; i++) s <<< -1000000000000 - i * hidden(3);", "82"),
  variance("samples that leave a remainder", "s <<< 1; s <<< 2; s <<< hidden(4);", "2"),
  variance("the manual page's samples, which have 2.5", "for (i = 1; i <= 5; i++) s <<< i + hidden(0);", "2"),
  { ...variance("the manual page's samples, with a shift", "for (i = 1; i <= 5; i++) s <<< i + hidden(0);", "2"), body: "for (i = 1; i <= 5; i++) s <<< i + hidden(0); println(@variance(s, 1))" },
  variance("samples far apart", "s <<< 0; s <<< hidden(4000000000);", "8000000000000000000"),
  variance("samples whose squares are wide", "for (i = 0; i < 8; i++) s <<< (i % 2) * hidden(4000000000);", "4571428571428571428"),
  variance("samples whose squares need more than 64 bits", "for (i = 0; i < 8; i++) s <<< (i % 2) * hidden(5000000000);", "7142857142857142857"),
  variance("distances that cancel", "s <<< 4611686018427387000; s <<< hidden(4611686018427387010); s <<< -4611686018427387000; s <<< -4611686018427387010;", String(BigInt.asIntN(64, (4n * (2n * 4611686018427387000n ** 2n + 2n * 4611686018427387010n ** 2n)) / 12n))),
];

export const aggregates = subject("aggregates", [
  { title: "extractors", declarations: "global s", body: `${FILL} println(@count(s), " ", @sum(s), " ", @min(s), " ", @max(s), " ", @avg(s))`, output: "3 27 -3 20 9\n" },
  { title: "averages of negatives", declarations: "global s", body: "s <<< -7; s <<< hidden(0); println(@avg(s))", output: "-3\n" },
  { title: "one sample", declarations: "global s", body: "s <<< hidden(-5); println(@count(s), @sum(s), @min(s), @max(s), @avg(s))", output: "1-5-5-5-5\n" },
  { title: "empty ones count and sum 0", declarations: "global s", body: "if (hidden(0)) s <<< 1; println(@count(s), @sum(s))", output: "00\n" },
  { title: "empty ones have nothing else", declarations: "global s", body: "if (hidden(0)) s <<< 1; try { println(@avg(s)) } catch (m) { println(m) }", output: "empty aggregate\n" },
  { title: "sums wrap", declarations: "global s", body: "s <<< 9223372036854775807; s <<< hidden(1); println(@sum(s))", output: "-9223372036854775808\n" },
  { title: "variance", declarations: "global s", body: "for (i = 1; i <= 5; i++) s <<< i * 10; println(@variance(s))", output: "250\n" },
  ...variances,
  { title: "in an array", declarations: "global s", body: 's["a"] <<< 1; s["a"] <<< 3; s["b"] <<< hidden(5); println(@count(s["a"]), @sum(s["a"]), @max(s["b"]), @count(s["c"]))', output: "2450\n" },
  { title: "in an array with several keys", declarations: "global s", body: 's["a", 1] <<< 1; s["a", 2] <<< 3; println(@sum(s["a", 1]), @sum(s["a", hidden(2)]), ["a", 3] in s)', output: "130\n" },
  { title: "in", declarations: "global s", body: "s[1] <<< 0; println(1 in s, 2 in s)", output: "10\n" },
  { title: "delete", declarations: "global s, t", body: "s[1] <<< 1; s[2] <<< 2; t <<< 5; delete s[1]; delete t; println(@count(s[1]), @count(s[2]), @count(t))", output: "010\n" },
  { title: "in arithmetic", declarations: "global s", body: `${FILL} println(@sum(s) / @count(s) * 2 + 1, @max(s) > @min(s) ? "y" : "n")`, output: "19y\n" },
]);

const KEYED = 's["a"] <<< 5; s["b"] <<< 1; s["b"] <<< 2; s["c"] <<< 3; s["c"] <<< 3; s["c"] <<< 30;';
const keyed = (title: string, head: string, output: string) => ({ title, declarations: "global s", body: `${KEYED} foreach (${head}) print(k, @count(s[k]), @sum(s[k]), " ")`, output, ...(!/[+-]/.test(head) && { byHashOrder: "shuffled" as const }) });

export const foreachOverAggregates = subject("foreach over aggregates", [
  keyed("in the order of insertion", "k in s", "a15 b23 c336 "),
  keyed("by count", "k in s @count-", "c336 b23 a15 "),
  keyed("by count unless said", "k in s+", "a15 b23 c336 "),
  keyed("by sum", "k in s @sum+", "b23 a15 c336 "),
  keyed("by min", "k in s @min-", "a15 c336 b23 "),
  keyed("by max", "k in s @max+ limit 2", "b23 a15 "),
  keyed("by average", "k in s @avg+", "b23 a15 c336 "),
  keyed("by key, ascending", "k+ in s", "a15 b23 c336 "),
  keyed("by count, ascending", "k in s @count+", "a15 b23 c336 "),
  keyed("by sum, descending", "k in s @sum-", "c336 a15 b23 "),
  keyed("by min, ascending", "k in s @min+", "b23 c336 a15 "),
  keyed("by max, descending", "k in s @max-", "c336 a15 b23 "),
  keyed("by average, descending", "k in s @avg-", "c336 a15 b23 "),
  keyed("by average, with a limit", "k in s @avg- limit hidden(1)", "c336 "),
  keyed("by count, with a limit of 0", "k in s @count- limit 0", ""),
  keyed("by key", "k- in s", "c336 b23 a15 "),
]);

const statistic = (title: string, body: string, output: string) => ({ title, declarations: "global s", body, output });
const failing = (extractor: string) => statistic(`@${extractor} of an empty one`, `if (hidden(0)) s <<< 1; try { println(@${extractor}(s)) } catch (m) { println(m) }`, "empty aggregate\n");

export const statistics = subject("statistics", [
  failing("min"),
  failing("max"),
  failing("variance"),
  statistic("@min of an empty one, kept", 'if (hidden(0)) s <<< 1; try { x = @min(s); println("kept"); println(x) } catch (m) { println(m) }', "empty aggregate\n"),
  statistic("@avg of an element that isn't there", "s[1] <<< 1; try { println(@avg(s[hidden(2)])) } catch (m) { println(m) }", "empty aggregate\n"),
  statistic("@max of an element that isn't there", "s[1] <<< 1; try { println(@max(s[hidden(2)])) } catch (m) { println(m) }", "empty aggregate\n"),
  statistic("@count and @sum of an element that isn't there", "s[1] <<< 1; println(@count(s[hidden(2)]), @sum(s[2]), 2 in s)", "000\n"),
  statistic("@avg after delete", "s <<< hidden(5); delete s; try { println(@avg(s)) } catch (m) { println(m) }", "empty aggregate\n"),
  statistic("samples after delete", "s <<< hidden(5); delete s; s <<< 7; s <<< 9; println(@count(s), @min(s), @avg(s))", "278\n"),
  statistic("samples after an element's delete", "s[1] <<< hidden(5); delete s[1]; s[1] <<< 7; println(@count(s[1]), @sum(s[1]))", "17\n"),
  statistic("samples after the array's delete", "s[1] <<< hidden(5); s[2] <<< 6; delete s; s[2] <<< 7; println(@count(s[1]), @sum(s[2]))", "07\n"),
  statistic("samples at the limits of a long", "s <<< 9223372036854775807; s <<< hidden(-9223372036854775807) - 1; println(@min(s), \" \", @max(s), \" \", @sum(s))", "-9223372036854775808 9223372036854775807 -1\n"),
  statistic("many samples", "for (i = 1; i <= 100; i++) s <<< i * hidden(2); println(@count(s), \" \", @sum(s), \" \", @avg(s), \" \", @min(s), \" \", @max(s))", "100 10100 101 2 200\n"),
  statistic("variance of elements", "s[1] <<< 1; s[1] <<< 5; s[2] <<< 7; s[2] <<< hidden(9); println(@variance(s[1]), @variance(s[2]))", "82\n"),
  statistic("variance in a foreach", "s[1] <<< 1; s[1] <<< 5; s[2] <<< 7; s[2] <<< hidden(9); foreach (k+ in s) print(k, \"=\", @variance(s[k]), \" \")", "1=8 2=2 "),
  statistic("variance beside a histogram", "s <<< 1; s <<< 5; s <<< hidden(9); println(@variance(s), @hist_linear(s, 0, 10, 5)[1], @hist_linear(s, 0, 10, 5)[2])", "1612\n"),
  statistic("variance after delete", "s <<< 1; s <<< 500; delete s; s <<< 1; s <<< hidden(5); println(@variance(s))", "8\n"),
  statistic("an extractor as an argument", "s <<< 3; s <<< hidden(5); printf(\"%d %05d %x\\n\", @count(s), @sum(s), @max(s))", "2 00008 5\n"),
  statistic("an extractor as a key", "s[1] <<< 1; s[1] <<< hidden(1); s[2] <<< 9; println(@sum(s[@count(s[1])]))", "9\n"),
]);

/** A histogram as it is drawn: every bucket with the length of its bar and its count. */
function drawing(...rows: readonly (readonly [bucket: string, count: number] | string)[]): string {
  const lines = rows.map((row) => (typeof row === "string" ? row : `${row[0].padStart(5)} |${"@".repeat(row[1]).padEnd(50)}${String(row[1]).padStart(2)}`));
  return `value |${"-".repeat(50)} count\n${lines.join("\n")}\n`;
}

export const histograms = subject("histograms", [
  {
    title: "linear",
    declarations: "global s",
    body: "s <<< 1; s <<< 12; s <<< 12; s <<< hidden(25); print(@hist_linear(s, 0, 30, 10))",
    output: drawing(["0", 1], ["10", 2], ["20", 1], ["30", 0]),
  },
  {
    title: "linear, with samples outside",
    declarations: "global s",
    body: "s <<< -50; s <<< 0; s <<< hidden(500); print(@hist_linear(s, 0, 20, 10))",
    output: drawing(["<0", 1], ["0", 1], ["10", 0], ["20", 0], [">20", 1]),
  },
  {
    title: "logarithmic",
    declarations: "global s",
    body: "s <<< 1; s <<< 4; s <<< 5; s <<< hidden(1000); print(@hist_log(s))",
    output: drawing(["-1", 0], ["0", 0], ["1", 1], ["2", 0], ["4", 2], ["8", 0], ["16", 0], "      ~", ["128", 0], ["256", 0], ["512", 1], ["1024", 0], ["2048", 0]),
  },
  {
    title: "logarithmic, of negatives",
    declarations: "global s",
    body: "s <<< -5; s <<< 0; s <<< hidden(5); print(@hist_log(s))",
    output: drawing(["-16", 0], ["-8", 0], ["-4", 1], ["-2", 0], ["-1", 0], ["0", 1], ["1", 0], ["2", 0], ["4", 1], ["8", 0], ["16", 0]),
  },
  {
    title: "of an element",
    declarations: "global s",
    body: 's["a"] <<< 1; s["b"] <<< 9; print(@hist_linear(s["a"], 0, 2, 1))',
    output: drawing(["0", 0], ["1", 1], ["2", 0]),
  },
  { title: "logarithmic buckets one by one", declarations: "global s", body: "s <<< 1; s <<< 4; s <<< 5; for (i = 0; i < 128; i++) if (@hist_log(s)[i]) print(i, \"=\", @hist_log(s)[i], \" \")", output: "65=1 67=2 " },
  { title: "linear buckets one by one", declarations: "global s", body: "s <<< 1; s <<< 12; s <<< 12; s <<< -4; s <<< 99; for (i = 0; i < 6; i++) print(@hist_linear(s, 0, 30, 10)[i], \" \")", output: "1 1 2 0 0 1 " },
  {
    title: "over its buckets",
    declarations: "global s",
    body: 's <<< 1; s <<< 12; s <<< 12; foreach (b in @hist_linear(s, 0, 20, 10)) print(b, "=", @hist_linear(s, 0, 20, 10)[b], " ")',
    output: "1=1 2=2 ",
  },
]);
