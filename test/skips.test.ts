import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { judgeSkips } from "../tools/skips.mjs";

interface Judged {
  readonly title: string;
  readonly isExpected: boolean;
}

/** What `npm test` makes of one test's outcome on a kind of machine. */
function judge(fullName: string, kind: string, status = "skipped"): readonly boolean[] {
  const judged = judgeSkips([{ name: "/some/file.test.ts", assertionResults: [{ status, fullName }] }], kind) as readonly Judged[];
  return judged.map(({ isExpected }) => isExpected);
}

describe("a skipped test", () => {
  it("is expected for a need that this kind of machine may lack", () => {
    expect(judge("counts [needs strace: install strace] of calls", "root")).toEqual([true]);
    expect(judge("programs [needs bpf: not permitted] run", "user")).toEqual([true]);
  });

  it("fails the run for any other need", () => {
    expect(judge("programs [needs bpf: not permitted] run", "root")).toEqual([false]);
    expect(judge("counts [needs strace: install strace] [needs bpf: not permitted]", "root")).toEqual([false]);
  });

  it("fails the run when it names no need", () => {
    expect(judge("something that was hard to get right", "user")).toEqual([false]);
    expect(judge("something for later", "root", "todo")).toEqual([false]);
  });

  it("is none when it ran", () => {
    expect(judge("programs run", "root", "passed")).toEqual([]);
    expect(judge("programs run", "root", "failed")).toEqual([]);
  });
});

it("the list gives a reason for each need", () => {
  const list = JSON.parse(readFileSync(new URL("expected-skips.json", import.meta.url), "utf8")) as Record<string, Record<string, string>>;
  expect(Object.keys(list)).toEqual(["root", "root-without-bpf", "user"]);
  for (const needs of Object.values(list)) for (const reason of Object.values(needs)) expect(reason).not.toBe("");
});
