import type { AssembledProgram, FunctionStart } from "@tapset/asm";
import type { Machine } from "@tapset/asm/interpreter";
import type { BpfPrograms, ProgramSpec } from "@tapset/sys";
import type { Descriptors } from "./descriptors.js";
import { ERRNO, refuse } from "./refuse.js";

/** A program behind a descriptor. Nothing verifies it: what it does wrong shows when it runs. */
export class InterpretedProgram {
  readonly spec: ProgramSpec;
  readonly code: AssembledProgram;
  runs = 0n;

  constructor(spec: ProgramSpec) {
    this.spec = spec;
    this.code = { bytes: Buffer.from(spec.instructions), relocations: [], functions: functionsOf(spec), lines: [] };
  }
}

/** The program commands of bpf(2), on an interpreter. `run` runs a program with a context. */
export function createInterpretedPrograms(machine: Machine, descriptors: Descriptors): BpfPrograms {
  return {
    load: (spec) => descriptors.open(`program ${spec.name ?? spec.type}`, () => new InterpretedProgram(spec)),
    info: (fd) => {
      const { spec, runs } = descriptors.find(fd, InterpretedProgram);
      const sizes = { translatedSizeBytes: spec.instructions.length, jitedSizeBytes: 0, verifiedInstructions: 0 };
      return { id: fd.number, type: spec.type, name: spec.name ?? "", btfId: 0, ...sizes, runCount: runs, runTimeNs: 0n, recursionMisses: 0n };
    },
    ids: () => [],
    testRun: (fd, { context } = {}) => {
      const program = descriptors.find(fd, InterpretedProgram);
      return Number(BigInt.asUintN(32, runProgram(machine, program, context ?? 0n)));
    },
    enableStatistics: () => refuse("bpf(BPF_ENABLE_STATS)", ERRNO.ENOSYS, "keep program statistics"),
  };
}

/** Plenty for the loops a verifier would let pass. */
const BUDGET = 50_000_000;

/** Runs a program; gives r0. Throws the interpreter's `ProgramFault` for what the kernel's verifier would have refused. */
export function runProgram(machine: Machine, program: InterpretedProgram, context: Uint8Array | bigint): bigint {
  program.runs += 1n;
  return machine.run(program.code, context, { budget: BUDGET });
}

/** The functions that `bpf_func_info` names; callbacks must be among them. */
function functionsOf({ name = "program", funcInfo }: ProgramSpec): readonly FunctionStart[] {
  if (funcInfo === undefined) return [{ name, insn: 0 }];
  const view = new DataView(funcInfo.bytes.buffer, funcInfo.bytes.byteOffset, funcInfo.bytes.byteLength);
  return Array.from({ length: funcInfo.bytes.length / funcInfo.recordSize }, (_, index) => {
    const insn = view.getUint32(index * funcInfo.recordSize, true);
    return { name: index === 0 ? name : `${name}+${insn}`, insn };
  });
}
