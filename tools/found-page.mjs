// A page of docs that test runs bring the facts of, one set for each machine: docs/NAME.json keeps them, docs/NAME.md is made of that.
import { readFileSync, writeFileSync } from "node:fs";

/** The machines there are columns of, and what kernel they have. */
export const columns = { native: "no kprobes, `lockdown=integrity`", lab: "Debian's, everything allowed", "locked-lab": "Debian's, `lockdown=confidentiality`" };

/**
 * @param {object} what
 * @param {string} what.name of the files, and of the command that writes them
 * @param {string} what.test the file whose tests bring the facts
 * @param {(testResults: readonly object[]) => unknown} what.read what a run's report says; undefined where those tests didn't run
 * @param {(data: object) => string} what.page the page, of what is kept by machine
 */
export function foundPage({ name, test, read, page }) {
  const factsOf = (run) => run.found?.[name];
  const [dataFile, pageFile] = ["json", "md"].map((ending) => new URL(`../docs/${name}.${ending}`, import.meta.url));
  const readData = () => {
    try {
      return JSON.parse(readFileSync(dataFile, "utf8"));
    } catch (error) {
      if (error.code === "ENOENT") return {};
      throw error;
    }
  };
  return {
    name,
    test,
    read,
    /** Whether what is kept of machines is what runs have found there, and the page what is kept. */
    isCurrent(runs) {
      const kept = readData();
      const found = runs.filter((run) => factsOf(run) !== undefined && kept[run.machine] !== undefined);
      return found.every((run) => JSON.stringify(kept[run.machine]) === JSON.stringify(factsOf(run))) && readFileSync(pageFile, "utf8") === page(kept);
    },
    /** Keeps what runs have found, and writes the page. */
    write(runs) {
      const data = readData();
      for (const run of runs) if (factsOf(run) !== undefined && run.machine in columns) data[run.machine] = factsOf(run);
      const ordered = Object.fromEntries(Object.keys(columns).flatMap((machine) => (data[machine] === undefined ? [] : [[machine, data[machine]]])));
      writeFileSync(dataFile, `${JSON.stringify(ordered, null, 1)}\n`);
      writeFileSync(pageFile, page(ordered));
    },
  };
}
