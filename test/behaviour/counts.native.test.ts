import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { needs } from "@tapset/testkit/needs";
import { script } from "./tapset-command.js";
import { getppidCommand } from "./workload.js";

const work = "ls -lR /usr/share/doc/bash /etc/ssl";

/** System calls of a command and its children, by name, as strace counts them. */
function straceCounts(): Map<string, number> {
  const folder = mkdtempSync(join(tmpdir(), "tapset-strace-"));
  const path = join(folder, "trace");
  execFileSync("strace", ["-f", "-o", path, ...work.split(" ")], { stdio: ["ignore", "pipe", "inherit"] });
  const counts = new Map<string, number>();
  for (const [, name = ""] of readFileSync(path, "utf8").matchAll(/^\d+ +(\w+)\(/gm)) counts.set(name, (counts.get(name) ?? 0) + 1);
  rmSync(folder, { recursive: true });
  return counts;
}

/** `name count` lines of a run's output. */
function printedCounts(stdout: string): Map<string, number> {
  return new Map([...stdout.matchAll(/^= (\S+) (\d+)$/gm)].map(([, name = "", count]) => [name, Number(count)]));
}

needs("bpf", "strace").describe("counts are strace's", () => {
  it("of one system call", async () => {
    const { status, stdout } = await script("global n probe syscall.openat { if (pid() == target()) n++ } probe end { println(\"= openat \", n) }", "-c", work);
    expect(status).toBe(0);
    expect(printedCounts(stdout).get("openat")).toBe(straceCounts().get("openat"));
  });

  it("of all system calls by name, from the moment the command is what it is", async () => {
    const { status, stdout } = await script(
      `global calls, runs = 0
       probe syscall.execve.return { if (pid() == target() && retval == 0) runs = 1 }
       probe syscall.* { if (runs && pid() == target()) calls[name]++ }
       probe end { foreach (name in calls) printf("= %s %d\\n", name, calls[name]) }`,
      "-c",
      work,
    );
    const expected = straceCounts();
    expected.delete("execve");
    expect(status).toBe(0);
    expect(printedCounts(stdout)).toEqual(expected);
  });
});

needs("bpf", "gcc").describe("counts are exact with several processes at once", () => {
  const calls = 200_000;
  const processes = 4;
  const mine = "pid() == target() || ppid() == target()";

  it("n++, a[pid()]++, the value that n++ yields, and <<<", async () => {
    const { status, stdout, stderr } = await script(
      `global n = 0, last = 0, a, s
       probe syscall.getppid { if (${mine}) { if (n++ == ${calls * processes - 1}) last++; a[pid()]++; s <<< 3 } }
       probe end { printf("%d %d %d %d\\n", n, last, @count(s), @sum(s)); foreach (p in a) println(a[p]) }`,
      "-c",
      getppidCommand(calls, processes),
    );
    const [totals, ...each] = stdout.trimEnd().split("\n");
    expect(totals).toBe(`${calls * processes} 1 ${calls * processes} ${calls * processes * 3}`);
    expect(each).toEqual(Array<string>(processes).fill(String(calls)));
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });

  it("with an array that a timer prints and deletes all the while", async () => {
    const { status, stdout, stderr } = await script(
      `global a probe syscall.getppid { if (${mine}) a[pid()]++ }
       probe timer.ms(20), end { foreach (p in a-) printf("%d %d\\n", p, a[p]); delete a }`,
      "-c",
      getppidCommand(calls * 5, processes),
    );
    const sums = new Map<string, number>();
    for (const [, pid = "", count] of stdout.matchAll(/^(\d+) (\d+)$/gm)) sums.set(pid, (sums.get(pid) ?? 0) + Number(count));
    expect([...sums.values()]).toEqual(Array<number>(processes).fill(calls * 5));
    expect(stdout.split("\n").length).toBeGreaterThan(3 * processes);
    expect(status).toBe(0);
    expect(stderr.replace(/^WARNING: \d+ timer ticks? missed .*\n/m, "")).toBe("");
  });
});

needs("bpf").it("printf on each of a million calls is delivered a million times", async () => {
  const calls = 1_000_000;
  const { status, stdout, stderr } = await script(
    'global n = 0 probe syscall.getppid { if (pid() == target()) printf("%d %s %d\\n", n++, execname(), pid()) }',
    "-c",
    getppidCommand(calls),
  );
  const lines = stdout.trimEnd().split("\n");
  expect(lines).toHaveLength(calls);
  expect(lines.every((line, index) => line.startsWith(`${index} `))).toBe(true);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

needs("bpf").it("statistics of known values have known results", async () => {
  const { status, stdout } = await script(
    `global n = 0, s, linear, byTen
     probe syscall.getppid { if (pid() == target()) { n++; s <<< n; linear <<< n; byTen[n % 10] <<< n } }
     probe end {
       printf("%d %d %d %d %d\\n", @count(s), @sum(s), @min(s), @max(s), @avg(s))
       foreach (d+ in byTen) printf("%d: %d %d\\n", d, @count(byTen[d]), @sum(byTen[d]))
       print(@hist_log(s)); print(@hist_linear(linear, 0, 1000, 250))
     }`,
    "-c",
    getppidCommand(1000),
  );
  const [totals, ...rest] = stdout.split("\n");
  expect(status).toBe(0);
  expect(totals).toBe("1000 500500 1 1000 500");
  expect(rest.slice(0, 10)).toEqual(Array.from({ length: 10 }, (_, d) => `${d}: 100 ${100 * (d === 0 ? 10 : d) + 10 * 4950 }`));
  const buckets = rest.slice(10).map((line) => /^ *(\S+) \|@* +(\d+)$/.exec(line)).filter((match) => match !== null).map(([, value, count]) => `${value}:${count}`);
  expect(buckets).toEqual([
    "-1:0", "0:0", "1:1", "2:2", "4:4", "8:8", "16:16", "32:32", "64:64", "128:128", "256:256", "512:489", "1024:0", "2048:0",
    "0:249", "250:250", "500:250", "750:250", "1000:1",
  ]);
});
