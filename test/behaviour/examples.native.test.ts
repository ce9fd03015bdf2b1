import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { needs } from "@tapset/testkit";
import { startTapset, tapset, type Run } from "./tapset-command.js";
import { getppidCommand } from "./workload.js";

const examples = fileURLToPath(new URL("../../examples/", import.meta.url));
const names = readdirSync(examples).filter((name) => name.endsWith(".stp"));
const folder = mkdtempSync(join(tmpdir(), "tapset-examples-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs an example over a command. Nothing may be lost, and nothing else is to be said. */
async function example(name: string, command: string, ...args: readonly string[]): Promise<Run> {
  const run = await tapset([`${examples}${name}.stp`, ...args, "-c", `exec 2>/dev/null; ${command}; exit 0`]);
  expect({ status: run.status, stderr: run.stderr }).toEqual({ status: 0, stderr: "" });
  return run;
}

/** The words of a table's lines. Text without spaces only. */
function rows({ stdout }: Run): readonly (readonly string[])[] {
  return stdout.trimEnd().split("\n").map((line) => line.trim().split(/\s+/));
}

/** Sums a column over the rows that have `value` in another. */
function sum(run: Run, of: number, where: number, value: string): number {
  return rows(run).filter((row) => row[where] === value).reduce((total, row) => total + Number(row[of]), 0);
}

describe("the list of examples", () => {
  const readme = readFileSync(join(examples, "README.md"), "utf8");

  it("has them all, with the question and the command each begins with", () => {
    const listed = readme.split("\n").filter((line) => line.startsWith("| ")).slice(2);
    const described = names.map((name) => {
      const text = readFileSync(join(examples, name), "utf8");
      const [, question] = /^#!.*\n# (.*\?)\n/.exec(text) ?? [];
      const [, command] = /^# {3}(tapset examples\/.*)$/m.exec(text) ?? [];
      return `| ${question} | [${name}](${name}) | \`${command?.replaceAll("|", "\\|")}\` |`;
    });
    expect([...listed].sort()).toEqual(described.sort());
    expect(names).toHaveLength(11);
  });
});

needs("bpf").describe("examples tell what known workloads did", () => {
  it("syscalls-by-process: each call of the command and of what it starts", async () => {
    const run = await example("syscalls-by-process", getppidCommand(5000));
    expect(rows(run)[0]).toEqual(["PROCESS", "SYSTEM", "CALL", "CALLS"]);
    expect(sum(run, 2, 1, "getppid")).toBe(5000);
    // The first is the most frequent.
    expect(rows(run)[1]?.[1]).toBe("getppid");
  });

  it("slow-syscalls: every call is in one bucket, and the longest comes first", async () => {
    const run = await example("slow-syscalls", "sleep 0.3");
    const calls = Number(/^(\d+) calls/.exec(run.stdout)?.[1]);
    const buckets = [...run.stdout.matchAll(/^ *(-?\d+) \|@* *(\d+)$/gm)].map(([, low, count]) => ({ low: Number(low), count: Number(count) }));
    expect(buckets.reduce((total, { count }) => total + count, 0)).toBe(calls);
    expect(buckets.filter(({ low }) => low >= 262_144 / 2).reduce((total, { count }) => total + count, 0)).toBeGreaterThanOrEqual(1);
    const sleep = rows(run).find(([call]) => call === "clock_nanosleep");
    expect(sleep?.[1]).toBe("1");
    expect(Number(sleep?.[3])).toBeGreaterThanOrEqual(300_000);
    expect(sleep?.[2]).toBe(sleep?.[3]);
  });

  it("files-opened: each file, by whom, and with what result", async () => {
    const file = (name: string) => join(folder, name);
    const command = `echo > ${file("a")}; echo > ${file("b")}; head -qn1 ${file("a")} ${file("b")} ${file("missing")} ${file("a")}`;
    const run = await example("files-opened", command);
    const seen = rows(run).filter((row) => row.at(-1)?.includes(folder)).map(([process, , ...rest]) => [process, ...rest].join(" "));
    const opened = (process: string, result: string, name: string) => `${process} ${result} "${file(name)}"`;
    expect(seen).toEqual([
      opened("sh", "3", "a"), opened("sh", "3", "b"),
      opened("head", "3", "a"), opened("head", "3", "b"), opened("head", "-2 (ENOENT)", "missing"), opened("head", "3", "a"),
    ]);
  });

  it("processes: which were started, their exit codes and signals", async () => {
    const command = `sh -c "exit 7"; sh -c 'kill -TERM $$'; sh -c 'kill -SEGV $$'; /bin/true & wait; ls / | wc -l`;
    const run = await example("processes", command);
    const events = rows(run)
      .filter(([pid]) => /^\d+$/.test(pid!))
      .map(([, , process, ...event]) => [process, ...event].join(" ").replace(/ after \d+ us$/, "").replace(/runs \S*\//, "runs ").replace(", core dumped", ""));
    const ended = ["ls exits with 0", "sh exits with 0", "sh exits with 7", "sh killed by SIGSEGV", "sh killed by SIGTERM", "true exits with 0", "wc exits with 0"];
    const ran = ["ls runs ls", "sh runs sh", "sh runs sh", "sh runs sh", "sh runs sh", "true runs true", "wc runs wc"];
    // The command's output stands among the events: wc's single number is no event.
    expect(events.filter((event) => event !== "").sort()).toEqual([...ended, ...ran].sort());
  });

  it("context-switches: as many as the process itself was told of", async () => {
    const program = "select undef, undef, undef, 0.005 for 1 .. 50; open my $f, q(<), q(/proc/self/status); print grep { /ctxt/ } <$f>";
    const run = await example("context-switches", `perl -e '${program}'`);
    const told = (kind: string) => Number(new RegExp(`^${kind}_ctxt_switches:\\s+(\\d+)`, "m").exec(run.stdout)?.[1]);
    const row = rows(run).find((each) => each[1] === "perl");
    // It sleeps 50 times, and leaves the CPU for good after it has looked.
    expect(Number(row?.[2])).toBeGreaterThanOrEqual(50);
    expect(Number(row?.[2])).toBeLessThanOrEqual(told("voluntary") + 5);
    expect(Number(row?.[3])).toBeLessThanOrEqual(told("nonvoluntary") + 5);
  });

  it("bytes-written: every byte, and by how many writes", async () => {
    const run = await example("bytes-written", `dd if=/dev/zero of=${join(folder, "zeros")} bs=1000 count=7; printf 12345 > ${join(folder, "five")}; cat ${join(folder, "zeros")} | cat > /dev/null`);
    const written = rows(run).map(([, process, writes, bytes]) => ({ process, writes, bytes }));
    const of = (process: string) => written.filter((row) => row.process === process);
    // dd's own report is the rest of what it writes.
    expect(sum(run, 3, 1, "cat")).toBe(14_000);
    expect(of("sh")).toEqual([{ process: "sh", writes: "1", bytes: "5" }]);
    expect(sum(await example("bytes-written", "dd if=/dev/zero of=/dev/null bs=1000 count=7 status=none"), 3, 1, "dd")).toBe(7000);
  });

  it("errors: each errno exactly as often as it came", async () => {
    const program = "rmdir q(/nonexistent) for 1 .. 7; mkdir q(/etc) for 1 .. 3; rmdir q(/etc/passwd) for 1 .. 2; syscall 3, 999 for 1 .. 4";
    const run = await example("errors", `perl -e '${program}'`);
    const counts = Object.fromEntries(rows(run).filter(([process]) => process === "perl").map(([, call, error, times]) => [`${call} ${error}`, Number(times)]));
    expect(counts).toMatchObject({ "rmdir ENOENT": 7, "mkdir EEXIST": 3, "rmdir ENOTDIR": 2, "close EBADF": 4 });
  });

  it("syscall-top: rounds that add up, one screen each", async () => {
    const calls = 20_000;
    const run = await example("syscall-top", `${getppidCommand(calls)}; sleep 2.5`, "2");
    const screens = run.stdout.split("\u001b[1;1H\u001b[J").slice(1);
    expect(screens).toHaveLength(2);
    for (const screen of screens) expect(screen).toMatch(/^\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}\n\n +CALLS\/s +PID +PROCESS\n/);
    const counted = sum(run, 0, 2, getppidCommand(1).includes("node") ? "node" : "getppid");
    expect(counted).toBeGreaterThanOrEqual(calls);
  });

  it("cpu-profile: who works is seen working", async () => {
    const run = await example("cpu-profile", `perl -e '1 while times < 0.5'; sleep 0.5`);
    const [, first] = rows(run);
    expect(first?.[1]).toBe("perl");
    expect(Number(first?.[2])).toBeGreaterThanOrEqual(10);
    expect(Number(first?.[3]?.replace("%", ""))).toBeGreaterThan(0);
    expect(sum(run, 2, 1, "sleep")).toBeLessThan(Number(first?.[2]));
  });

  it("kernel-stacks: functions of the kernel from the outermost in, and how often they were seen", async () => {
    const run = await example("kernel-stacks", `perl -e '-e q(/proc/self/status) while times < 0.5'`);
    const lines = run.stdout.trim().split("\n").filter((line) => line.startsWith("perl;"));
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toMatch(/^perl(;[\w.]+)+ \d+$/);
    expect(lines.some((line) => /;(do_syscall_64|entry_SYSCALL_64\w*);.*stat/.test(line))).toBe(true);
  });

  it("trace-events: each event of the pattern, and no other", async () => {
    const run = await example("trace-events", "for i in 1 2 3 4 5; do ls > /dev/null; done; sleep 1.5", "sched:sched_process_*[kc]");
    const events = [...new Set(rows(run).map(([, event]) => event).filter((event) => event?.startsWith("sched_")))];
    expect(events.sort()).toEqual(["sched_process_exec", "sched_process_fork"]);
    // The sixth is sleep(1); of the shell itself exec alone is seen.
    expect(sum(run, 0, 1, "sched_process_fork")).toBe(6);
    expect(sum(run, 0, 1, "sched_process_exec")).toBe(7);
  });

  it.each(names)("%s watches the whole system until Ctrl-C", async (name) => {
    // A timer's first tick: all probes are attached by then, which they aren't when begin runs.
    const running = startTapset([join(examples, name), "-E", 'global __said probe timer.ms(1) { if (!__said++) warn("ready") }']);
    await running.said("ready");
    // However quiet the system is, something happens.
    spawnSync("ls", ["/nonexistent"]);
    await new Promise((resolve) => setTimeout(resolve, 1200));
    running.child.kill("SIGINT");
    const { status, stdout } = await running.ended;
    expect(status, basename(name)).toBe(0);
    expect(stdout.trim().split("\n").length).toBeGreaterThan(1);
  });
});
