import { Errno } from "./errno.js";
import type { Fd } from "./fd.js";
import type { SystemCaller } from "./system-caller.js";
import type { SystemCallOf } from "./system-calls.js";

/** open(2), read(2) and write(2), where it's to be known what the kernel answers, and for descriptors Node has no object for. */
export interface FileAccess {
  /** A file that exists, to read it or to add to its end; `what` names it for traces and errors. */
  open(path: string, access: keyof typeof openFlags, what?: string): Fd;
  /** Bytes read; 0 at the end, undefined when nothing is there yet (`EAGAIN`). */
  read(fd: Fd, into: Uint8Array): number | undefined;
  /** Bytes written; undefined when there is no room yet (`EAGAIN`). */
  write(fd: Fd, from: Uint8Array, attempt?: string): number | undefined;
}

const O_CLOEXEC = 0o2000000;
/** `O_RDONLY`, and `O_WRONLY | O_APPEND`. */
const openFlags = { read: 0, append: 0o1 | 0o2000 } as const;

/** Reads and writes, made through `caller`. */
export function createFileAccess(caller: SystemCaller): FileAccess {
  const transfer = (call: SystemCallOf<"read"> | SystemCallOf<"write">, attempt: string): number | undefined => {
    const result = caller.syscall(call);
    if (result === -Errno.EAGAIN) return undefined;
    if (result < 0) throw caller.error(call, result, attempt);
    return result;
  };
  return {
    open: (path, access, what = path) => caller.open({ name: "openat", path, flags: openFlags[access] | O_CLOEXEC }, what),
    read: (fd, into) => transfer({ name: "read", fd: fd.number, buffer: into }, `read ${fd.what}`),
    write: (fd, from, attempt = `write ${fd.what}`) => transfer({ name: "write", fd: fd.number, buffer: from }, attempt),
  };
}
