import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import context from "@tapset/context";
import lifecycle from "@tapset/lifecycle";
import { madeTapset, needs, nativeSession, type NativeOptions, type NativeRun } from "@tapset/testkit";
import { expect, it } from "vitest";
import perf from "../src/index.js";

const counted = needs("perf-software", "ring-buffer");

const folder = new URL("..", import.meta.url);
const scripts = readdirSync(folder).filter((name) => name.endsWith(".stp")).map((name) => ({ name, text: readFileSync(new URL(name, folder), "utf8") }));
const tapsets = [...Object.entries({ context, lifecycle }).map(([name, module]) => madeTapset({ name, module })), madeTapset({ name: "perf", module: perf, scripts })];

function run(script: string, options: NativeOptions = {}): Promise<NativeRun> {
  return nativeSession(script, { ...options, tapsets });
}

/** A process that touches so many fresh pages in read(2), one after the other: each is one fault in the kernel. */
const touching = (pages: number): string =>
  `exec perl -e '$p = syscall(9, 0, ${(pages + 1) * 4096}, 3, 0x4022, -1, 0); syscall(28, $p, ${(pages + 1) * 4096}, 15); open($z, "<", "/dev/zero"); for ($i = 0; $i < ${pages}; $i++) { syscall(0, fileno($z), $p + $i * 4096, 1) }'`;

const numbersOf = ({ output }: NativeRun): readonly number[] => output.trim().split(" ").map(Number);

counted.describe("page faults", () => {
  const script = `
    global inKernel, inUser, others
    probe perf.sw.page_faults_min.sample(1).process { if (pid() != target()) others++; else if (user_mode()) inUser++; else inKernel++ }
    probe end { printf("%d %d %d\\n", inKernel, inUser, others) }`;

  it("are all seen, of the process alone, with where they happened", async () => {
    const [few = 0, fewUser = 0, fewOthers] = numbersOf(await run(script, { command: touching(0) }));
    const [many = 0, manyUser = 0, manyOthers] = numbersOf(await run(script, { command: touching(500) }));
    expect([fewOthers, manyOthers]).toEqual([0, 0]);
    expect(fewUser).toBeGreaterThan(0);
    // The rest of a perl's life differs by a few.
    expect(Math.abs(many - few - 500)).toBeLessThanOrEqual(10);
    expect(Math.abs(manyUser - fewUser)).toBeLessThanOrEqual(20);
  });

  it("of what the process starts are seen too", async () => {
    const [inKernel = 0, inUser = 0, others = 0] = numbersOf(await run(script, { command: `sh -c "${touching(300).replace("exec ", "").replace(/[$"]/g, "\\$&")}; :"; :` }));
    expect(others).toBeGreaterThan(300);
    expect(inKernel + inUser).toBeGreaterThan(0);
  });

  it("fire once for so many counts", async () => {
    const text = script.replace("sample(1)", "sample(10)");
    const [few = 0] = numbersOf(await run(text.replace("else if (user_mode()) inUser++; ", ""), { command: touching(0) }));
    const [many = 0] = numbersOf(await run(text.replace("else if (user_mode()) inUser++; ", ""), { command: touching(500) }));
    expect(Math.abs(many - few - 50)).toBeLessThanOrEqual(3);
  });
});

counted.it("a program's processes are those that run already, and the command", async () => {
  const script = `
    global seen
    probe perf.type(1).config(2).sample(1).process("perl") { seen[pid() == target() ? "the command" : execname()] = 1 }
    probe end { foreach (name+ in seen) println(name) }`;
  // A fork's pages are copied when they're written.
  const forks = "for (;;) { fork || exit; wait; select undef, undef, undef, 0.01 }";
  const running = spawn("perl", ["-e", forks], { stdio: "ignore" });
  try {
    const { output, messages } = await run(script, { command: "perl -e 'sleep 1'" });
    expect([output, messages]).toEqual(["perl\nthe command\n", ""]);
  } finally {
    running.kill();
  }
});

counted.it("a program's processes are also those that begin later, and what they start, each counted once", async () => {
  const script = `
    global faults
    probe perf.sw.page_faults_min.sample(1).process("perl") { if (!user_mode() && execname() == "perl") faults[pid()]++ }
    probe end { foreach (process in faults-) if (faults[process] > 100) println(faults[process]) }`;
  const rest = "select undef, undef, undef, 0.3;";
  const work = touching(400).replace("exec perl -e '", `perl -e '${rest} `);
  // Of the second its child is, by inheritance, and by what it runs then.
  const again = `perl -e '${rest} if (fork) { wait } else { exec @ARGV }' -- ${work}`;
  const { output, messages } = await run(script, { command: `sleep 0.2; ${work}; ${again}` });
  expect(messages).toBe("");
  const [first = 0, second = 0, ...others] = output.trim().split("\n").map(Number);
  expect(others).toEqual([]);
  for (const faults of [first, second]) {
    expect(faults).toBeGreaterThanOrEqual(400);
    expect(faults).toBeLessThan(600);
  }
});

counted.it("samples of everything have the registers and the task of what they interrupt", async () => {
  const script = `
    global user, kernel
    probe perf.sw.cpu_clock {
      if (pid() != target()) next
      // Addresses of the kernel are negative.
      if (user_mode() && register("rip") > 0) user++
      if (!user_mode() && register("rip") < 0) kernel++
    }
    probe end { printf("%d %d\\n", user > 5, kernel > 0) }`;
  const { output } = await run(script, { command: "exec perl -e '$t = time + 1; while (time <= $t) { kill 0, $$ }'" });
  expect(output).toBe("1 1\n");
});

counted.it("context switches of a process: one for each time it sleeps", async () => {
  const script = `
    global switches
    probe perf.sw.context_switches.sample(1).process { if (pid() == target()) switches++ }
    probe end { println(switches) }`;
  const { output } = await run(script, { command: "exec perl -e 'for (1 .. 50) { select undef, undef, undef, 0.002 }'" });
  expect(Number(output)).toBeGreaterThanOrEqual(50);
});

counted.it("what can't be counted is told when the session starts", async () => {
  await expect(run("probe perf.type(77).config(1) { exit() }")).rejects.toThrow("perf.type(77).config(1): this kernel has no such counter");
  await expect(run("probe perf.sw.page_faults.process { exit() }")).rejects.toThrow("process without a program: there is no command (-c) and no process (-x) that it could mean");
  await expect(run('probe perf.sw.page_faults.process("/no/such") { exit() }')).rejects.toThrow('process("/no/such"): there is no such program');
});
