import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../run-command.mjs";
import { units } from "../units.mjs";

const SMALLEST = 10;
const LARGEST = 1000;
const SIZES = [SMALLEST, 100, LARGEST];

/**
 * From the command line to the listing for scripts of so many statements, and how many times the smallest's time the largest takes.
 *
 * A case gives `script`, which makes the text of statements 1 to `count`, and `line`, the words that compile a file and don't run it.
 *
 * @type {import("../contracts.js").Figure}
 */
export const compileTime = {
  parts: { ...Object.fromEntries(SIZES.map((size) => [String(size), units.ms])), growth: units.times },
  measure: async ({ line, spec, folder }) => {
    /** @type {Record<string, number>} */
    const times = {};
    const path = join(folder, "script");
    for (const size of SIZES) {
      writeFileSync(path, spec.script(size));
      times[size] = (await runCommand(line(spec.line(path)), folder)).wallMs;
    }
    return { ...times, growth: (times[LARGEST] ?? NaN) / (times[SMALLEST] ?? NaN) };
  },
};
