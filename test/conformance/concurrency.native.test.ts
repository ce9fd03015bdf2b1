import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { nativeSession, needs } from "@tapset/testkit";
import { expect, it } from "vitest";
import { tapsets } from "./row-script.js";

const run = promisify(execFile);
const CALLS = 150_000;
const GETPPID = 110;
const ALL = 2 * CALLS;

/** Two processes that make system calls as fast as they can, at the same time. */
async function flood(): Promise<void> {
  await Promise.all([1, 2].map(() => run("perl", ["-e", `$0 = "flood"; getppid for 1..${CALLS}`])));
}

/** What a script prints while `probe call` fires for each of the flood's calls. */
async function floodOf(script: string): Promise<string> {
  const calls = `probe call = kernel.trace("sys_enter") { if ($id != ${GETPPID} || execname() != "flood") next }\n`;
  const { output, messages } = await nativeSession(calls + script, { tapsets, workload: flood, timeoutMs: 60_000 });
  expect(messages.replace(/WARNING: \d+ timer ticks? missed.*\n/, "")).toBe("");
  return output;
}

/** The lines of an output as numbers. */
function numbersOf(output: string): number[][] {
  return output.trimEnd().split("\n").map((line) => line.split(" ").map(Number));
}

needs("raw-tracepoint", "tp-btf", "ring-buffer").describe("under a flood from all CPUs nothing is lost", () => {
  it("of n++, n += k and the others on a scalar that the session changes too", async () => {
    const output = await floodOf(`global n, down, bits, ticks, seen
      probe call { n += 3; down--; bits |= 1 << (n & 7); seen++ }
      probe timer.ms(1) { n += 1000; down -= 7; bits |= 256; ticks++ }
      probe end { println(n - 1000 * ticks, " ", down + 7 * ticks, " ", bits & 256 ? 1 : 0, " ", seen, " ", ticks > 0) }`);
    expect(output).toBe(`${3 * ALL} ${-ALL} 1 ${ALL} 1\n`);
  });

  it("of what n++ yields: each value once", async () => {
    const output = await floodOf(`global n, sum, a
      probe call { sum += n++; a["sum"] += a["n"]++ }
      probe timer.ms(1) { sum += n++; a["sum"] += a["n"]++ }
      probe end { println(n > ${ALL}, " ", sum - n * (n - 1) / 2, " ", a["sum"] - a["n"] * (a["n"] - 1) / 2) }`);
    expect(output).toBe("1 0 0\n");
  });

  it("of updates of elements that the session makes and changes too", async () => {
    const output = await floodOf(`global a, ticks
      probe call { a["sum"]++; a["down"] -= 2; a["yields"] += a["other"]++ >= 0 }
      probe timer.ms(1) { for (i = 0; i < 20; i++) { a["sum"] += 1000; a["down"]--; a["other"]++; ticks++ } }
      probe end { println(a["sum"] - 1000 * ticks, " ", a["down"] + ticks, " ", a["other"] - ticks, " ", a["yields"], " ", ticks > 0) }`);
    expect(output).toBe(`${ALL} ${-2 * ALL} ${ALL} ${ALL} 1\n`);
  });

  it("of <<< by kernel handlers, by an interrupt among them, and by the session: every word of the aggregate", async () => {
    const output = await floodOf(`global s, hits, ticks
      probe call { s <<< 3 }
      probe timer.profile { s <<< 1000; hits++ }
      probe timer.ms(1) { for (i = 0; i < 50; i++) { s <<< -5; ticks++ } }
      probe end {
        println(@count(s) - hits - ticks, " ", @sum(s) - 1000 * hits + 5 * ticks, " ", @min(s), " ", @max(s), " ", hits > 0, ticks > 0)
        println(@hist_linear(s, 0, 10, 5)[0] - ticks, " ", @hist_linear(s, 0, 10, 5)[1], " ", @hist_linear(s, 0, 10, 5)[4] - hits)
        mean = @avg(s)
        squares = (3 - mean) * (3 - mean) * ${ALL} + (1000 - mean) * (1000 - mean) * hits + (-5 - mean) * (-5 - mean) * ticks
        println(@variance(s) - squares / (@count(s) - 1) <= 1)
      }`);
    expect(output).toBe(`${ALL} ${3 * ALL} -5 1000 11\n0 ${ALL} 0\n1\n`);
  });

  it("of <<< to elements that are made meanwhile", async () => {
    const output = await floodOf(`global s, n, ticks
      probe call { s[n++ & 255] <<< 2 }
      probe timer.ms(1) { for (i = 0; i < 20; i++) { s[i * 20] <<< 2; ticks++ } }
      probe end { foreach (k in s) { count += @count(s[k]); sum += @sum(s[k]); odd += @min(s[k]) != 2 || @max(s[k]) != 2 } println(count - ticks, " ", sum - 2 * ticks, " ", odd) }`);
    expect(output).toBe(`${ALL} ${2 * ALL} 0\n`);
  });

  it("that a timer prints and deletes, array and aggregate", async () => {
    const output = await floodOf(`global a, s, one
      probe call { a[cpu()]++; s[cpu()] <<< 3; one <<< 5 }
      probe timer.ms(20), end { foreach (k in a) println(a[k], " 0 0"); delete a
                                foreach (k in s) println("0 ", @sum(s[k]), " 0"); delete s
                                if (@count(one)) println("0 0 ", @sum(one)); delete one }`);
    const sums = [0, 1, 2].map((column) => numbersOf(output).reduce((sum, line) => sum + (line[column] ?? 0), 0));
    expect(sums).toEqual([ALL, 3 * ALL, 5 * ALL]);
    expect(numbersOf(output).length).toBeGreaterThan(6);
  });

  it("that a timer iterates over again and again, and what it sees is of one moment", async () => {
    const output = await floodOf(`global a, s, ticks
      probe call { a[cpu() + 1]++; s[cpu()] <<< 5 }
      probe timer.ms(20) {
        ticks++
        foreach (k in s) { odd += @sum(s[k]) != 5 * @count(s[k]); count += @count(s[k]) }
        foreach (v = k in a-) { odd += v != a[k] || (before && v > before); before = v; sum += v }
        println(sum, " ", count, " ", odd)
      }
      probe end { foreach (v = k in a) sum += v; foreach (k in s) count += @count(s[k]); println(sum, " ", count, " 0"); if (ticks < 2) println("too few") }`);
    const lines = numbersOf(output);
    expect(lines.at(-1)).toEqual([ALL, ALL, 0]);
    expect(lines.filter(([, , odd]) => odd !== 0)).toEqual([]);
    for (const column of [0, 1]) {
      const seen = lines.map((line) => line[column] ?? 0);
      expect(seen).toEqual([...seen].sort((a, b) => a - b));
    }
  });

  it("that a timer moves to an array of its own", async () => {
    const output = await floodOf(`global a, gone
      probe call { a[cpu()]++ }
      probe timer.ms(20), end { foreach (v = k in a) kept[k] = v; delete a; foreach (v = k in kept) gone += v; delete kept }
      global kept
      probe end(1) { println(gone) }`);
    expect(output).toBe(`${ALL}\n`);
  });

  it("of a string: one of those that were assigned, whole", async () => {
    const long = (letter: string): string => letter.repeat(100);
    const output = await floodOf(`global text, a, odd, n
      probe call { n++; text = n & 1 ? "${long("a")}" : "${long("b")}"; a["k"] = n & 2 ? "${long("c")}" : "${long("d")}" }
      probe timer.ms(1) {
        if (!n) next
        for (i = 0; i < 20; i++) { t = text; u = a["k"]; odd += (t != "${long("a")}" && t != "${long("b")}") || (u != "${long("c")}" && u != "${long("d")}") && u != "" }
      }
      probe end { println(n, " ", odd) }`);
    expect(output).toBe(`${ALL} 0\n`);
  });
});
