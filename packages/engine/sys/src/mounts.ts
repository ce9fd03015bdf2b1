import type { Fd } from "./fd.js";
import type { SystemCaller } from "./system-caller.js";

/** Filesystems without a place in the tree. */
export interface Mounts {
  /**
   * Mounts a filesystem (`tracefs`) nowhere: its files are reached below `/proc/self/fd/N`, and it is gone with the
   * descriptor, even after SIGKILL (fsopen(2), since 5.2).
   */
  detached(fileSystem: string): Fd;
}

const FSOPEN_CLOEXEC = 1;
const FSCONFIG_CMD_CREATE = 6;
const FSMOUNT_CLOEXEC = 1;
const MOUNT_ATTR_NOSUID_NODEV_NOEXEC = 0x2 | 0x4 | 0x8;

/** Mounts, made through `caller`. */
export function createMounts(caller: SystemCaller): Mounts {
  return {
    detached: (fileSystem) => {
      const attempt = `mount ${fileSystem}`;
      const context = caller.open({ name: "fsopen", fileSystem, flags: FSOPEN_CLOEXEC }, "filesystem context", attempt);
      try {
        caller.call({ name: "fsconfig", fd: context.number, command: FSCONFIG_CMD_CREATE }, attempt);
        return caller.open(
          { name: "fsmount", fd: context.number, flags: FSMOUNT_CLOEXEC, attributes: MOUNT_ATTR_NOSUID_NODEV_NOEXEC },
          `mount of ${fileSystem}`, attempt,
        );
      } finally {
        context.close();
      }
    },
  };
}
