import { type DebugImage, debugImage, type Derivation, type DeriveError, type Target } from "@tapset/core";
import { ElfError } from "@tapset/elf";

const WITHOUT = 'probe the beginning or the end of a function, kernel.function("NAME"), or an instruction of it, kernel.statement("NAME+N")';

/**
 * The debug information of the kernel or of a module (as scripts write it), for something that its types and symbols don't tell; an error where there is none, with what is
 * missing, what brings it, and what can be had without.
 *
 * @param what what takes it
 */
export function neededDebugInfo(what: string, module: string | undefined, target: Target): DebugImage | DeriveError {
  const image = debugImage(target, module?.replaceAll("-", "_"));
  if (image.found) return image;
  return { id: "no-debug-info", message: `${what} takes debug information: ${image.reason}`, hints: [...image.wayOut, WITHOUT] };
}

/** What deriving comes to where debug information that is malformed was come upon: an error that says where. */
export function orMalformed(derive: () => Derivation): Derivation {
  try {
    return derive();
  } catch (error) {
    if (!(error instanceof ElfError)) throw error;
    return { kind: "errors", errors: [{ id: "malformed-debug-info", message: `debug information can't be read: ${error.message}`, hints: [WITHOUT] }] };
  }
}

/** Whether debug information was found. */
export function isDebugImage(outcome: DebugImage | DeriveError): outcome is DebugImage {
  return "dwarf" in outcome;
}
