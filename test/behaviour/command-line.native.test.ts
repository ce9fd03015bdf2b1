import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { needs } from "@tapset/testkit/needs";
import { script, tapset } from "./tapset-command.js";

const warned = "probe begin { unread = 1; exit() }";

describe("a command line that's wrong", () => {
  it.each([
    [[], "ERROR: a script is missing: a file, - or -e SCRIPT\nhint: tapset --help lists the options\n"],
    [["-z"], "ERROR: unknown option -z\nhint: tapset --help lists them\n"],
    [["--no-such-option", "-e", warned], "ERROR: unknown option --no-such-option\nhint: tapset --help lists them\n"],
    [["-p", "9", "-e", warned], 'ERROR: -p takes a whole number from 1 to 5, not "9"\n'],
    [["-x", "someone", "-e", warned], 'ERROR: -x takes a whole number from 1 to 4194304, not "someone"\n'],
    [["-s", "0", "-e", warned], 'ERROR: -s takes a whole number from 1 to 4095, not "0"\n'],
    [["-DMAXSTRINGLEN=9", "-e", warned], "ERROR: -D MAXSTRINGLEN=9: takes a whole number from 16 to 4096\n"],
    [["-G", "b=1", "-e", "global a = 1 probe begin { println(a) }"], "ERROR: -G b: the script declares no global of this name\nhint: name one of a\n"],
  ] as const)("%j is status 2", async (args, message) => {
    expect(await tapset(args)).toEqual({ status: 2, signal: null, stdout: "", stderr: message });
  });

  it.each([
    ["/nonexistent/script.stp", "no such file or directory\n"],
    ["/etc", "it is a folder\nhint: name a file in it, or take its files for a tapset with -I\n"],
    ["probe begin { exit() }", "no such file or directory\nhint: write -e before a script's text\n"],
  ])("names the script file that can't be read: %s", async (path, cause) => {
    expect(await tapset([path])).toEqual({ status: 1, signal: null, stdout: "", stderr: `ERROR: can't read the script ${path}: ${cause}` });
  });

  it.each(["", "# no more than a comment"])("asks for a probe where the script has none: %j", async (text) => {
    const { status, stderr } = await script(text);
    expect({ status, stderr }).toEqual({ status: 1, stderr: 'semantic error: no probes found\n          hint: write one: probe begin { println("hello") }\n' });
  });
});

describe("the script", () => {
  const text = "probe begin { printf(\"%d %s %d\\n\", $1, @2, $#); exit() }";

  it("comes from -e, a file or standard input, with its arguments", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tapset-script-"));
    const path = join(folder, "arguments.stp");
    writeFileSync(path, text);
    const expected = { status: 0, stdout: "42 of them 2\n", stderr: "" };
    expect(await tapset(["-e", text, "42", "of them"])).toMatchObject(expected);
    expect(await tapset([path, "42", "of them"])).toMatchObject(expected);
    expect(await tapset(["-", "42", "of them"], { input: text })).toMatchObject(expected);
    rmSync(folder, { recursive: true });
  });

  it("says which argument is missing", async () => {
    const { status, stderr } = await tapset(["-e", text, "42"]);
    expect(status).toBe(1);
    expect(stderr).toContain("parse error: command line argument '@2' out of range\n");
  });

  it("can be run by the system, from its first line", async () => {
    const { status, stdout } = await tapset(["-"], { input: '#! /usr/bin/env tapset\nprobe begin { println("run"); exit() }\n' });
    expect({ status, stdout }).toEqual({ status: 0, stdout: "run\n" });
  });
});

