import { stringify } from "yaml";
import { coverageText } from "../coverage/coverage-text.js";
import { type FileResult, type TestReporter, totalsOf } from "../report.js";

/** The Test Anything Protocol, version 14: for harnesses that read it. */
export const tapReporter: TestReporter = {
  file: () => "",
  end(files, coverage) {
    const lines = files.flatMap(({ path, cases }) => cases.map((each) => ({ ...each, path })));
    const { passed, failed } = totalsOf(files);
    const comments = [...(coverage === undefined ? [] : coverageText(coverage)), `${passed} passed, ${failed} failed`].filter((line) => line !== "");
    return ["TAP version 14", `1..${lines.length}`, ...lines.flatMap((each, index) => testLines(each, index + 1)), ...comments.map((line) => `# ${line}`), ""].join("\n");
  },
};

function testLines({ name, path, place, failures }: FileResult["cases"][number] & { readonly path: string }, number: number): readonly string[] {
  const title = `${path}: ${name}`.replace(/[\\#]/g, "\\$&");
  if (failures.length === 0) return [`ok ${number} - ${title}`];
  const block = stringify({ at: place, failures });
  return [`not ok ${number} - ${title}`, "  ---", ...block.trimEnd().split("\n").map((line) => `  ${line}`), "  ..."];
}
