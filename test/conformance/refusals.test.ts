import { formatDiagnostic } from "@tapset/language";
import { compileScript } from "@tapset/testkit";
import { describe, expect, it } from "vitest";
import { tapsets } from "./row-script.js";

/** The ids of a script's errors, and all that is said. */
async function errorsOf(script: string): Promise<{ readonly ids: readonly string[]; readonly text: string }> {
  const { diagnostics } = await compileScript(script, { tapsets });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return { ids: errors.map(({ id }) => id), text: errors.map(formatDiagnostic).join("\n") };
}

describe("a script that can't be right is refused", () => {
  it.each([
    ["a value that is no number", 'probe begin { x = 1; x = "a" }', "type-mismatch"],
    ["a string in arithmetic", 'probe begin { println("a" * 2) }', "type-mismatch"],
    ["a key of another type", 'global a probe begin { a[1] = 1; a["x"] = 2 }', "type-mismatch"],
    ["another number of keys", "global a probe begin { a[1] = 1; a[1, 2] = 2 }", "inconsistent-arity"],
    ["an array without its key", "global a probe begin { a[1] = 1; println(a) }", "inconsistent-arity"],
    ["an aggregate read like a number", "global s probe begin { s <<< 1; println(s + 1) }", "type-mismatch"],
    ["<<< on a number", "global s probe begin { s = 1; s <<< 1 }", "type-mismatch"],
    ["a sized array used as a scalar", "global a[3] probe begin { a = 1; println(a) }", "inconsistent-arity"],
    ["a wrapping array used as a scalar", "global s% probe begin { s <<< 1; println(@count(s)) }", "inconsistent-arity"],
    ["an assignment to an array iterated over", "global a probe begin { a[1] = 1; foreach (k in a) a[k] = 2 }", "modified-in-foreach"],
    ["++ on an array iterated over", "global a probe begin { a[1] = 1; foreach (k in a) a[k]++ }", "modified-in-foreach"],
    ["<<< to an array iterated over", "global s probe begin { s[1] <<< 1; foreach (k in s) s[k] <<< 1; println(@count(s[1])) }", "modified-in-foreach"],
    ["delete of an element of an array iterated over", "global a probe begin { a[1] = 1; foreach (k in a) delete a[k] }", "modified-in-foreach"],
    ["delete of a slice of an array iterated over", "global a probe begin { a[1, 2] = 1; foreach ([k, l] in a) delete a[k, *] }", "modified-in-foreach"],
    ["a change to an outer array in an inner foreach", "global a, b probe begin { a[1] = 1; b[1] = 1; foreach (k in a) foreach (l in b) a[l] = k }", "modified-in-foreach"],
    ["a call that changes an array iterated over", "global a function f(k) { g(k) } function g(k) { a[k] = 1 } probe begin { a[1] = 1; foreach (k in a) f(k) }", "modified-in-foreach"],
    ["a foreach in a function that changes its array", "global a function f() { foreach (k in a) a[k] = 1 } probe begin { a[1] = 1; f() }", "modified-in-foreach"],
    ["two histograms of one aggregate", "global s probe begin { s <<< 1; print(@hist_log(s)); print(@hist_linear(s, 0, 9, 1)) }", "histogram-conflict"],
    ["two ranges of one aggregate", "global s probe begin { s <<< 1; print(@hist_linear(s, 0, 10, 1)); print(@hist_linear(s, 0, 9, 1)) }", "histogram-conflict"],
    ["a histogram without a range", "global s probe begin { s <<< 1; print(@hist_linear(s, 5, 5, 1)) }", "invalid-histogram"],
    ["a histogram of too many buckets", "global s probe begin { s <<< 1; print(@hist_linear(s, 0, 50000, 1)) }", "invalid-histogram"],
    ["a histogram as a value", "global s probe begin { s <<< 1; x = @hist_log(s); println(x) }", "misplaced-histogram"],
    ["a variance shifted too far", "global s probe begin { s <<< 1; println(@variance(s, 63)) }", "invalid-shift"],
    ["the value of an aggregate in a foreach", "global s probe begin { s[1] <<< 1; foreach (v = k in s) println(k, v) }", "stats-as-value"],
    ["an element of an array of aggregates as a value", "global s probe begin { s[1] <<< 1; println(s[1]) }", "stats-as-value"],
    ["'*' for the key of an element", "global a probe begin { a[1, 2] = 1; println(a[1, *]) }", "wildcard-key"],
    ["a sort of longs by an extractor", "global a probe begin { a[1] = 1; foreach (k in a @sum+) println(k) }", "type-mismatch"],
    ["two sort marks", "global a probe begin { a[1] = 1; foreach (k+ in a-) println(k) }", "several-sorts"],
    ["two sort marks at keys", "global a probe begin { a[1, 2] = 1; foreach ([k+, l-] in a) println(k, l) }", "several-sorts"],
    ["two sort marks, one at the value", "global a probe begin { a[1] = 1; foreach (v+ = k+ in a) println(k, v) }", "several-sorts"],
    ["buckets sorted by an extractor", "global s probe begin { s <<< 1; foreach (b in @hist_log(s) @sum+) println(b) }", "invalid-sort"],
    ["a comparison with a text that the session makes", 'probe kernel.trace("sched_process_exit") { if (usymdata(1) == "x") println(1) }', "fact-needs-session"],
    ["an array of no elements", "global a[0] probe begin { a[1] = 1 }", "array-size-out-of-range"],
    ["an array with an initial value", "global a[3] = 4 probe begin { println(a) }", "array-initialised"],
    ["a local array", "probe begin { a[1] = 1 }", "undefined-array"],
    ["a function nobody has", "probe begin { prinln(1) }", "undefined-function"],
    ["too few arguments", "function f(x) { return x } probe begin { println(f()) }", "wrong-argument-count"],
    ["a probe point nobody has", "probe begn { }", "unknown-probe-point"],
    ["a target variable nobody has", 'probe kernel.trace("sched_process_exit") { println($nosuch) }', "undefined-context-variable"],
    ["a target variable where there is none", "probe begin { println($x) }", "undefined-context-variable"],
    ["a member nobody has", 'probe kernel.trace("sched_process_exit") { println($p->tgit) }', "unresolved-member"],
    ["break outside a loop", "probe begin { break }", "break-outside-loop"],
    ["return outside a function", "probe begin { return 1 }", "return-outside-function"],
    ["a format that takes more", 'probe begin { printf("%d %d\\n", 1) }', "wrong-argument-count"],
    ["a format that takes another type", 'probe begin { printf("%d\\n", "x") }', "type-mismatch"],
    ["an assignment to a target variable", 'probe kernel.trace("sched_process_exit") { $p = 1 }', "read-only"],
  ])("%s", async (_title, script, id) => {
    const { ids, text } = await errorsOf(script);
    expect(ids).toEqual([id]);
    // Each names the line it is in, with a caret below.
    expect(text).toMatch(/script\.stp:1:\d+/);
    expect(text).toMatch(/^ *\^ *$/m);
  });

  it("with all its errors at once", async () => {
    const { ids } = await errorsOf('probe begin { println(nosuch()) } probe nosuch { } probe end { x = 1; x = "a"; println(x, nobody) }');
    expect([...ids].sort()).toEqual(["type-mismatch", "undefined-function", "undefined-variable", "unknown-probe-point"]);
  });

  it("with the errors of every pass at once", async () => {
    // More than a program's stack holds.
    const deep = `${"(c[pid()]++ + ".repeat(80)}0${")".repeat(80)}`;
    const { ids } = await errorsOf(`global a, b, c
      probe begn { }
      probe begin { x = 1; x = "a"; println(x) }
      probe kernel.trace("sched_process_exit") { println($p->tgit); y = "a" + 1 }
      probe kernel.trace("sched_process_fork") { q = $parent; println(q->nosuch) }
      probe kernel.trace("sched_switch") { println(${deep}) }
      probe end { a[1] = 1; b[1] = 1; b[1, 2] = 1 }
      function f(n) { return f(n, 1) } probe timer.s(1) { println(f(1)) }`);
    expect([...ids].sort()).toEqual(
      ["handler-too-large", "inconsistent-arity", "type-mismatch", "type-mismatch", "unknown-probe-point", "unresolved-member", "unresolved-member", "wrong-argument-count"],
    );
  });

  it.each([
    ["a variable", 'probe begin { x = 1\nx = "a" }', 2, 1],
    ["a global of two handlers", 'global g probe begin { g = 1 }\nprobe end { g = "a" }', 2, 1],
    ["a function's value", 'function f(n) { if (n) return 1\nreturn "a" } probe begin { println(f(1)) }', 2, 1],
    ["a function's argument", 'function f(n) { return n } probe begin { println(f(1))\nprintln(f("a")) }', 2, 1],
    ["a value by way of functions", 'function f(n) { return g(n) } function g(n) { return n }\nprobe begin { x = "a" . f("b")\ny = 1 + f("c"); println(x, y) }', 3, 2],
    ["an array's key", 'global a probe begin { a[1] = 1\na["x"] = 2 }', 2, 1],
    ["an array's value in a foreach", 'global a probe begin { a[1] = 1\nforeach (v = k in a) println(v . "x") }', 2, 1],
    ["a number of keys", "global a probe begin { a[1] = 1\na[1, 2] = 1 }", 2, 1],
  ])("with both sides of a conflict about %s", async (_title, script, found, first) => {
    const { text } = await errorsOf(script);
    expect(text).toMatch(new RegExp(`at .*script\\.stp:${found}:`));
    expect(text).toMatch(new RegExp(`script\\.stp:${first}:\\d+`));
    expect(text).toMatch(/first inferred here|keys? here/);
  });
});
