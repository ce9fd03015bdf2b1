import { it } from "vitest";
import { describeLive } from "./live-bpf.js";
import { runLive } from "./run-live.js";
import { cases } from "./semantics-cases.js";

// All that runs under lockdown=confidentiality.
describeLive("emitted programs in this kernel without probe_read_kernel", () => {
  it.each(cases.filter(({ readsKernel }) => !readsKernel))("$name", (each) => runLive(each, { kernelReads: false }));
});
