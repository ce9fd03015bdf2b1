import { availableParallelism, cpus, release } from "node:os";
import { tracers } from "./tracers.mjs";

/**
 * What everything was measured on.
 *
 * @param {number} rounds
 * @returns {import("./contracts.js").MachineRecord}
 */
export function machineRecord(rounds) {
  return {
    type: "machine",
    kernel: release(),
    processor: cpus()[0]?.model ?? "unknown processor",
    cpus: availableParallelism(),
    node: process.versions.node,
    rounds,
    versions: Object.fromEntries(Object.entries(tracers).map(([name, tracer]) => [name, tracer.version()])),
  };
}
