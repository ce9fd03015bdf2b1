import type { TapsetModule } from "@tapset/core";
import { lifecycleFamily } from "./lifecycle-family.js";

export { lifecycleFamily } from "./lifecycle-family.js";

const lifecycle: TapsetModule = { families: [lifecycleFamily], intrinsics: [], host: {} };
export default lifecycle;
