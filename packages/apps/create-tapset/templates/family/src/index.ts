import type { TapsetModule } from "@tapset/core";
import { counterFamily } from "./counter-family.js";

// What tapset loads when a script names one of the probes. Importing it runs nothing.
const tapset: TapsetModule = { families: [counterFamily], intrinsics: [], host: {} };
export default tapset;
