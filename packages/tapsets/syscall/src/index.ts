import type { TapsetModule } from "@tapset/core";
import { resultFunctions } from "./result-functions.js";
import { syscallFamily } from "./syscall-family.js";

export { syscallFamily } from "./syscall-family.js";

const syscall: TapsetModule = { families: [syscallFamily], intrinsics: resultFunctions, host: {} };
export default syscall;
