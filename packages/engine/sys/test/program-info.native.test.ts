import { assemble, Assembler, r0, r1, r2, r3, r4, r10 } from "@tapset/asm";
import { BtfBuilder, encodeFunctionInfo, encodeLineInfo, FUNCTION_RECORD_SIZE, LINE_RECORD_SIZE } from "@tapset/btf";
import { expect, it } from "vitest";
import { VerifierError } from "../src/index.js";
import type { ProgramSpec } from "../src/index.js";
import { describeLive, liveKernel } from "./live-kernel.js";

const sourceLine = "probe begin { for (i = 0; i < 5; i++) n++ }";

/** A program that counts to five by way of a callback, with all that tells the kernel about its functions and lines. */
function loopingProgram(context: number) {
  const main = new Assembler("main")
    .store(8, r10, -8, 0)
    .mov(r1, 5).loadFunction(r2, "body").mov(r3, r10).add(r3, context).mov(r4, 0).call("loop")
    .ldx(8, r0, r10, -8).exit()
    .finish();
  const body = new Assembler("body").ldx(8, r0, r2, 0).add(r0, 1).store(8, r2, 0, r0).mov(r0, 0).exit().finish();
  const { bytes, functions } = assemble({ main, subprograms: [body] });

  const builder = new BtfBuilder();
  const int = builder.int("int", 4, { signed: true });
  const long = builder.int("long", 8, { signed: true });
  const pointer = builder.pointer(long);
  const typeIds = [
    builder.func("main", builder.prototype(int, [{ name: "ctx", typeId: pointer }])),
    builder.func("body", builder.prototype(long, [{ name: "index", typeId: long }, { name: "context", typeId: pointer }])),
  ];
  const fileOffset = builder.string("counting.stp");
  const lineOffset = builder.string(sourceLine);
  const funcInfo = encodeFunctionInfo(functions.map(({ insn }, i) => ({ instruction: insn, typeId: typeIds[i] ?? 0 })));
  const lineInfo = encodeLineInfo(
    functions.map(({ insn }) => ({ instruction: insn, fileOffset, lineOffset, line: 1, column: 1 })),
  );
  return {
    btf: builder.toBytes(),
    spec: {
      type: "raw_tracepoint", name: "looping", instructions: bytes,
      funcInfo: { recordSize: FUNCTION_RECORD_SIZE, bytes: funcInfo },
      lineInfo: { recordSize: LINE_RECORD_SIZE, bytes: lineInfo },
    } satisfies ProgramSpec,
  };
}

describeLive("a program with its own types", () => {
  const { kernel, open } = liveKernel();

  it("may use callbacks, and remembers its types", () => {
    const { btf, spec } = loopingProgram(-8);
    const types = kernel.btf.load(btf);
    const program = kernel.programs.load({ ...spec, btf: types });
    expect(kernel.programs.testRun(program)).toBe(5);
    expect(kernel.programs.info(program).btfId).toBeGreaterThan(0);
    program.close();
    types.close();
    expect(open()).toEqual([]);
  });

  it("is rejected with the source line in the log", () => {
    const { btf, spec } = loopingProgram(-600);
    const types = kernel.btf.load(btf);
    try {
      kernel.programs.load({ ...spec, btf: types });
      expect.unreachable("the verifier accepted a pointer below the stack");
    } catch (error) {
      expect(error).toBeInstanceOf(VerifierError);
      expect((error as VerifierError).log).toContain(`; ${sourceLine}`);
      expect((error as VerifierError).summary).not.toContain(";");
    } finally {
      types.close();
    }
    expect(open()).toEqual([]);
  });

  it("whose types are malformed is told what is wrong", () => {
    const { btf } = loopingProgram(-8);
    btf[0] = 0;
    expect(() => kernel.btf.load(btf)).toThrow(/^load BTF: Invalid magic/);
    expect(open()).toEqual([]);
  });
});
