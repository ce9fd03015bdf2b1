import { expect, it } from "vitest";
import { emitBpf, type EmitOptions } from "../../src/emit-bpf/emit-bpf.js";
import { describeLive, describeReading, withKernel } from "./live-bpf.js";
import { NativeEngine } from "./native-engine.js";
import { Rig } from "./rig.js";
import { cases, type Case } from "./semantics-cases.js";

function runCase({ make }: Case, options: EmitOptions): void {
  const { ir, check } = make();
  const emitted = emitBpf(ir, options);
  expect(emitted.diagnostics).toEqual([]);
  withKernel((kernel) => {
    const rig = new Rig(emitted, new NativeEngine(kernel, emitted));
    try {
      check(rig);
    } finally {
      rig.close();
    }
  });
}

describeReading("emitted programs in this kernel", () => {
  it.each(cases)("$name", (each) => runCase(each, {}));
});

// All that runs under lockdown=confidentiality.
describeLive("emitted programs in this kernel without probe_read_kernel", () => {
  it.each(cases.filter(({ readsKernel }) => !readsKernel))("$name", (each) => runCase(each, { kernelReads: false }));
});
