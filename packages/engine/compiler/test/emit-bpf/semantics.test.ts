import { describe, expect, it } from "vitest";
import { emitBpf } from "../../src/emit-bpf/emit-bpf.js";
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
});
