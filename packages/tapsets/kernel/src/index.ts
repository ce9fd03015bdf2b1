import type { TapsetModule } from "@tapset/core";
import { functionFamily } from "./function-family.js";
import { traceFamily } from "./trace-family.js";

export { functionFamily } from "./function-family.js";
export { traceFamily } from "./trace-family.js";

const kernel: TapsetModule = { families: [traceFamily, functionFamily], intrinsics: [], host: {} };
export default kernel;
