import type { TapsetModule } from "@tapset/core";
import { perfFamily } from "./perf-family.js";
import { perfmonFamily } from "./perfmon-family.js";

export { perfFamily } from "./perf-family.js";
export { perfmonFamily } from "./perfmon-family.js";

const perf: TapsetModule = { families: [perfFamily, perfmonFamily], intrinsics: [], host: {} };
export default perf;
