import type { Fd } from "./fd.js";
import { pageSize } from "./page-size.js";
import type { SystemCaller } from "./system-caller.js";
import type { SystemCall, SystemCallOf } from "./system-calls.js";

/** Part of a file mapped into memory: what to map and how. Offsets and lengths are multiples of the page size. */
export interface MappingSpec {
  readonly lengthBytes: number;
  readonly offsetBytes?: number;
  /** Without it the memory is read-only, and a write to it from JavaScript kills the process. */
  readonly isWritable?: boolean;
  /** Changes by others may not be seen: some files of the kernel can be mapped no other way (its BTF, since 6.16). */
  readonly isPrivate?: boolean;
}

/**
 * Memory shared with the kernel. After `close` views that are still around read zeros: they never fault, and the address
 * space is given back once the last of them is collected.
 */
export interface Mapping {
  /** The memory itself; any view may be laid over it, `Atomics` work on it. */
  readonly buffer: ArrayBuffer;
  /** Where it is in this process. */
  readonly address: bigint;
  close(): void;
}

/** mmap(2). */
export interface Memory {
  /** Maps a file, shared unless the spec says otherwise. The mapping outlives the descriptor. */
  map(fd: Fd, spec: MappingSpec): Mapping;
  /** Bytes in a page of this machine. */
  readonly pageSize: number;
}

const PROT_READ = 1;
const PROT_WRITE = 2;
const MAP_SHARED = 0x01;
const MAP_PRIVATE = 0x02;
const MAP_FIXED = 0x10;
const MAP_ANONYMOUS = 0x20;
const MAP_NORESERVE = 0x4000;

/** Mappings, made through `caller`. */
export function createMemory(caller: SystemCaller): Memory {
  // A buffer's memory may go only when nobody can reach it any more.
  const collected = new FinalizationRegistry<{ address: number; length: number }>(({ address, length }) => {
    caller.syscall({ name: "munmap", address, length });
  });
  return {
    get pageSize() {
      return pageSize();
    },

    map: (fd, { lengthBytes, offsetBytes = 0, isWritable = false, isPrivate = false }) => {
      const call: SystemCallOf<"mmap"> = {
        name: "mmap",
        length: lengthBytes,
        protection: isWritable ? PROT_READ | PROT_WRITE : PROT_READ,
        flags: isPrivate ? MAP_PRIVATE : MAP_SHARED,
        fd: fd.number,
        offset: offsetBytes,
      };
      const address = caller.call(call, `map ${fd.what}`);
      const { memory } = call;
      if (memory === undefined) throw new Error(`map ${fd.what}: the call answered without memory`);
      collected.register(memory, { address, length: lengthBytes });
      let isClosed = false;
      return {
        buffer: memory,
        address: BigInt(address),
        close: () => {
          if (isClosed) return;
          isClosed = true;
          // Anonymous memory takes the place of the kernel's: that releases it now, and leaves stale views harmless.
          const overlay: SystemCall = {
            name: "mmap",
            fixedAddress: address,
            length: lengthBytes,
            protection: PROT_READ | PROT_WRITE,
            flags: MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_NORESERVE,
            fd: -1,
            offset: 0,
          };
          caller.call(overlay, `unmap ${fd.what}`);
        },
      };
    },
  };
}
