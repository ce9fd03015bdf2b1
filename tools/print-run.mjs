// What `npm test` and `npm run lab` say of their runs.
import { relative } from "node:path";

/** Lists a run's skips, and what the list of expected ones has too much. */
export function printSkips({ machine, skips, unused, complaint }) {
  if (complaint !== undefined) console.error(`${machine}: ${complaint}`);
  // A need may skip hundreds of a file's tests: they share a line. What isn't expected is named by its title.
  const lines = skips.map(({ title, file, isExpected }) => {
    const place = relative(process.cwd(), file);
    if (!isExpected) return `skipped, not expected as ${machine}: ${title} (${place})`;
    return `skipped: ${place}: ${title.match(/\[needs [\w-]+: [^\]]*\]/g)?.join(" ") ?? ""}`;
  });
  const counts = new Map();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  for (const [line, count] of counts) console.log(count === 1 ? line : `${line}, ${count} tests`);
  for (const need of unused) console.log(`test/expected-skips.json: ${machine}: nothing was skipped for ${need}: take it off the list`);
}

/** Names a run's failed tests again, for whoever reads the end of a long output first. */
export function printFailures({ machine, failures = [] }) {
  for (const { title, file, why } of failures) console.log(`failed: ${machine}: ${relative(process.cwd(), file)}: ${title}\n${why.replace(/^/gm, "  ")}`);
}

/** `N passed, N failed, N skipped`, and of which machines when there are several. */
export function printCounts(runs) {
  const sum = (key) => runs.reduce((total, run) => total + run[key], 0);
  const total = `${sum("passed")} passed, ${sum("failed")} failed, ${sum("skipped")} skipped`;
  const ran = runs.map(({ machine, passed, failed }) => `${machine} ${passed + failed}`).join(", ");
  return runs.length > 1 ? `ran: ${ran}\n${total}` : total;
}
