import { readdirSync, readFileSync } from "node:fs";

/** How a target reads the machine's files; whatever can't be read is simply not there. */
export interface MachineFiles {
  /** A file's bytes. */
  read(path: string): Uint8Array | undefined;
  /** The names in a folder; empty when it can't be listed. */
  list(path: string): readonly string[];
  /** A file's bytes where they are, read-only; undefined where they have to be read. */
  map?(path: string): Uint8Array | undefined;
}

/** The files of the running machine. */
export const liveFiles: MachineFiles = {
  read(path) {
    try {
      return readFileSync(path);
    } catch {
      return undefined;
    }
  },
  list(path) {
    try {
      return readdirSync(path);
    } catch {
      return [];
    }
  },
};

/** A file as text, each byte a character where it isn't ASCII. */
export function readText(files: MachineFiles, path: string): string | undefined {
  const bytes = files.read(path);
  return bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}
