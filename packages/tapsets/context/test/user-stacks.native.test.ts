import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import kernel from "@tapset/kernel";
import lifecycle from "@tapset/lifecycle";
import syscall from "@tapset/syscall";
import timer from "@tapset/timer";
import { madeTapset, needs, nativeSession } from "@tapset/testkit";
import { afterAll, beforeAll, expect, it } from "vitest";
import context from "../src/index.js";

const scripts = [{ name: "user-stacks.stp", text: readFileSync(new URL("../user-stacks.stp", import.meta.url), "utf8") }];
const tapsets = Object.entries({ context, kernel, lifecycle, syscall, timer }).map(([name, module]) => madeTapset({ name, module, ...(name === "context" && { scripts }) }));

/** Calls getpriority(2), which the C library's start-up doesn't, from two functions deep; given an argument, in a child first; then works. */
const PROGRAM = `
  #include <sys/syscall.h>
  #include <sys/wait.h>
  #include <unistd.h>
  static inline __attribute__((always_inline)) long call(long number) { long result; __asm__ volatile("syscall" : "=a"(result) : "0"(number), "D"(0), "S"(0) : "rcx", "r11", "memory"); return result; }
  __attribute__((noinline)) long inner(long n) { long result = call(SYS_getpriority); return result + n; }
  __attribute__((noinline)) long outer(long n) { return inner(n) + 1; }
  __attribute__((noinline)) long work(void) { volatile long sum = 0; for (long i = 0; i < 300000000; i++) sum += i; return sum; }
  int main(int count, char **arguments) {
    if (count > 1 && arguments[1][0] == 'c' && fork() != 0) { wait(0); return 0; }
    outer(1);
    return count > 1 && arguments[1][0] == 'w' ? (int)(work() & 1) : 0;
  }
`;
const folder = mkdtempSync(join(tmpdir(), "tapset-user-stacks-"));
const program = join(folder, "program");
const stripped = join(folder, "stripped");

const traced = needs("tp-btf", "ring-buffer", "gcc");

async function run(script: string, command: string): Promise<readonly string[]> {
  const { output, messages } = await nativeSession(script, { tapsets, command });
  expect(messages).toBe("");
  return output.split("\n").slice(0, -1);
}

