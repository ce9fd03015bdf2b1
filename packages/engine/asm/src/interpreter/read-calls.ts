import { EFAULT } from "./errno.js";
import type { HelperCall, HelperCode, HelperRows } from "./helper-code.js";
import { u32 } from "./helper-code.js";
import type { Space } from "./memory.js";

function isIn(space: Space | undefined, address: bigint): boolean {
  return space === undefined || (address >> 63n === 1n ? "kernel" : "user") === space;
}

/** `helper(destination, size, address)`: copies all of it, or zeros and an error. */
function reader(space: Space | undefined): HelperCode {
  return (call) => {
    const length = u32(call, 2);
    if (length === 0) return 0;
    const destination = call.memory.bytes(call.argument(1), length, "write");
    const address = call.argument(3);
    if (!isIn(space, address) || !call.memory.isReadable(address, length)) {
      destination.fill(0);
      return -EFAULT;
    }
    destination.set(call.memory.bytes(address, length).slice());
    return 0;
  };
}

/** `helper(destination, size, address)`: copies up to a NUL, cuts and ends in one; gives the length with the NUL. */
function stringReader(space: Space | undefined): HelperCode {
  return (call) => {
    const length = u32(call, 2);
    if (length === 0) return 0;
    const destination = call.memory.bytes(call.argument(1), length, "write");
    const text = isIn(space, call.argument(3)) ? stringAt(call, call.argument(3), length) : undefined;
    if (text === undefined) {
      destination.fill(0);
      return -EFAULT;
    }
    destination.set(text);
    destination[text.length] = 0;
    return text.length + 1;
  };
}

/** At most `size - 1` bytes before a NUL; `undefined` if the end of memory comes first. */
function stringAt(call: HelperCall, address: bigint, size: number): Uint8Array | undefined {
  const text: number[] = [];
  for (let at = address; text.length < size - 1; at += 1n) {
    if (!call.memory.isReadable(at, 1)) return undefined;
    const byte = Number(call.memory.load(1, at));
    if (byte === 0) break;
    text.push(byte);
  }
  return Uint8Array.from(text);
}

/** Helpers that copy memory which may not be there. */
export const readCalls: HelperRows = {
  probe_read: reader(undefined),
  probe_read_str: stringReader(undefined),
  probe_read_kernel: reader("kernel"),
  probe_read_kernel_str: stringReader("kernel"),
  probe_read_user: reader("user"),
  probe_read_user_str: stringReader("user"),
  copy_from_user: reader("user"),
};
