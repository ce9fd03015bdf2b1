import { EINVAL } from "./errno.js";
import { ArrayOfMaps } from "./fake-map.js";
import type { HelperCall, HelperRows } from "./helper-code.js";
import { mapOf, u32 } from "./helper-code.js";
import { ArrayMap, HashMap } from "./keyed-map.js";
import { QueueMap } from "./queue-map.js";
import { TaskStorage } from "./task-storage.js";

const BPF_LOCAL_STORAGE_GET_F_CREATE = 1n;

const keyed = (call: HelperCall): ArrayMap | HashMap => mapOf<ArrayMap | HashMap>(call, 1, ArrayMap, HashMap);
const key = (call: HelperCall, keySize: number): Uint8Array => call.memory.bytes(call.argument(2), keySize);

/** Helpers on maps. */
export const mapCalls: HelperRows = {
  map_lookup_elem(call) {
    const map = call.map(1);
    if (!(map instanceof ArrayOfMaps)) return keyed(call).lookup(key(call, keyed(call).keySize), call.environment.cpu);
    const inner = map.maps[Number(call.memory.load(4, call.argument(2)))];
    return inner === undefined ? 0n : call.addressOf(inner);
  },
  map_lookup_percpu_elem(call) {
    const map = keyed(call);
    return u32(call, 3) >= call.cpus ? 0n : map.lookup(key(call, map.keySize), u32(call, 3));
  },
  map_update_elem(call) {
    const map = keyed(call);
    const value = call.memory.bytes(call.argument(3), map.valueSize);
    return map.update(key(call, map.keySize), value, call.argument(4), call.environment.cpu);
  },
  map_delete_elem(call) {
    const map = keyed(call);
    return map.delete(key(call, map.keySize));
  },
  map_push_elem(call) {
    const map = mapOf(call, 1, QueueMap);
    return map.push(call.memory.bytes(call.argument(2), map.valueSize), call.argument(3));
  },
  map_pop_elem(call) {
    const map = mapOf(call, 1, QueueMap);
    return map.pop(call.memory.bytes(call.argument(2), map.valueSize, "write"));
  },
  map_peek_elem(call) {
    const map = mapOf(call, 1, QueueMap);
    return map.peek(call.memory.bytes(call.argument(2), map.valueSize, "write"));
  },
  for_each_map_elem(call) {
    const map = keyed(call);
    if (call.argument(4) !== 0n) return -EINVAL;
    let visited = 0;
    for (const each of map.keys()) {
      const value = map.lookup(each, call.environment.cpu);
      if (value === 0n) continue;
      visited += 1;
      const keyRegion = call.memory.allocate(`key of ${map.name}`, each.slice(), { writable: false });
      const stop = call.callback(2, call.argument(1), keyRegion.base, value, call.argument(3));
      call.memory.release(keyRegion);
      if (stop !== 0n) break;
    }
    return visited;
  },
  task_storage_get(call) {
    const map = mapOf(call, 1, TaskStorage);
    const task = call.argument(2);
    if (task === 0n || call.argument(4) > BPF_LOCAL_STORAGE_GET_F_CREATE) return 0n;
    const initial = call.argument(3) === 0n ? undefined : call.memory.bytes(call.argument(3), map.valueSize);
    return map.find(task, call.argument(4) === BPF_LOCAL_STORAGE_GET_F_CREATE, initial);
  },
  task_storage_delete(call) {
    const task = call.argument(2);
    return task === 0n ? -EINVAL : mapOf(call, 1, TaskStorage).delete(task);
  },
};
