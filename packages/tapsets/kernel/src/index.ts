import type { TapsetModule } from "@tapset/core";
import { functionFamily } from "./function-family.js";
import { kprobeFamily } from "./kprobe-family.js";
import { markFamily } from "./mark-family.js";
import { sourceFamily } from "./source-family.js";
import { statementFamily } from "./statement-family.js";
import { traceFamily } from "./trace-family.js";

export { functionFamily } from "./function-family.js";
export { kprobeFamily } from "./kprobe-family.js";
export { markFamily } from "./mark-family.js";
export { sourceFamily } from "./source-family.js";
export { statementFamily } from "./statement-family.js";
export { traceFamily } from "./trace-family.js";

const kernel: TapsetModule = { families: [traceFamily, markFamily, functionFamily, statementFamily, sourceFamily, kprobeFamily], intrinsics: [], host: {} };
export default kernel;
