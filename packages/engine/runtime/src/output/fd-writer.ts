import { closeSync, constants, fstatSync, openSync, write, writeSync } from "node:fs";

/** Told how many bytes were taken, or why none were. May be called before `write` returns. */
type Written = (error: NodeJS.ErrnoException | null, written: number) => void;

/** Writes to a descriptor without holding up the caller for a reader that doesn't read. */
export interface Writer {
  write(bytes: Uint8Array, written: Written): void;
  /** Closes what it has opened itself; the descriptor stays open. */
  close(): void;
}

/**
 * The way to write to a descriptor that never blocks. Files don't block. Pipes and terminals are opened a second time,
 * non-blocking: setting that on the descriptor itself would change it for everyone who shares it, the command of -c among
 * them. What can't be opened again (sockets) is written from a thread of Node's pool.
 */
export function openWriter(fd: number): Writer {
  const stat = fstatSync(fd);
  if (stat.isFile()) return syncWriter(fd, () => undefined);
  try {
    const flags = constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY;
    const own = openSync(`/proc/self/fd/${fd}`, flags);
    return syncWriter(own, () => closeSync(own));
  } catch {
    return poolWriter(fd);
  }
}

function syncWriter(fd: number, close: () => void): Writer {
  return {
    write: (bytes, written) => {
      let count: number;
      try {
        count = writeSync(fd, bytes);
      } catch (error) {
        written(error as NodeJS.ErrnoException, 0);
        return;
      }
      written(null, count);
    },
    close,
  };
}

function poolWriter(fd: number): Writer {
  return {
    write: (bytes, written) => write(fd, bytes, 0, bytes.length, null, written),
    close: () => undefined,
  };
}
