// Skipped tests against test/expected-skips.json: which needs may be unmet on which kind of machine. A skip that doesn't
// come from needs() (test/needs.ts) is never expected.
import { readFileSync } from "node:fs";

const expectedSkips = JSON.parse(readFileSync(new URL("../test/expected-skips.json", import.meta.url), "utf8"));
const skippedStates = new Set(["pending", "skipped", "todo", "disabled"]);

/** The kind of this machine, as expected-skips.json names it. */
export async function machineKind() {
  if (process.geteuid?.() !== 0) return "user";
  const { createFeatures, createKernel } = await import("@tapset/sys");
  return createFeatures(createKernel()).probe("bpf").verdict === "yes" ? "root" : "root-without-bpf";
}

/** Skipped tests of vitest's JSON report: `title` ends in what is missing. */
export function judgeSkips(testResults, kind) {
  const allowed = expectedSkips[kind];
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => skippedStates.has(status))
      .map(({ fullName }) => {
        const unmet = [...fullName.matchAll(/\[needs ([\w-]+): /g)].map(([, need]) => need);
        return { title: fullName, file: name, isExpected: unmet.length > 0 && unmet.every((need) => need in allowed) };
      }),
  );
}
