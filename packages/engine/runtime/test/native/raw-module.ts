import { type Assembler, Assembler as Writer, assemble, r0, r1, r2, r3, r10 } from "@tapset/asm";
import { CONTROL, LEDGER, type MapSpec, type Module, type ProgramImage, type Site } from "@tapset/compiler";
import type { AttachSpec, Handler, KernelProgram, ProbeFamily } from "@tapset/core";
import { attachRawTracepoint } from "@tapset/link";
import type { Fd, Kernel } from "@tapset/sys";
import { sessionModule, span, type TestHandler } from "../session/script.js";

/** Hand-made kernel halves, for tests of the runtime without the compiler's BPF emitter. */
export const GLOBALS: MapSpec = { name: "globals", type: "ARRAY", keySize: 4, valueSize: CONTROL.scalars + 8, maxEntries: 1, mmapable: true };
export const RING: MapSpec = { name: "ring", type: "RINGBUF", keySize: 0, valueSize: 0, maxEntries: 1 << 20, mmapable: false };
export const SCRATCH: MapSpec = {
  name: "main.scratch", type: "PERCPU_ARRAY", keySize: 4, valueSize: LEDGER.words * 8, maxEntries: 1, mmapable: false,
};

/** Attaches raw tracepoints, as a family would. */
export const rawFamily: ProbeFamily = {
  name: "raw",
  patterns: [],
  derive: () => ({ kind: "probes", probes: [] }),
  loadAttach: () =>
    Promise.resolve({
      attach: (kernel: unknown, program: unknown, spec: AttachSpec) =>
        attachRawTracepoint(kernel as Kernel, program as Fd, { kind: "raw-tracepoint", tracepoint: String(spec["tracepoint"]) }),
    }),
};

/** A program that runs `write` on each sys_enter of this process's own getppid while armed. */
export function program(write: (asm: Assembler) => void, tracepoint = "sys_enter"): ProgramImage {
  const asm = new Writer("main");
  asm.mov(r0, 0).loadMapValue(r2, "globals", CONTROL.armed).ldx(8, r2, r2, 0).jump("eq", r2, 0, "out");
  write(asm);
  asm.label("out").mov(r0, 0).exit();
  return {
    name: "main",
    kind: { type: "RAW_TRACEPOINT" },
    probes: [],
    code: assemble({ main: asm.finish(), subprograms: [] }),
    family: "raw",
    attach: [{ kind: "raw-tracepoint", tracepoint }],
    needsFuncInfo: false,
  };
}

/** Goes to `out` unless the system call's number (second argument of sys_enter) is `number`. */
export function onlySyscall(asm: Assembler, number: number): void {
  asm.ldx(8, r3, r1, 8).jump("ne", r3, number, "out");
}

/** Counts a word of the ledger; uses r0–r2, so keep the context before. */
export function count(asm: Assembler, word: keyof typeof LEDGER): void {
  const missing = asm.newLabel("missing");
  asm.store(4, r10, -4, 0).loadMap(r1, "main.scratch").mov(r2, r10).add(r2, -4).call("map_lookup_elem");
  asm.jump("eq", r0, 0, missing).mov(r2, 1).atomic("add", 8, r0, LEDGER[word] * 8, r2).label(missing);
}

/** A module with one kernel probe beside its session handlers. */
export function kernelModule(image: ProgramImage, sites: readonly Site[], handlers: readonly TestHandler[], maps: readonly MapSpec[] = []): Module {
  const base = sessionModule(handlers);
  const probe = base.ir.probes.length;
  const handler: Handler = { id: probe, probe, condition: undefined, locals: [], body: [], functions: [], owns: [], paired: undefined };
  const inKernel: KernelProgram = {
    id: 0, name: image.name, family: "raw", program: image.kind, attach: image.attach, selector: undefined,
    cases: [{ when: undefined, handler }], skipSelf: false,
  };
  return {
    ...base,
    ir: { ...base.ir, programs: [inKernel], probes: [...base.ir.probes, { id: probe, point: "raw.sys_enter", written: "raw.sys_enter", span }] },
    maps: [GLOBALS, RING, SCRATCH, ...maps],
    programs: [{ ...image, probes: [probe] }],
    sites,
    ledger: [{ probe, map: "main.scratch", offset: 0 }],
  };
}
