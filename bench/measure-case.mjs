import { figures } from "./figures.mjs";
import { median, ratioOf } from "./spread.mjs";
import { tracers } from "./tracers.mjs";
import { verdictOf } from "./verdict.mjs";

/** @typedef {import("./contracts.js").Case} Case */
/** @typedef {import("./contracts.js").Figure} Figure */
/** @typedef {import("./contracts.js").Peer} Peer */
/** @typedef {Readonly<Record<string, number>>} Sample */
/** @typedef {{ rounds: number, folder: string, programs: import("./programs.mjs").Programs }} Surroundings */

/**
 * Runs one case in alternating rounds, ours and the peers'.
 *
 * @param {Case} row
 * @param {Surroundings} surroundings
 * @returns {Promise<import("./contracts.js").BenchRecord[]>} a record for each part of the figure; one alone where there's nothing
 */
export async function measureCase(row, surroundings) {
  const { name, title } = row;
  const figure = /** @type {Figure} */ (figures[row.figure]);
  const nothing = { type: /** @type {const} */ ("nothing"), case: name, title, figure: row.figure };
  const obstacle = obstacleOf("tapset", figure) ?? figure.obstacle?.() ?? row.obstacle?.();
  if (obstacle !== undefined) return [{ ...nothing, skipped: obstacle }];
  try {
    const { samples, reasons } = await alternate(row, figure, surroundings);
    return Object.entries(figure.parts).map(([part, { unit }]) => ({
      type: /** @type {const} */ ("result"), case: name, part, title, figure: row.figure, unit,
      ...summary(part, row.goals[part] ?? {}, samples, reasons),
    }));
  } catch (error) {
    return [{ ...nothing, failed: /** @type {Error} */ (error).message }];
  }
}

/**
 * Why a tracer has no part in a case.
 *
 * @param {string} tracer
 * @param {Figure} figure
 */
function obstacleOf(tracer, figure) {
  if (figure.isPassive) return undefined;
  if (process.geteuid?.() !== 0) return "tracing needs root";
  return tracers[tracer]?.obstacle();
}

/**
 * @param {Case} row
 * @param {Figure} figure
 * @param {Surroundings} surroundings
 */
async function alternate(row, figure, surroundings) {
  const names = Object.keys(tracers).filter((name) => specOf(row, name) !== undefined);
  /** @type {Record<string, Sample[]>} */
  const samples = Object.fromEntries(names.map((name) => [name, []]));
  /** @type {Record<string, { skipped: string } | { failed: string }>} */
  const reasons = {};
  const rounds = figure.isFixed ? 1 : surroundings.rounds;
  for (const name of names) {
    const obstacle = obstacleOf(name, figure);
    if (obstacle !== undefined) reasons[name] = { skipped: obstacle };
  }
  /** @param {string} name */
  const sample = (name) => figure.measure(subjectOf(row, name, surroundings));
  // Once without a record: files come into memory.
  if (!figure.isFixed) await sample("tapset");
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      if (reasons[name] !== undefined || round >= (row.mostRounds?.[name] ?? rounds)) continue;
      try {
        samples[name]?.push(await sample(name));
      } catch (error) {
        if (name === "tapset") throw error;
        reasons[name] = { failed: /** @type {Error} */ (error).message };
      }
    }
  }
  return { samples, reasons };
}

/**
 * @param {Case} row
 * @param {string} tracer
 */
function specOf(row, tracer) {
  return /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (row))[tracer];
}

/**
 * @param {Case} row
 * @param {string} name
 * @param {Surroundings} surroundings
 * @returns {import("./contracts.js").Subject<any>}
 */
function subjectOf(row, name, { folder, programs }) {
  const tracer = /** @type {import("./contracts.js").Tracer} */ (tracers[name]);
  const spec = specOf(row, name);
  return {
    tracer: name,
    spec: typeof spec === "function" ? spec() : spec,
    line: (words) => tracer.line(words, (program) => programs.tracer(program)),
    get announces() {
      if (tracer.announces === undefined) throw new Error(`${name} doesn't say when it attaches`);
      return tracer.announces;
    },
    saidLost: (output) => [...output.matchAll(tracer.lost)].reduce((sum, [, count]) => sum + Number(count), 0),
    workload: () => {
      if (row.workload === undefined) throw new Error(`bug: case ${row.name} has no workload`);
      return [programs.workload(row.workload.program), String(row.workload.calls)];
    },
    program: (program) => programs.workload(program),
    folder,
  };
}

/**
 * @param {string} part
 * @param {import("./contracts.js").Goal} goal
 * @param {Readonly<Record<string, Sample[]>>} samples
 * @param {Readonly<Record<string, { skipped: string } | { failed: string }>>} reasons
 */
function summary(part, goal, samples, reasons) {
  const sides = Object.fromEntries(Object.entries(samples).map(([name, taken]) => [name, sideOf(taken.map((sample) => sample[part] ?? NaN))]));
  const { tapset, ...others } = sides;
  const ours = /** @type {import("./contracts.js").Side} */ (tapset);
  const peers = Object.fromEntries(
    Object.entries(others).map(([name, side]) => [name, /** @type {Peer} */ (reasons[name] ?? { ...side, ratio: ratioOf(ours.values, side.values) })]),
  );
  return { goal, tapset: ours, peers, verdict: verdictOf(goal, ours, peers) };
}

/** @param {number[]} values */
function sideOf(values) {
  return { values, median: median(values) };
}
