import type { TapsetModule } from "@tapset/core";
import { traceFamily } from "./trace-family.js";

export { traceFamily } from "./trace-family.js";

const kernel: TapsetModule = { families: [traceFamily], intrinsics: [], host: {} };
export default kernel;
