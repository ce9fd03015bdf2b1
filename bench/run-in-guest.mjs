/** Not checked along with the bench. */
const lab = new URL("../test/lab/boot.mjs", import.meta.url);

/**
 * Runs the bench with these words in a guest of the lab; gives its status. Guests are emulated: only what is measured beside it there can
 * be compared with what is measured there.
 *
 * @param {string} kernel a package that `npm run lab:setup` has unpacked
 * @param {readonly string[]} words
 * @returns {Promise<number>}
 */
export async function runInGuest(kernel, words) {
  const { boot } = await import(lab.href);
  return boot({
    kernel,
    command: [process.execPath, "bench/run.mjs", ...words],
    cwd: process.cwd(),
    timeoutMs: 3_600_000,
    onOutput: (/** @type {string} */ text) => process.stdout.write(text),
  });
}
