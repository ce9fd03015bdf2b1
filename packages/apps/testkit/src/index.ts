export { derivePoint, type PointOutcome } from "./derive-point.js";
export { manifestTables } from "./manifest-tables.js";
export { readmeProblems } from "./readme-problems.js";
export { scriptBlocks } from "./script-blocks.js";
