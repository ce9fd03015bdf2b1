import type { TapsetModule } from "@tapset/core";
import { perfFamily } from "./perf-family.js";

export { perfFamily } from "./perf-family.js";

const perf: TapsetModule = { families: [perfFamily], intrinsics: [], host: {} };
export default perf;
