import { expect, it } from "vitest";
import { emitBpf } from "../../src/emit-bpf/emit-bpf.js";
import { describeLive, withKernel } from "./live-bpf.js";
import { NativeEngine } from "./native-engine.js";
import { Rig } from "./rig.js";
import { cases } from "./semantics-cases.js";

describeLive("emitted programs in this kernel", () => {
  it.each(cases)("$name", ({ make }) => {
    const { ir, check } = make();
    const emitted = emitBpf(ir);
    expect(emitted.diagnostics).toEqual([]);
    withKernel((kernel) => {
      const rig = new Rig(emitted, new NativeEngine(kernel, emitted));
      try {
        check(rig);
      } finally {
        rig.close();
      }
    });
  });
});
