import { Errno } from "./errno.js";
import type { SystemCaller } from "./system-caller.js";
import type { SystemCall } from "./system-calls.js";

type NextIdCommand = "BPF_PROG_GET_NEXT_ID" | "BPF_MAP_GET_NEXT_ID" | "BPF_BTF_GET_NEXT_ID" | "BPF_LINK_GET_NEXT_ID";

/** The ids of all BPF objects of one kind on this machine, ascending. */
export function objectIds(caller: SystemCaller, command: NextIdCommand): number[] {
  const ids: number[] = [];
  for (;;) {
    const attr = { start_id: ids.at(-1) ?? 0, next_id: 0 };
    const call: SystemCall = { name: "bpf", command, attr };
    const result = caller.syscall(call);
    if (result === -Errno.ENOENT) return ids;
    if (result < 0) throw caller.error(call, result, "list BPF objects");
    ids.push(attr.next_id);
  }
}
