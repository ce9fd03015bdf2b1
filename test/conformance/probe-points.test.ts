import { compileScript, type InventedEvent, passNs, runScript, tracepoint } from "@tapset/testkit";
import { describe, expect, it } from "vitest";
import { tapsets } from "./row-script.js";

const NS_PER_S = 1_000_000_000n;
const EXIT = 'kernel.trace("sched_process_exit")';

/** What a script prints while processes 1, 2, … end, `count` of them. */
async function outputOf(script: string, count = 0): Promise<string> {
  const events = Array.from({ length: count }, (_, index): InventedEvent => tracepoint("sched_process_exit", [], { pid: index + 1 }));
  const { output, messages } = await runScript(script, { tapsets, events });
  return output + messages;
}

async function errorOf(script: string): Promise<string> {
  const { diagnostics } = await compileScript(script, { tapsets });
  return diagnostics.filter(({ severity }) => severity === "error").map(({ id }) => id).join();
}

describe("aliases of aliases", () => {
  it.each([
    ["in the session", "begin", 0],
    ["in the kernel", EXIT, 1],
  ])("run the innermost's prologue first and its epilogue last, %s", async (_where, point, count) => {
    const script = `probe a = ${point} { x = "1"; print("a(") }, { print(")a", x) } probe b = a { x .= "2"; print("b(") }, { print(")b") } probe c += b { print(")c") } probe c { print(x); x .= "3" }`;
    expect(await outputOf(script, count)).toBe("a(b(12)c)b)a123");
  });

  it("are left as a whole by next, on whatever level", async () => {
    const script = `probe a = ${EXIT} { if (pid() == 1) next; print("a") }, { print("z ") } probe b = a { if (pid() == 2) next; print("b") } probe b { if (pid() == 3) next; print(pid()) }`;
    expect(await outputOf(script, 4)).toBe("aabab4z ");
  });

  it("pass suffixes on to what they stand for", async () => {
    const { output } = await runScript('probe a = timer { print("a ") } probe b = a { } probe b.s(1) { println(pp()) }', { tapsets, events: [passNs(NS_PER_S)] });
    expect(output).toBe("a timer.s(1)\n");
    expect(await errorOf("probe a = timer { } probe a.nosuch(1) { }")).toBe("unknown-probe-point");
  });
});

describe("marks go through all levels", () => {
  it.each([
    ["? of a level above", "probe a = nosuch { } probe b = a { } probe b?, begin { print(pp()) }", "begin"],
    ["? of a level below", "probe a = nosuch?, begin { } probe b = a { } probe b { print(pp()) }", "begin"],
    ["! takes the first that resolves", "probe a = nosuch!, begin!, begin(1) { } probe b = a { } probe b { print(pp()) }", "begin"],
    ["! of a level above passes over the rest", "probe a = begin { } probe b = a!, begin(1) { } probe b { print(pp()) }", "begin"],
    ["! that doesn't resolve goes on", "probe a = nosuch { } probe b = a!, begin(1) { } probe b { print(pp()) }", "begin(1)"],
    ["? of braces", "probe {nosuch,begin}? { print(pp()) }", "begin"],
  ])("%s", async (_title, script, output) => {
    expect(await outputOf(script)).toBe(output);
  });

  it("and nothing that resolves is an error", async () => {
    expect(await errorOf("probe a = nosuch? { print(1) } probe a { }")).toBe("unresolved-alias");
  });
});

describe("wildcards", () => {
  it("stand for part of a component, or for several", async () => {
    const aliases = 'probe w.one = begin(1) { } probe w.two = begin(2) { } probe w.three.four = begin(3) { }';
    expect(await outputOf(`${aliases} probe w.* { print(pp(), " ") }`)).toBe("begin(1) begin(2) ");
    expect(await outputOf(`${aliases} probe w.t* { print(pp(), " ") }`)).toBe("begin(2) ");
    expect(await outputOf(`${aliases} probe w** { print(pp(), " ") }`)).toBe("begin(1) begin(2) begin(3) ");
    expect(await outputOf(`${aliases} probe w.{one,three.four} { print(pp(), " ") }`)).toBe("begin(1) begin(3) ");
  });
});

describe("conditions", () => {
  it("of all levels have to hold", async () => {
    const script = `global a = 0, b = 0, c = 0 probe p = ${EXIT} if (a) { print("p") } probe q = p if (b) { print("q") } probe q if (c) { print(pid(), " ") }
      probe ${EXIT} { if (pid() == 1) a = 1; if (pid() == 2) b = 1; if (pid() == 3) c = 1; if (pid() == 5) b = 0 }`;
    expect(await outputOf(script, 6)).toBe("pq4 pq5 ");
  });

  it("are asked each time, of timers too", async () => {
    const script = "global on = 0, n = 0 probe timer.s(1) { n++; on = n == 2 || n == 4 } probe timer.ms(1000) if (on) { print(n, \" \") }";
    const { output } = await runScript(script, { tapsets, events: Array.from({ length: 5 }, () => passNs(NS_PER_S)) });
    expect(output).toBe("2 4 ");
  });

  it("may look at arrays and strings", async () => {
    const script = `global a, s = "no" probe ${EXIT} { a[pid()] = 1; if (pid() == 2) s = "yes" } probe ${EXIT} if (a[2] && s == "yes") { print(pid(), " ") }`;
    expect(await outputOf(script, 3)).toBe("2 3 ");
  });

  it.each([
    ["a local", "probe begin if (x) { println(1) }"],
    ["a function", "probe begin if (pid()) { println(1) }"],
    ["a change", "global c probe begin if (c++) { println(1) }"],
    ["a string", 'probe begin if ("a") { println(1) }'],
  ])("can't have %s", async (_title, script) => {
    expect(await errorOf(script)).not.toBe("");
  });
});

describe("points more than once", () => {
  it("run each handler, in the order they are written", async () => {
    expect(await outputOf('probe begin, begin { print("a") } probe begin { print("b") }')).toBe("aab");
    expect(await outputOf(`probe ${EXIT}, ${EXIT} { print("a") } probe ${EXIT} { print("b") } probe x = ${EXIT} { print("c") } probe x, ${EXIT} { print("d") }`, 1)).toBe("aabcdd");
  });
});