describe("an option", () => {
  it("-G sets globals, which then are printed or folded as such", async () => {
    const { stdout } = await script("global n = 1, s = \"one\" probe begin { println(n * 2, s); exit() }", "-G", "n=21", "-G", "s= times");
    expect(stdout).toBe("42 times\n");
  });

  it("-D sets limits, and says of what is none that it has no effect", async () => {
    const { stdout, stderr } = await script("global a probe begin { for (i = 0; i < 5; i++) a[i] = 1; exit() } probe error { foreach (k in a) n++; println(n) } global n", "-DMAXMAPENTRIES=3", "-D", "NO_SUCH_LIMIT");
    expect(stdout).toBe("3\n");
    expect(stderr).toMatch(/^note: -D NO_SUCH_LIMIT has no effect: there is no such limit\n/);
  });

  it("-I adds a folder of library scripts", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tapset-library-"));
    writeFileSync(join(folder, "greeting.stp"), 'function greeting:string (whom:string) { return "hello " . whom }\nprobe greeted = begin { whom = "you" }\n');
    const { stdout, stderr } = await script("probe greeted { println(greeting(whom)); exit() }", "-I", folder);
    expect({ stdout, stderr }).toEqual({ stdout: "hello you\n", stderr: "" });
    rmSync(folder, { recursive: true });
  });

  it("-w hides warnings, -W makes them errors, -v says what each pass takes", async () => {
    const shown = await script(warned);
    expect(shown.stderr).toMatch(/^WARNING: eliding assignment to 'unread'/);
    expect(shown.status).toBe(0);
    expect(await script(warned, "-w")).toMatchObject({ status: 0, stderr: "" });
    expect(await script(warned, "-W")).toMatchObject({ status: 1, stdout: "", stderr: shown.stderr });
    const passes = ({ stderr }: { readonly stderr: string }): readonly string[] => stderr.split("\n").filter((line) => line !== "").map((line) => line.replace(/ in [\d.]+ ms$/, ""));
    const analyzed = ["Pass 1: parsed user script", "Pass 2: analyzed script: 2 probes, 1 function, 1 global"];
    const counted = "global n function f() { n++ } probe begin, end { f(); exit() }";
    expect(passes(await script(counted, "-v"))).toEqual([...analyzed, "Pass 3: translated", "Pass 4: compiled 0 BPF programs", "Pass 5: starting run.", "Pass 5: run completed"]);
    expect(passes(await script(counted, "-v", "-p2"))).toEqual(analyzed);
    expect(passes(await script("probe begin { nosuch() }", "-v")).slice(0, 3)).toEqual(["Pass 1: parsed user script", "Pass 2: analysis failed", "semantic error: unresolved function 'nosuch'"]);
  });

  it("of stap(1) without a use here says so, unless -q", async () => {
    expect((await script("probe begin { exit() }", "--ldd")).stderr).toBe("note: --ldd has no effect: symbols are read when they're needed\n");
    expect((await script("probe begin { exit() }", "--ldd", "-q")).stderr).toBe("");
  });

  it("--suppress-handler-errors lets handlers fail quietly", async () => {
    const { status, stdout } = await script('probe begin { println("before"); error("hidden") } probe begin(1) { println("after"); exit() }', "--suppress-handler-errors");
    expect({ status, stdout }).toEqual({ status: 0, stdout: "before\nafter\n" });
  });

  it("-h and -V answer and end", async () => {
    expect(await tapset(["--help"])).toMatchObject({ status: 0, stdout: expect.stringMatching(/^usage: tapset /) as string, stderr: "" });
    expect(await tapset(["-V"])).toMatchObject({ status: 0, stdout: expect.stringMatching(/^tapset \d+\.\d+\.\d+\n$/) as string });
  });
});

describe("a verb", () => {
  it.each(["doctor", "check", "pack", "new", "diff", "test", "doc", "freeze"])("%s says how it is written, with --help and -h", async (verb) => {
    const answer = { status: 0, stdout: expect.stringMatching(new RegExp(`^usage: tapset ${verb} `)) as string, stderr: "" };
    expect(await tapset([verb, "--help"])).toMatchObject(answer);
    expect(await tapset([verb, "-h"])).toMatchObject(answer);
    expect((await tapset(["--help"])).stdout).toContain(`tapset ${verb} `);
  });

  it("that is written wrongly is status 2, with the way it is written", async () => {
    expect(await tapset(["freeze"])).toMatchObject({ status: 2, stderr: "ERROR: freeze: a folder is missing\nhint: write tapset freeze DIR [--reduced]\n" });
    expect(await tapset(["doctor", "--", "--help"])).toMatchObject({ status: 2, stderr: expect.stringContaining("there is no feature '--help'") as string });
  });
});

describe("-p stops after a pass", () => {
  const text = "global n probe begin { n++; exit() }";

  it("1: the script as it was read", async () => {
    expect((await script(text, "-p1")).stdout).toBe("global n\nprobe begin {\n  n++;\n  exit();\n}\n");
  });

  it("2: globals and probe points, resolved", async () => {
    expect((await script(text, "-p2")).stdout).toMatch(/^# globals\nn:long\n# probes\nbegin \/\* <- begin \*\/\n/);
  });

  it("3: what is run, in both engines", async () => {
    const { stdout } = await script(`${text} probe kernel.trace("sched_switch") { n++ }`, "-p3");
    expect(stdout).toMatch(/^session lifecycle begin 0: begin$/m);
    expect(stdout).toMatch(/^program .*\n(.*\n)* {2}case \*: kernel\.trace\("sched_switch"\)/m);
  });

  needs("bpf").it("4: programs are loaded, and nothing runs", async () => {
    expect(await script(`${text} probe kernel.trace("sched_switch") { n++ }`, "-p4")).toMatchObject({ status: 0, stdout: "" });
  });
});
