import { describe, expect, it } from "vitest";
import { emitBpf } from "../../src/emit-bpf/emit-bpf.js";
import { forgetful } from "./forgetful.js";
import { InterpreterEngine } from "./interpreter-engine.js";
import { Rig } from "./rig.js";
import { cases } from "./semantics-cases.js";

describe("emitted programs in the interpreter", () => {
  it.each(cases)("$name", ({ make }) => {
    const { ir, check } = make();
    const emitted = emitBpf(ir);
    expect(emitted.diagnostics).toEqual([]);
    check(new Rig(emitted, new InterpreterEngine(emitted)));
  });

  it.each(cases)("in the form for a verifier that found too many paths: $name", ({ make }) => {
    const { ir, check } = make();
    const emitted = forgetful(emitBpf(ir));
    check(new Rig(emitted, new InterpreterEngine(emitted)));
  });

  it.each(cases)("without probe_read_kernel: $name", ({ make, readsKernel = false }) => {
    const { ir, check } = make();
    const emitted = emitBpf(ir, { kernelReads: false });
    if (readsKernel) {
      expect(emitted.diagnostics.map(({ id }) => id)).toEqual(["kernel-reads-locked"]);
      return;
    }
    expect(emitted.diagnostics).toEqual([]);
    const calls = emitted.programs.flatMap(({ code }) => helpersOf(code.bytes));
    expect(calls).not.toContain(PROBE_READ_KERNEL);
    expect(calls).not.toContain(PROBE_READ_KERNEL_STR);
    check(new Rig(emitted, new InterpreterEngine(emitted)));
  });
});

const PROBE_READ_KERNEL = 113;
const PROBE_READ_KERNEL_STR = 115;

/** Helpers a program calls. */
function helpersOf(bytes: Buffer): number[] {
  const helpers: number[] = [];
  for (let at = 0; at < bytes.length; at += 8) if (bytes[at] === 0x85 && (bytes[at + 1]! >> 4) === 0) helpers.push(bytes.readInt32LE(at + 4));
  return helpers;
}
