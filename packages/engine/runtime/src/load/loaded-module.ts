import type { Btf } from "@tapset/btf";
import { type MapSpec, type Module } from "@tapset/compiler";
import type { Fd, Kernel } from "@tapset/sys";
import { KernelTypes } from "./kernel-types.js";
import { closeMaps, type LoadedMaps, loadMaps } from "./load-maps.js";
import { type LoadedProgram, loadPrograms } from "./load-programs.js";

/** How a module is loaded. */
export interface LoadOptions {
  readonly kernel: Kernel;
  /** The kernel's own types; read from the running kernel when not given. */
  readonly btf?: (() => Btf | undefined) | undefined;
  /** Bytes of the ring instead of what the module says, rounded up to a power of two. */
  readonly ringBytes?: number | undefined;
  /** Told of programs that were loaded in another form than the plain one. */
  readonly note?: ((text: string) => void) | undefined;
}

/** A module in the kernel: maps created, programs verified and loaded, nothing attached. */
export interface LoadedModule {
  readonly maps: LoadedMaps;
  readonly programs: readonly LoadedProgram[];
  /** A program by its name. */
  program(name: string): Fd | undefined;
  close(): void;
}

/** Loads a module; nothing stays behind when that fails. Throws errors of @tapset/sys and `ProgramRefusedError`. */
export function loadModule(module: Module, { kernel, btf, ringBytes, note }: LoadOptions): LoadedModule {
  const maps = loadMaps(kernel, ringBytes === undefined ? module.maps : module.maps.map((spec) => resized(spec, ringBytes, kernel)));
  const types = new KernelTypes(kernel, btf);
  try {
    const programs = loadPrograms(module.programs, { kernel, maps, spans: module.spans, types, probes: module.ir.probes, note });
    return {
      maps,
      programs,
      program: (name) => programs.find(({ image }) => image.name === name)?.fd,
      close: () => {
        for (const { fd } of programs) fd.close();
        closeMaps(maps);
      },
    };
  } catch (error) {
    closeMaps(maps);
    throw error;
  } finally {
    types.close();
  }
}

function resized(spec: MapSpec, ringBytes: number, { memory }: Kernel): MapSpec {
  if (spec.type !== "RINGBUF") return spec;
  return { ...spec, maxEntries: 2 ** Math.ceil(Math.log2(Math.max(ringBytes, memory.pageSize))) };
}
