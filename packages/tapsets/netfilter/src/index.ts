import type { TapsetModule } from "@tapset/core";
import { netfilterFamily } from "./netfilter-family.js";

export { netfilterFamily } from "./netfilter-family.js";

const netfilter: TapsetModule = { families: [netfilterFamily], intrinsics: [], host: {} };
export default netfilter;
