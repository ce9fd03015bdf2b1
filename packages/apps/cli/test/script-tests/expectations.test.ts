import { describe, expect, it } from "vitest";
import { failuresIn, trial } from "./trial.js";

/** The failures of a case whose script does something when the session begins. */
const failures = (body: string, rest: string): Promise<readonly string[]> =>
  failuresIn(`cases:\n  - name: x\n    text: |\n      ${body.replaceAll("\n", "\n      ")}\n${rest}\n`);

describe("what a script prints", () => {
  const begin = 'probe begin { printf("one\\ntwo\\nthree") }';
  it.each([
    ["    output: |-\n      one\n      two\n      three"],
    ["    output: [one, two, three]"],
    ["    output: [one, { match: t.o }, { match: '[a-z]+' }]"],
    ["    exit: 0"],
  ])("is as expected: %s", async (rest) => expect(await failures(begin, rest)).toEqual([]));

  it.each([
    ["    output: |\n      one\n      two", "5:5 the output differs (- expected, + came)\n one\n two\n+three\n\\ the last line that came isn't ended"],
    ["    output: |\n      one\n      two\n      three", "5:5 the output differs (- expected, + came)\n one\n two\n-three\n+three\n\\ the last line that came isn't ended"],
    ["    output: [one, { match: t.x }, three]", "5:5 the output differs (- expected, + came)\n one\n-/t.x/\n+two\n three"],
    ["    output: [{ match: ne }, two, three]", "5:5 the output differs (- expected, + came)\n-/ne/\n+one\n two\n three"],
    ["    output: ''", "5:5 the output differs (- expected, + came)\n+one\n+two\n+three\n\\ the last line that came isn't ended"],
  ])("isn't: %s", async (rest, failure) => expect(await failures(begin, rest)).toEqual([failure]));

  it("is shown where it differs, with what is around", async () => {
    const lines = Array.from({ length: 30 }, (_, index) => `${index}`);
    const [failure] = await failures("probe begin { for (i = 0; i < 30; i++) println(i == 15 ? 99 : i) }", `    output: ["${lines.join('", "')}"]`);
    expect(failure?.split("\n").slice(1)).toEqual([" …", " 12", " 13", " 14", "-15", "+99", " 16", " 17", " 18", " …"]);
  });
});

describe("what is said beside it", () => {
  it.each([
    ['probe begin { warn("careful") }', "    warnings: [careful]"],
    ['probe begin { error("boo") }', "    errors: [boo]\n    exit: 1"],
    ['probe begin { error("boo") } probe error { println("over") }', "    errors: [{ match: b.o }]\n    output: [over]"],
    ["probe begin { exitt() }", "    refused: [unresolved function 'exitt']"],
    ["probe begin { println(1 }", "    refused: [{ match: expected .* }]"],
    ["probe syscall.chdir { println(path) }", "    options: -D MAXSTRINGLEN=16\n    events: [{ point: syscall.chdir, values: { path: 12345678901234567890a }, times: 2 }]\n    losses: { truncated: 2 }"],
    ["probe syscall.chdir { println(path) }", "    options: [-D, MAXSTRINGLEN=16, --fail-on-loss]\n    events: [{ point: syscall.chdir, values: { path: 12345678901234567890a } }]\n    losses: { truncated: 1 }\n    exit: 4"],
  ])("is expected: %s", async (script, rest) => expect(await failures(script, rest)).toEqual([]));

  it.each([
    ['probe begin { warn("careful") }', "    exit: 0", "2:5 warnings differ (- expected, + came)\n+careful"],
    ['probe begin { error("boo") }', "    exit: 0", "2:5 errors differ (- expected, + came)\n+boo", "5:5 the command's exit status is 1, not 0"],
    ["probe begin { exitt() }", "    exit: 0", "<input>:1:15 the script doesn't compile: unresolved function 'exitt' near identifier 'exitt'\nhint: did you mean 'exit'?"],
    ["probe begin { }", "    refused: [so]", "5:5 the compiler's errors differ (- expected, + came)\n-so"],
    ["probe begin { }", "    losses: { dropped: 1 }", "5:5 losses: 0 dropped, not 1"],
  ])("isn't: %s, %s", async (script, rest, ...failed) => expect(await failures(script, rest)).toEqual(failed));
});

