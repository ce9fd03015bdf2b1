import type { Fd } from "./fd.js";

/** read(2) and write(2), for descriptors Node has no object for. */
export interface FileAccess {
  /** Bytes read; 0 at the end, undefined when nothing is there yet (`EAGAIN`). */
  read(fd: Fd, into: Uint8Array): number | undefined;
  /** Bytes written; undefined when there is no room yet (`EAGAIN`). */
  write(fd: Fd, from: Uint8Array): number | undefined;
}
