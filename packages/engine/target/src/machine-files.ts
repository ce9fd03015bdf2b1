import { type FeatureFiles, liveFeatureFiles } from "@tapset/sys";

/** How a target reads the machine's files; whatever can't be read is simply not there. */
export interface MachineFiles extends FeatureFiles {
  /** A file's bytes where they are, read-only; undefined where they have to be read. */
  map?(path: string): Uint8Array | undefined;
}

/** The files of the running machine. */
export const liveFiles: MachineFiles = liveFeatureFiles;

/** A file as text, each byte a character where it isn't ASCII. */
export function readText(files: MachineFiles, path: string): string | undefined {
  const bytes = files.read(path);
  return bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}
