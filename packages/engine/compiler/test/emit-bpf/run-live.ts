import { expect } from "vitest";
import { emitBpf, type EmitOptions } from "../../src/emit-bpf/emit-bpf.js";
import { withKernel } from "./live-bpf.js";
import { NativeEngine } from "./native-engine.js";
import { Rig } from "./rig.js";
import type { Case } from "./semantics-cases.js";

/** Emits a case's script, runs it in the live kernel and checks what came of it. */
export function runLive({ make }: Case, options: EmitOptions): void {
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
