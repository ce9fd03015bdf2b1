// What a run of vitest on one machine came to, from its JSON report.
import { readFileSync } from "node:fs";
import { foundPages } from "./found-pages.mjs";
import { judgeSkips, unusedSkips } from "./skips.mjs";

/** Judges a report file as judgeResults does. One that isn't there is one failure. */
export function judgeReport(path, machine, options) {
  let report;
  try {
    report = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    return { machine, passed: 0, failed: 1, skipped: 0, skips: [], unused: [], complaint: `no test report: ${cause.message}` };
  }
  return judgeResults(report.testResults, machine, options);
}

/**
 * Counts tests and judges their skips.
 *
 * @param {readonly object[]} testResults of vitest's JSON report, by file
 * @param {string} machine a row of test/expected-skips.json
 * @param {{ readonly isWhole?: boolean }} [options] `isWhole`: every test file was asked for, so that skips which nothing made
 * are worth a word
 */
export function judgeResults(testResults, machine, { isWhole = true } = {}) {
  const skips = judgeSkips(testResults, machine);
  // A file that can't be loaded has no tests to fail.
  const broken = testResults.filter(({ status, assertionResults }) => status === "failed" && assertionResults.every((test) => test.status !== "failed"));
  const unexpected = skips.filter(({ isExpected }) => !isExpected);
  const count = (wanted) => testResults.flatMap(({ assertionResults }) => assertionResults).filter(({ status }) => status === wanted).length;
  return {
    machine,
    passed: count("passed"),
    failed: count("failed") + broken.length + unexpected.length,
    skipped: skips.length,
    skips,
    failures: testResults.flatMap(failuresOf),
    found: Object.fromEntries(foundPages.map(({ name, read }) => [name, read(testResults)])),
    unused: isWhole ? unusedSkips(skips, machine) : [],
  };
}

/** A file's failed tests, or the file itself when it couldn't be loaded, each with the first lines of why. */
function failuresOf({ name: file, status, message, assertionResults }) {
  const failed = assertionResults.filter((test) => test.status === "failed");
  if (failed.length === 0) return status === "failed" ? [{ title: "the whole file", file, why: firstLines(message) }] : [];
  return failed.map(({ fullName, failureMessages }) => ({ title: fullName, file, why: firstLines(failureMessages[0] ?? "") }));
}

function firstLines(text) {
  return text.split("\n").slice(0, 12).join("\n");
}
