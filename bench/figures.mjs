// What can be measured, a row each.
import { addedCost } from "./figures/added-cost.mjs";
import { attaching } from "./figures/attaching.mjs";
import { attachment } from "./figures/attachment.mjs";
import { coldStart } from "./figures/cold-start.mjs";
import { compileTime } from "./figures/compile-time.mjs";
import { flood } from "./figures/flood.mjs";
import { installedSize } from "./figures/installed-size.mjs";
import { lineLatency } from "./figures/line-latency.mjs";
import { peakMemory } from "./figures/peak-memory.mjs";
import { processorTime } from "./figures/processor-time.mjs";
import { programSize } from "./figures/program-size.mjs";
import { wallTime } from "./figures/wall-time.mjs";

/** @type {Readonly<Record<string, import("./contracts.js").Figure>>} */
export const figures = {
  wall: wallTime,
  "cold start": coldStart,
  attachment,
  attaching,
  "added cost": addedCost,
  flood,
  "line latency": lineLatency,
  "peak memory": peakMemory,
  "processor time": processorTime,
  "program size": programSize,
  "installed size": installedSize,
  "compile time": compileTime,
};
