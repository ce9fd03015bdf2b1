import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { expectedSkips, recogniseMachine } from "../tools/machines.mjs";
import { judgeSkips, unusedSkips } from "../tools/skips.mjs";

interface Judged {
  readonly title: string;
  readonly isExpected: boolean;
}

/** What `npm test` makes of one test's outcome on a kind of machine. */
function judge(fullName: string, machine: string, status = "skipped"): readonly boolean[] {
  const judged = judgeSkips([{ name: "/some/file.test.ts", assertionResults: [{ status, fullName }] }], machine) as readonly Judged[];
  return judged.map(({ isExpected }) => isExpected);
}

describe("a skipped test", () => {
  it("is expected for a need that this kind of machine may lack", () => {
    expect(judge("counts [needs strace: install strace] of calls", "native")).toEqual([true]);
    expect(judge("programs [needs bpf: not permitted] run", "user")).toEqual([true]);
    expect(judge("loads [needs read-kernel: lockdown] run", "locked-lab")).toEqual([true]);
  });

  it("fails the run for any other need", () => {
    expect(judge("programs [needs bpf: not permitted] run", "native")).toEqual([false]);
    expect(judge("loads [needs read-kernel: lockdown] run", "lab")).toEqual([false]);
    expect(judge("counts [needs strace: install strace] [needs bpf: not permitted]", "native")).toEqual([false]);
  });

  it("fails the run when it names no need", () => {
    expect(judge("something that was hard to get right", "user")).toEqual([false]);
    expect(judge("something for later", "native", "todo")).toEqual([false]);
  });

  it("is none when it ran", () => {
    expect(judge("programs run", "native", "passed")).toEqual([]);
    expect(judge("programs run", "native", "failed")).toEqual([]);
  });
});

it("an expected skip that nothing was skipped for is told", () => {
  expect(unusedSkips([{ unmet: ["read-kernel"] }], "locked-lab")).toEqual(Object.keys(expectedSkips.machines["locked-lab"].skips).filter((need) => need !== "read-kernel"));
  expect(unusedSkips([], "native")).toEqual(Object.keys(expectedSkips.machines.native.skips));
});

describe("the list", () => {
  const machines = Object.entries(expectedSkips.machines) as readonly [string, { readonly is: string; readonly has: readonly string[]; readonly skips: Readonly<Record<string, string>> }][];

  it("gives a reason for each need", () => {
    for (const reason of [expectedSkips.anywhere, ...machines.map(([, { skips }]) => skips)].flatMap((skips) => Object.values(skips as object))) expect(reason).not.toBe("");
  });

  it("has no machine that both has and lacks something", () => {
    for (const [name, { has, skips }] of machines) expect([name, has.filter((need) => need in skips || need in expectedSkips.anywhere)]).toEqual([name, []]);
  });
});

describe("a machine", () => {
  const facts = { isRoot: true, bootLine: "quiet\n", version: "6.18.44", has: (name: string) => name !== "kprobe" };

  it.each([
    ["user", { isRoot: false }],
    ["native", {}],
    ["root-without-bpf", { has: () => false }],
    ["lab", { version: "6.1.0", bootLine: "console=ttyS0 tapset.lab\n" }],
    ["locked-lab", { version: "6.1.0", bootLine: "tapset.lab lockdown=confidentiality lsm=lockdown\n" }],
  ])("is known as %s", (name, changes) => {
    expect(recogniseMachine({ ...facts, ...changes })).toEqual({ name, isKnown: true });
    expect(Object.keys(expectedSkips.machines)).toContain(name);
  });

  it("that isn't known is judged by the strictest list it can keep to", () => {
    const desktop = { ...facts, version: "6.8.0" };
    expect(recogniseMachine({ ...desktop, has: (name: string) => name !== "syscall-program-queue" })).toEqual({ name: "lab", isKnown: false });
    expect(recogniseMachine(desktop)).toEqual({ name: "native", isKnown: false });
    expect(recogniseMachine({ ...desktop, has: (name: string) => !/kprobe|read-kernel|perf-tracepoint/.test(name) })).toEqual({ name: "locked-lab", isKnown: false });
    expect(recogniseMachine({ ...desktop, has: (name: string) => name === "bpf" })).toEqual({ name: "native", isKnown: false });
  });
});

it("needs() is the only way to skip", () => {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const tests = ["packages", "test"].flatMap((folder) => testFiles(join(root, folder)));
  expect(tests.length).toBeGreaterThan(100);
  const skipping = tests.filter((path) => /\b(?:it|test|describe)\.(?:skip|todo|skipIf|runIf)\(/.test(readFileSync(path, "utf8")));
  expect(skipping).toEqual([]);
});

function testFiles(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (name === "node_modules" || name === "dist" || name.startsWith(".")) return [];
    if (statSync(path).isDirectory()) return testFiles(path);
    return name.endsWith(".test.ts") ? [path] : [];
  });
}
