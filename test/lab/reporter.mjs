// vitest's JSON report file by file, as each starts and ends, so that a guest that hangs leaves what it has found and where it was.
import { appendFileSync } from "node:fs";
import { JsonReporter } from "vitest/node";
import { REPORT_VARIABLE } from "./report.mjs";

/** Appends to the file that the environment names. */
export default class FileByFileReporter extends JsonReporter {
  constructor() {
    super({});
  }

  onTestModuleStart({ moduleId }) {
    this.#append({ started: moduleId });
  }

  async onTestModuleEnd(testModule) {
    await super.onTestRunEnd([testModule]);
  }

  /** There's no report of the whole. */
  onTestRunEnd() {
    return Promise.resolve();
  }

  writeReport(report) {
    for (const ended of JSON.parse(report).testResults) this.#append({ ended });
    return Promise.resolve();
  }

  #append(line) {
    appendFileSync(process.env[REPORT_VARIABLE], `${JSON.stringify(line)}\n`);
  }
}
