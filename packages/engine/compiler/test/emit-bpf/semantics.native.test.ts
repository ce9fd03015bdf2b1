import { it } from "vitest";
import { describeReading } from "./live-bpf.js";
import { runLive } from "./run-live.js";
import { cases } from "./semantics-cases.js";

describeReading("emitted programs in this kernel", () => {
  it.each(cases)("$name", (each) => runLive(each, {}));
});
