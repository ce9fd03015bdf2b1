import { basename } from "node:path";
import { figures } from "./figures.mjs";
import { runCommand } from "./run-command.mjs";
import { median, ratioOf } from "./spread.mjs";
import { tracers } from "./tracers.mjs";

/**
 * Runs one case in alternating rounds, ours and the peer's.
 *
 * @returns {Promise<object>} a record: the case's name, what was measured, and `skipped` or `failed` with the reason
 */
export async function measureCase(row, { rounds, folder, workloads }) {
  const { name, title, goal } = row;
  const figure = figures[row.figure];
  const record = { type: "case", name, title, figure: row.figure, unit: figure.unit, goal };
  const obstacle = tracers.tapset.obstacle() ?? figure.obstacle?.();
  if (obstacle !== undefined) return { ...record, skipped: obstacle };
  try {
    const round = roundOf(row, { folder, workloads });
    const samples = await alternate(row, figure, round, rounds);
    return { ...record, ...summary(samples, goal) };
  } catch (error) {
    return { ...record, failed: error.message };
  }
}

/** What one sample needs besides a command line. */
function roundOf({ workload }, { folder, workloads }) {
  if (workload === undefined) return { folder, target: [] };
  const line = [workloads.path(workload.program), String(workload.calls)];
  return {
    folder,
    target: ["-c", line.join(" ")],
    baseline: () => runCommand(line, folder),
    linePrefix: Buffer.from(`${basename(line[0])} `),
  };
}

async function alternate(row, figure, round, rounds) {
  const samples = { tapset: [], bpftrace: [] };
  const peerObstacle = tracers.bpftrace.obstacle();
  const peerRounds = peerObstacle === undefined ? Math.min(row.peerRounds ?? rounds, rounds) : 0;
  const sample = (tracer) => figure.measure([...tracers[tracer].line, ...row[tracer], ...round.target], round);
  // Once without a record: files come into memory.
  await sample("tapset");
  for (let index = 0; index < rounds; index++) {
    samples.tapset.push(await sample("tapset"));
    if (index < peerRounds) samples.bpftrace.push(await sample("bpftrace"));
  }
  return { ...samples, peerObstacle };
}

function summary({ tapset, bpftrace, peerObstacle }, goal) {
  const ours = valuesOf(tapset);
  const theirs = valuesOf(bpftrace);
  const ratio = ratioOf(ours.values, theirs.values);
  return { tapset: ours, bpftrace: peerObstacle === undefined ? theirs : { skipped: peerObstacle }, ratio, verdict: verdictOf(goal, ours, ratio) };
}

function valuesOf(samples) {
  const values = samples.map(({ value }) => value);
  const delivered = samples.flatMap(({ delivered: count }) => count ?? []);
  return { values, median: median(values), ...(delivered.length > 0 && { delivered }) };
}

/** Whether every part of the goal that could be measured is met. */
function verdictOf(goal, ours, ratio) {
  if (goal.ratio !== undefined && ratio === undefined) return "unknown";
  const isMet =
    (goal.ratio === undefined || ratio.median <= goal.ratio) &&
    (goal.value === undefined || ours.median < goal.value) &&
    (goal.delivered === undefined || ours.delivered.every((count) => count >= goal.delivered));
  return isMet ? "met" : "missed";
}
