import { Errno } from "./errno.js";
import type { Fd } from "./fd.js";
import type { SystemCaller } from "./system-caller.js";
import type { SystemCallOf } from "./system-calls.js";

/** read(2) and write(2), for descriptors Node has no object for. */
export interface FileAccess {
  /** Bytes read; 0 at the end, undefined when nothing is there yet (`EAGAIN`). */
  read(fd: Fd, into: Uint8Array): number | undefined;
  /** Bytes written; undefined when there is no room yet (`EAGAIN`). */
  write(fd: Fd, from: Uint8Array): number | undefined;
}

/** Reads and writes, made through `caller`. */
export function createFileAccess(caller: SystemCaller): FileAccess {
  const transfer = (call: SystemCallOf<"read"> | SystemCallOf<"write">, attempt: string): number | undefined => {
    const result = caller.syscall(call);
    if (result === -Errno.EAGAIN) return undefined;
    if (result < 0) throw caller.error(call, result, attempt);
    return result;
  };
  return {
    read: (fd, into) => transfer({ name: "read", fd: fd.number, buffer: into }, `read ${fd.what}`),
    write: (fd, from) => transfer({ name: "write", fd: fd.number, buffer: from }, `write ${fd.what}`),
  };
}
