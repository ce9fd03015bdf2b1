import type { TapsetModule } from "@tapset/core";
import { timerFamily } from "./timer-family.js";

export { timerFamily } from "./timer-family.js";

const timer: TapsetModule = { families: [timerFamily], intrinsics: [], host: {} };
export default timer;
