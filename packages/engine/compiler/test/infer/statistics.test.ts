import { describe, expect, it } from "vitest";
import { problems, typed } from "../lower/workbench.js";

describe("statistics", () => {
  it.each([
    ["a local", "probe begin { s <<< 1; println(@count(s)) }", ["local-statistics 's'", "local-statistics 's'"]],
    ["used as a value", "global s probe begin { s <<< 1; println(s) }", ["stats-as-value 's'"]],
    ["used as a value before anything says it's a statistic", "global s probe begin { println(s) } probe end { s <<< 1 }", ["stats-as-value 's'"]],
    ["an element assigned to a variable", "global s probe begin { s[1] <<< 1; x = s[1]; println(x) }", ["stats-as-value 's[1]'"]],
    ["assigned", "global s probe begin { s <<< 1; s = 2 }", ["type-mismatch '2'"]],
    ["extracted from a number", "global n probe begin { n = 1; println(@count(n)) }", ["type-mismatch 'n'"]],
    ["a foreach over a scalar one", "global s probe begin { s <<< 1; foreach (k in s) println(k) }", ["inconsistent-arity 's'"]],
    ["two kinds of histogram", "global s probe begin { s <<< 1; print(@hist_log(s)); print(@hist_linear(s, 0, 9, 1)) }", ["histogram-conflict '@hist_linear(s, 0, 9, 1)'"]],
    ["two linear histograms that differ", "global s probe begin { s <<< 1; print(@hist_linear(s, 0, 9, 1)); print(@hist_linear(s, 0, 9, 3)) }", ["histogram-conflict '@hist_linear(s, 0, 9, 3)'"]],
    ["a histogram without buckets", "global s probe begin { s <<< 1; print(@hist_linear(s, 0, 9, 0)) }", ["invalid-histogram '@hist_linear(s, 0, 9, 0)'"]],
    ["a histogram with too many", "global s probe begin { s <<< 1; print(@hist_linear(s, 0, 1000000, 1)) }", ["invalid-histogram '@hist_linear(s, 0, 1000000, 1)'"]],
    ["a histogram as a value", "global s probe begin { s <<< 1; x = @hist_log(s) }", ["misplaced-histogram '@hist_log(s)'"]],
  ])("%s", async (_what, text, expected) => {
    expect(await problems(text)).toEqual(expected);
  });

  it("note what the extractors ask for", async () => {
    const { globals } = await typed("global a, b, c probe begin { a <<< 1; b <<< 1; c <<< 1; println(@variance(a), @sum(b)); print(@hist_linear(c, 0, 10, 2)) }");
    expect(globals.map(({ variance, histogram }) => [variance, histogram?.shape])).toEqual([
      [true, undefined],
      [false, undefined],
      [false, { kind: "linear", low: 0n, high: 10n, width: 2n }],
    ]);
  });
});
