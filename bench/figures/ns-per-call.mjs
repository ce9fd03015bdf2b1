/**
 * Nanoseconds of processor time of one call, as a workload says on stderr: the `mean`, or the `median` of its batches.
 *
 * @param {{ stderr: string }} run
 * @param {"mean" | "median"} which
 */
export function nsPerCall({ stderr }, which) {
  const found = new RegExp(`${which} ([\\d.]+) ns per call`).exec(stderr);
  if (found === null) throw new Error("the workload hasn't said how long its calls took");
  return Number(found[1]);
}
