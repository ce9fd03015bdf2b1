// Skipped tests against test/expected-skips.json. A skip that doesn't come from needs() (@tapset/testkit) is never expected.
import { expectedSkips } from "./machines.mjs";

const skippedStates = new Set(["pending", "skipped", "todo", "disabled"]);

/** Skipped tests of vitest's JSON report: `title` ends in what is missing. */
export function judgeSkips(testResults, machine) {
  const allowed = { ...expectedSkips.anywhere, ...expectedSkips.machines[machine]?.skips };
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => skippedStates.has(status))
      .map(({ fullName }) => {
        const unmet = [...fullName.matchAll(/\[needs ([\w-]+): /g)].map(([, need]) => need);
        return { title: fullName, file: name, unmet, isExpected: unmet.length > 0 && unmet.every((need) => need in allowed) };
      }),
  );
}

/** The needs a machine is expected to lack that made none of its skips. */
export function unusedSkips(skips, machine) {
  const used = new Set(skips.flatMap(({ unmet }) => unmet));
  return Object.keys(expectedSkips.machines[machine]?.skips ?? {}).filter((need) => !used.has(need));
}
