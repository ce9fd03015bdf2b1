import { relocate } from "@tapset/asm";
import type { ProgramImage } from "@tapset/compiler";
import type { ProbeInfo } from "@tapset/core";
import type { Span } from "@tapset/language";
import type { AttachType, Fd, Kernel, ProgramRecords, ProgramType } from "@tapset/sys";
import { BPF_F_SLEEPABLE, VerifierError } from "@tapset/sys";
import type { KernelTypes } from "./kernel-types.js";
import type { LoadedMaps } from "./load-maps.js";
import { mapNamed } from "./load-maps.js";
import { programFunctions } from "./program-btf.js";
import { ProgramRefusedError } from "./program-refused-error.js";

/** A loaded program. */
export interface LoadedProgram {
  readonly image: ProgramImage;
  readonly fd: Fd;
}

/** What loading programs needs. */
export interface LoadProgramsOptions {
  readonly kernel: Kernel;
  readonly maps: LoadedMaps;
  /** Places in the script, by the tags of the programs' lines. */
  readonly spans: readonly Span[];
  readonly types: KernelTypes;
  readonly probes: readonly ProbeInfo[];
  /** Told of programs that were loaded in another form than the plain one. */
  readonly note?: ((text: string) => void) | undefined;
}

/**
 * Verifies and loads programs, and puts tail-call targets into their slots. When one is refused those before it are
 * closed. Throws {@link ProgramRefusedError} for the verifier's refusals.
 */
export function loadPrograms(images: readonly ProgramImage[], options: LoadProgramsOptions): LoadedProgram[] {
  const programs: LoadedProgram[] = [];
  try {
    for (const image of images) {
      const program = loadProgram(image, options);
      programs.push(program);
      fillSlots(image, program.fd, options);
    }
  } catch (error) {
    for (const { fd } of programs) fd.close();
    throw error;
  }
  return programs;
}

/** Loads a program as it is; when that is too complex for the verifier, in the form that it follows more easily. */
function loadProgram(image: ProgramImage, options: LoadProgramsOptions): LoadedProgram {
  try {
    return { image, fd: loadCode(image, options) };
  } catch (error) {
    if (image.forgetful === undefined || !(error instanceof ProgramRefusedError && error.isTooComplex)) throw error;
    const again = { ...image, code: image.forgetful() };
    const fd = loadCode(again, options);
    options.note?.(`${error.message}: loaded with what its loops leave on the stack cleared`);
    return { image: again, fd };
  }
}

function loadCode(image: ProgramImage, { kernel, maps, spans, types, probes }: LoadProgramsOptions): Fd {
  const { code, kind } = image;
  const functions = image.needsFuncInfo ? loadFunctions(kernel, image) : undefined;
  try {
    return kernel.programs.load({
      type: kind.type.toLowerCase() as ProgramType,
      name: image.name,
      instructions: relocate(code.bytes, code.relocations, (name) => mapNamed(maps, name).fd.number),
      // Programs that are run by hand must be allowed to sleep (since 5.14).
      ...(kind.type === "SYSCALL" && { flags: BPF_F_SLEEPABLE }),
      ...(kind.expectedAttachType !== undefined && { expectedAttachType: kind.expectedAttachType.toLowerCase() as AttachType }),
      ...types.attachTo(kind),
      ...functions,
    });
  } catch (error) {
    throw error instanceof VerifierError ? new ProgramRefusedError(image, probes, spans, error) : error;
  } finally {
    // The program keeps its own reference.
    functions?.btf.close();
  }
}

function loadFunctions(kernel: Kernel, { code }: ProgramImage): { readonly btf: Fd; readonly funcInfo: ProgramRecords } {
  const { bytes, funcInfo } = programFunctions(code.functions);
  return { btf: kernel.btf.load(bytes), funcInfo };
}

function fillSlots({ slots }: ProgramImage, program: Fd, { kernel, maps }: LoadProgramsOptions): void {
  if (slots === undefined) return;
  const { fd } = mapNamed(maps, slots.map);
  const value = new Uint8Array(new Int32Array([program.number]).buffer);
  for (const index of slots.indices) kernel.maps.update(fd, new Uint8Array(new Int32Array([index]).buffer), value);
}
