import { E2BIG, EAGAIN, EINVAL } from "./errno.js";
import type { FakeMap } from "./fake-map.js";
import { Fault } from "./fault.js";
import type { HelperCall, HelperRows } from "./helper-code.js";
import { mapOf, size } from "./helper-code.js";
import { RingBuffer } from "./ring-buffer.js";

/** Helpers on ring buffers. `maps` are all maps of the machine: a record doesn't say whose it is. */
export function ringCalls(maps: () => Iterable<FakeMap>): HelperRows {
  const finish = (call: HelperCall, state: "submitted" | "discarded"): undefined => {
    const address = call.argument(1);
    for (const map of maps()) {
      if (!(map instanceof RingBuffer) || map.find(address) === undefined) continue;
      map.finish(address, state, call.argument(2));
      return;
    }
    throw new Fault(`${call.name}: no record is reserved at ${call.memory.describe(address)}`);
  };
  return {
    ringbuf_reserve(call) {
      if (call.argument(3) !== 0n) return 0n;
      return mapOf(call, 1, RingBuffer).reserve(size(call, 2));
    },
    ringbuf_submit: (call) => finish(call, "submitted"),
    ringbuf_discard: (call) => finish(call, "discarded"),
    ringbuf_output(call) {
      const ring = mapOf(call, 1, RingBuffer);
      const bytes = call.memory.bytes(call.argument(2), size(call, 3));
      if (call.argument(4) > 3n) return -EINVAL;
      if (bytes.length > ring.capacity) return -E2BIG;
      const address = ring.reserve(bytes.length);
      if (address === 0n) return -EAGAIN;
      call.memory.bytes(address, bytes.length, "write").set(bytes);
      ring.finish(address, "submitted", call.argument(4));
      return 0;
    },
    ringbuf_query: (call) => mapOf(call, 1, RingBuffer).query(call.argument(2)),
  };
}
