import { Assembler, assemble, type AssembledProgram, r0 } from "@tapset/asm";
import { loadModule } from "@tapset/runtime";
import { needs } from "@tapset/testkit/needs";
import { expect, it } from "vitest";
import { kernelModule, program } from "./raw-module.js";
import { tracedKernel } from "./traced-kernel.js";

/** More turns than the verifier follows. */
function endless(): AssembledProgram {
  const asm = new Assembler("main");
  const turn = asm.newLabel("turn");
  asm.mov(r0, 0).label(turn).add(r0, 1).jump("lt", r0, 2_000_000, turn).mov(r0, 0).exit();
  return assemble({ main: asm.finish(), subprograms: [] });
}

needs("bpf").describe("a program of too many paths for the verifier", () => {
  it("is refused with how far it was followed, when its other form has as many", () => {
    const module = kernelModule({ ...program(() => undefined), code: endless(), forgetful: endless }, [], []);
    const { kernel, open } = tracedKernel();
    const refused = (): unknown => loadModule(module, { kernel });
    expect(refused).toThrow(expect.objectContaining({ name: "ProgramRefusedError", isTooComplex: true, message: "load program main (probe raw.sys_enter): too many paths for the kernel's verifier, which gave up after 1000001 steps through its 5 instructions" }));
    expect([...open.values()]).toEqual([]);
  });

  it("is loaded in its other form where that has fewer, which is told", () => {
    const { kernel, open } = tracedKernel();
    const notes: string[] = [];
    const module = kernelModule({ ...program(() => undefined), code: endless(), forgetful: () => program(() => undefined).code }, [], []);
    loadModule(module, { kernel, note: (text) => notes.push(text) }).close();
    expect(notes).toEqual([
      "load program main (probe raw.sys_enter): too many paths for the kernel's verifier, which gave up after 1000001 steps through its 5 instructions: loaded with what its loops leave on the stack cleared",
    ]);
    expect([...open.values()]).toEqual([]);
  });
});
