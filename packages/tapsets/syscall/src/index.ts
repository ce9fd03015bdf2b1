import type { TapsetModule } from "@tapset/core";
import { syscallFamily } from "./syscall-family.js";

export { syscallFamily } from "./syscall-family.js";

const syscall: TapsetModule = { families: [syscallFamily], intrinsics: [], host: {} };
export default syscall;
