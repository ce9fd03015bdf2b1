import { closeSync, fstatSync, openSync } from "node:fs";
import { Fd, type Memory, SyscallError, UnsupportedError } from "@tapset/sys";

/**
 * A file's bytes in place of a copy, read-only; undefined where the file or the kernel doesn't allow it. Files below /sys
 * are read a page at a time: 5 MB of BTF take longer than all that is done with them.
 */
export function mapFile(memory: Memory, path: string): Uint8Array | undefined {
  const file = openFile(path);
  if (file === undefined) return undefined;
  try {
    const { size } = fstatSync(file.number);
    const lengthBytes = Math.ceil(size / memory.pageSize) * memory.pageSize;
    return new Uint8Array(memory.map(file, { lengthBytes, isPrivate: true }).buffer, 0, size);
  } catch (error) {
    if (error instanceof SyscallError || error instanceof UnsupportedError) return undefined;
    throw error;
  } finally {
    file.close();
  }
}

function openFile(path: string): Fd | undefined {
  try {
    return new Fd(openSync(path, "r"), path, (number) => closeSync(number));
  } catch {
    return undefined;
  }
}
