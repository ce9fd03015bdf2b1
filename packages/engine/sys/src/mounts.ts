import type { Fd } from "./fd.js";

/** Filesystems without a place in the tree. */
export interface Mounts {
  /**
   * Mounts a filesystem (`tracefs`) nowhere: its files are reached below `/proc/self/fd/N`, and it is gone with the
   * descriptor, even after SIGKILL (fsopen(2), since 5.2).
   */
  detached(fileSystem: string): Fd;
}
