import { describe, expect, it } from "vitest";
import { needs } from "@tapset/testkit/needs";
import { script } from "./tapset-command.js";
import { getppidCommand } from "./workload.js";

const prints = (point: string): string => `probe ${point} { println(pp()) }`;

describe("probes of the session", () => {
  it("begin and end run by their numbers, then as they are written", async () => {
    const points = ["begin(1)", "end(2)", "begin", "end", "begin(-5)", "end(-1)", "begin(0)", "end(2)"];
    const { status, stdout } = await script(`${points.map(prints).join("\n")} probe begin(9223372036854775807) { println("last"); exit() }`);
    expect(stdout.split("\n")).toEqual([
      "begin(-5)", "begin", "begin(0)", "begin(1)", "last",
      "end(-1)", "end", "end(2)", "end(2)", "",
    ]);
    expect(status).toBe(0);
  });

  it("error runs in place of end, by its numbers", async () => {
    const points = ["error(2)", "end", "error", "error(-1)"];
    const { status, stdout } = await script(`${points.map(prints).join("\n")} probe begin { error("no more") }`);
    expect(stdout).toBe("error(-1)\nerror\nerror(2)\n");
    expect(status).toBe(1);
  });

  it("error runs too when an end probe fails, and later end probes don't", async () => {
    const { status, stdout } = await script(
      'probe begin { exit() } probe end { println("end"); error("too late") } probe end(1) { println("never") } probe error { println("error") }',
    );
    expect(stdout).toBe("end\nerror\n");
    expect(status).toBe(1);
  });

  it("a point named twice runs twice, and never never", async () => {
    const { status, stdout } = await script('probe begin, end, end { println(pp()) } probe never { println("never") } probe begin(1) { exit() }');
    expect({ status, stdout }).toEqual({ status: 0, stdout: "begin\nend\nend\n" });
  });

  it("begin runs once for each script of the command line, the main one first", async () => {
    const { stdout } = await script('probe begin { println("main") }', "-E", 'probe begin { println("second"); exit() }');
    expect(stdout).toBe("main\nsecond\n");
  });
});

describe("globals", () => {
  it("whose value is used where they're changed aren't printed again", async () => {
    const { stdout } = await script('global n = 0, m = 0, k = 0 probe begin { println(n++); if (++m == 1) k += 2; exit() }');
    expect(stdout).toBe("0\nk=2\n");
  });

  it("that nobody reads are printed at the end, arrays by value", async () => {
    const { status, stdout } = await script(
      'global n, text, pairs, stats, read probe begin { n = 3; text = "a b"; pairs[1, "one"] = 5; pairs[2, "two"] = 7; stats <<< 4; stats <<< 6; read = n; println(read); exit() }',
    );
    expect(status).toBe(0);
    expect(stdout).toBe('3\ntext="a b"\npairs[2,"two"]=7\npairs[1,"one"]=5\nstats @count=2 @min=4 @max=6 @sum=10 @avg=5\n');
  });

  needs("bpf").it("that kernel handlers wrote are printed too", async () => {
    const { status, stdout } = await script(
      "global n, a, s probe syscall.getppid { if (pid() == target()) { n++; a[execname()] += 2; s <<< 5 } }",
      "-c",
      getppidCommand(100),
    );
    expect(status).toBe(0);
    expect(stdout).toMatch(/^n=100\na\["(?:getppid|node)"\]=200\ns @count=100 @min=5 @max=5 @sum=500 @avg=5\n$/);
  });
});
