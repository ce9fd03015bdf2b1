import { describe, expect, it } from "vitest";
import { script } from "./tapset-command.js";

describe("a mistake in a script is shown with what may be meant", () => {
  it.each([
    ["probe timer.sm(1) { }", "'timer' has no 'sm'", "did you mean 'timer.ms(number)'"],
    ["probe beginn { }", "no probe point begins with 'beginn'", "did you mean 'begin'?"],
    ["probe syscall.opnat { }", "'syscall' has no 'opnat'", "did you mean 'syscall.openat'"],
    ["probe begin { exitt() }", "unresolved function 'exitt'", "did you mean 'exit'?"],
    ["probe syscall.openat { println(filenam) }", "undefined variable 'filenam'", "did you mean 'filename'"],
    ["probe syscall.openat { println($filename) }", "unresolved context variable '$filename'", "did you mean 'filename'?"],
    ["probe begin { println(1 . 2) }", "type mismatch: expected string but found long", "make a string of a number with sprint(number)"],
    ["probe begin { println(\"1\" + 2) }", "type mismatch: expected long but found string", "make a number of a string with strtol(string, 10), or join strings with '.'"],
    ["probe begin { printf(\"%d\", \"x\") }", "type mismatch: expected long but found string", "print a string with %s"],
    ["probe begin { printf(\"%d %d\", 1) }", "printf: the format asks for 2 values, not 1", ""],
    ["probe begin { %{ printk(\"C\"); %} }", "embedded C can't be run: ", "write it in the script language: "],
    ["probe timer.ms(0) { }", "invalid interval timer.ms(0): an interval is from 100 microseconds to 1 day", ""],
    ["probe kernel.functoin(\"vfs_read\") { }", "'kernel' has no 'functoin'", "did you mean 'kernel.function(string)'"],
  ])("%s", async (text, message, hint) => {
    const { status, stdout, stderr } = await script(text);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr.startsWith(`semantic error: ${message}`)).toBe(true);
    expect(stderr).toContain(`source: ${text}\n`);
    if (hint !== "") expect(stderr).toContain(`hint: ${hint}`);
  });

  it("with all others of the same run, each under its line", async () => {
    const { status, stderr } = await script(["probe beginn { }", "probe timer.ms(1) {", "  exitt()", "  println(pidd())", "}", "probe end { x = 1; x = \"one\"; println(x) }"].join("\n"));
    expect(status).toBe(1);
    expect(stderr.match(/^semantic error: .*$/gm)?.sort()).toEqual([
      "semantic error: no probe point begins with 'beginn'",
      "semantic error: type mismatch: expected long but found string",
      "semantic error: unresolved function 'exitt'",
      "semantic error: unresolved function 'pidd'",
    ]);
    expect(stderr).toContain("at <input>:3:3\n        source:   exitt()\n                  ^\n");
  });

  it("in its syntax too, and reading goes on behind it", async () => {
    const { status, stderr } = await script("probe begin { if 1 println(1) }\nprobe end { println( }\nprobe error { exitt() }");
    expect(status).toBe(1);
    expect(stderr.match(/^parse error: .*$/gm)).toEqual([
      "parse error: expected '('",
      "parse error: expected literal string or number, or another expression",
    ]);
    expect(stderr).not.toContain("semantic error");
  });
});
