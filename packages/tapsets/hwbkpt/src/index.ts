import type { TapsetModule } from "@tapset/core";
import { hwbkptFamily } from "./hwbkpt-family.js";

export { hwbkptFamily } from "./hwbkpt-family.js";

const hwbkpt: TapsetModule = { families: [hwbkptFamily], intrinsics: [], host: {} };
export default hwbkpt;