describe("globals at the end", () => {
  const script = `global n = 3, text, calls, both, sums, one, never = 5
probe syscall.dup { n++; text = "né"; calls[execname()]++; both[pid(), "x"] = 2; sums[pid()] <<< 4; one <<< 1; one <<< 9; println(never) }
probe end { println(n, text, @avg(one), @variance(one)); foreach (k in calls) println(k); foreach ([p, x] in both) println(p, x); foreach (p in sums) println(@sum(sums[p])) }`;
  const after = "    events: [{ point: syscall.dup, times: 2, by: { execname: ä } }]\n";
  it.each([
    ["{ n: 5, text: né, calls: { ä: 2 }, both: [[4242, x, 2]], sums: { 4242: { count: 2, sum: 8 } }, one: { min: 1, max: 9, avg: 5, variance: 21 } }"],
    ["{ calls: [[ä, 2]], sums: [[4242, { avg: 4 }]], never: 5 }"],
  ])("are as expected: %s", async (globals) => expect(await failures(script, `${after}    globals: ${globals}`)).toEqual([]));

  it.each([
    ["n: 6", "n is 5, not 6"],
    ["text: x", 'text is "né", not "x"'],
    ["calls: { a: 1 }", "calls[a] isn't there"],
    ["calls: {}", "calls[ä] is 2, and isn't expected"],
    ["calls: 3", "calls is an array\nhint: write its elements: { KEY: VALUE, … }"],
    ["both: { x: 3 }", "both is an array\nhint: write its elements, each with its 2 keys in front: [[KEY, KEY, VALUE], …]"],
    ["one: 3", "one is an aggregate\nhint: write what its extractors give: { count: 2, sum: 30 }, of count, sum, min, max, avg, variance"],
    ["one: { mean: 3 }", "there is no extractor '@mean'\nhint: write what its extractors give: { count: 2, sum: 30 }, of count, sum, min, max, avg, variance"],
    ["one: { max: 3 }", "@max(one) is 9, not 3"],
    ["sums: {}", "sums[4242] is an aggregate of 2, and isn't expected"],
    ["cals: {}", "the script has no global 'cals' that is used\nhint: did you mean 'calls'?"],
  ])("aren't: %s", async (globals, failure) => {
    const [first = ""] = await failures(script, `${after}    globals: { ${globals} }`);
    expect(first.replace(/^\d+:\d+ /, "")).toBe(failure);
  });
});

describe("a case", () => {
  it("has its options, arguments, first values of globals and target process", async () => {
    const script = 'global most = 1 probe begin { println(most, " ", $1, " ", @2, " ", target()) }';
    expect(await failures(script, "    options: -G most=9 -x 77\n    args: [5, six]\n    output: [9 5 six 77]")).toEqual([]);
  });

  it.each([
    ["options: -c ls", "-c has no meaning for a case\nhint: leave it out"],
    ["options: [-z]", "unknown option -z\nhint: tapset --help lists them"],
    ["options: word", "'word' is no option\nhint: give the script's arguments as args"],
    ["options: -G nosuch=1", "-G nosuch: the script declares no global of this name"],
    ["options: -D MAXSTRINGLEN=1", "-D MAXSTRINGLEN=1: takes a whole number from 16 to 4096"],
  ])("can't have %s", async (line, failure) => {
    const [first = ""] = await failures("probe begin { }", `    ${line}`);
    expect(first.replace(/^\d+:\d+ /, "")).toBe(failure);
  });

  it("is compiled for the kernel it names", async () => {
    const results = await trial(["linux-6.1-x86_64", "linux-6.18-x86_64"].map((name) => `  - { name: ${name}, target: ${name}, text: '%( kernel_v >= "6.18" %? probe begin { println("new") } %: probe begin { println("old") } %)', output: [${name.includes("6.18") ? "new" : "old"}] }`).join("\n").replace(/^/, "cases:\n"));
    expect(results.map(({ failures: wrong }) => wrong)).toEqual([[], []]);
  });
});