traced.describe("the stack of a process", () => {
  beforeAll(() => {
    writeFileSync(`${program}.c`, PROGRAM);
    execFileSync("gcc", ["-g", "-O0", "-o", program, `${program}.c`]);
    execFileSync("strip", ["-o", stripped, program]);
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const PROBE = "probe syscall.getpriority";

  it("is of its functions, by the program's symbols, though it has ended when they are printed", async () => {
    const script = `${PROBE} { if (pid() == target()) { print_ubacktrace_brief() print_ubacktrace() println(sprint_ubacktrace()) } }`;
    const lines = await run(script, `exec ${program}`);
    const names = (from: number): readonly (string | undefined)[] => lines.slice(from, from + 3).map((line) => /\b(inner|outer|main)\+0x[0-9a-f]+/.exec(line)?.[1]);
    const levels = lines.findIndex((line) => line.startsWith(" 0x"));
    expect(names(0)).toEqual(["inner", "outer", "main"]);
    expect(names(levels)).toEqual(["inner", "outer", "main"]);
    expect(lines[levels]).toMatch(new RegExp(`^ 0x[0-9a-f]+ : inner\\+0x[0-9a-f]+/0x[0-9a-f]+ \\[${program}\\]$`));
    expect(lines[levels + (levels)]).toMatch(new RegExp(`^inner\\+0x[0-9a-f]+ \\[${program}\\]$`));
  });

  it("has single levels that agree with its text", async () => {
    const checks = ["ucallers(-1) == ubacktrace()", 'ucallers(1) == sprintf("0x%016x 0x%016x", ustack(0), ustack(1))', "ustack(0) == uaddr()", "ustack(20) == 0 && ustack(-1) == 0"];
    const script = `${PROBE} { if (pid() == target()) { ${checks.map((check) => `printf("%d", ${check});`).join(" ")}
      printf(" %s %s %s\\n", usymname(ustack(2)), umodname(ustack(2)), usymdata(ustack(1))) println(usymname(1), umodname(1)) } }`;
    const [first, second] = await run(script, `exec ${program}`);
    expect(first).toMatch(new RegExp(`^${"1".repeat(checks.length)} main program outer\\+0x[0-9a-f]+/0x[0-9a-f]+ \\[${program}\\]$`));
    expect(second).toBe("0x1<unknown>");
  });

  it("is of where a script says it begins", async () => {
    const registers = 'u_register("rsp"), u_register("rbp")';
    const script = `${PROBE} { if (pid() == target()) { print_ubacktrace(uaddr(), ${registers}) print_ubacktrace_fileline(uaddr(), ${registers}) print_ubacktrace(uaddr(), 0, 0) println("end") } }`;
    const lines = await run(script, `exec ${program}`);
    const names = lines.map((line) => /\b(inner|outer|main)\+0x/.exec(line)?.[1]).filter((name) => name !== undefined);
    expect(names).toEqual(["inner", "outer", "main", "inner", "outer", "main", "inner"]);
    expect(lines.find((line) => line.includes(`${program}.c:`))).toMatch(/^ 0x[0-9a-f]+ : inner\+/);
    expect(lines.at(-1)).toBe("end");
  });

  it("has source lines where there is debugging information", async () => {
    const script = `${PROBE} { if (pid() == target()) { println(usymfileline(ustack(1))) println(usymfile(ustack(1))) println(usymline(ustack(1))) print_ubacktrace_fileline() } }`;
    const [fileLine, file, line, , level] = await run(script, `exec ${program}`);
    const number = PROGRAM.split("\n").findIndex((each) => each.includes("long outer")) + 1;
    expect([fileLine, file, line]).toEqual([`${program}.c:${number}`, `${program}.c`, `${number}`]);
    expect(level).toMatch(new RegExp(` : outer\\+\\S+ at ${program}\\.c:${number} \\[${program}\\]$`));
  });

  it("is told by places in the file where there are no symbols", async () => {
    const [line] = await run(`${PROBE} { if (pid() == target()) print_ubacktrace() }`, `exec ${stripped}`);
    expect(line).toMatch(new RegExp(`^ 0x[0-9a-f]+ \\[${stripped}\\+0x[0-9a-f]+/0x[0-9a-f]+\\]$`));
  });

  it("of a child is told by what its parent had mapped", async () => {
    const lines = await run(`${PROBE} { if (ppid() == target()) println(usymname(ustack(1)), " ", usymname(ustack(2))) }`, `exec ${program} child`);
    expect(lines).toEqual(["outer main"]);
  });

  it("is a key, told when all is over", async () => {
    const script = `global stacks
      ${PROBE} { if (execname() == "program") stacks[ubacktrace()]++ }
      probe end { foreach (stack in stacks) { println(stacks[stack]) print_ustack(stack) println(usymname(strtol(tokenize(stack, " "), 16))) } }`;
    const lines = await run(script, `exec ${program}`);
    expect(lines[0]).toBe("1");
    expect(lines[1]).toMatch(/ : inner\+0x/);
    expect(lines[2]).toMatch(/ : outer\+0x/);
    expect(lines.at(-1)).toBe("inner");
  });

  needs("perf-software").it("of a sample is where the process was at work", async () => {
    const script = `global work, other
      probe timer.profile { if (pid() == target() && user_mode()) { println(usymname(ustack(0)), " ", usymname(ustack(1)), " ", usymname(addr()), " ", probefunc(), " ", probemod(), ppfunc()) } }`;
    const lines = await run(script, `exec ${program} work`);
    expect(lines.filter((line) => line === "work main work work program").length).toBeGreaterThan(lines.length / 2);
  });
});

needs("tp-btf", "ring-buffer").it("what fires in the session is in no process", async () => {
  const { output } = await nativeSession('probe begin { print_ubacktrace() printf("[%s] [%s] %d %d [%s]\\n", ubacktrace(), sprint_ubacktrace(), ustack(0), uaddr(), ucallers(2)) exit() }', { tapsets });
  expect(output).toBe("[] [] 0 0 []\n");
});
