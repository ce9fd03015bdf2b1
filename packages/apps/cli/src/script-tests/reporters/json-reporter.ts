import { type TestReporter, totalsOf } from "../report.js";

/** For programs: one JSON document. */
export const jsonReporter: TestReporter = {
  file: () => "",
  end: (files, coverage) => `${JSON.stringify({ version: 1, ...totalsOf(files), files, ...(coverage && { coverage }) }, null, 2)}\n`,
};
