import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { readReport } from "./report.mjs";

function reportOf(text: string): ReturnType<typeof readReport> {
  const folder = mkdtempSync(join(tmpdir(), "tapset-report-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "report");
  writeFileSync(path, text);
  return readReport(path);
}

const started = (file: string): string => `${JSON.stringify({ started: file })}\n`;
const ended = (file: string): string => `${JSON.stringify({ ended: { name: file, status: "passed", assertionResults: [] } })}\n`;

it("a guest's report tells the files that ended, and the one it was in", () => {
  const { testResults, unfinished } = reportOf(started("/a") + ended("/a") + started("/b"));
  expect(testResults.map(({ name }: { name: string }) => name)).toEqual(["/a"]);
  expect(unfinished).toBe("/b");
  expect(reportOf(started("/a") + ended("/a")).unfinished).toBeUndefined();
});

it("a report that breaks off in a line tells what is before it", () => {
  expect(reportOf(started("/a") + ended("/a").slice(0, 20))).toEqual({ testResults: [], unfinished: "/a" });
});

it("a guest that never came to a file has no report", () => {
  expect(readReport("/nonexistent/report")).toEqual({ testResults: [], unfinished: undefined });
});
