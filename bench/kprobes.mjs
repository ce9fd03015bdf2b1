import { existsSync } from "node:fs";

/** Why no probe of a function of the kernel can be compared here; undefined where it can: bpftrace attaches them by kprobes. */
export function kprobeObstacle() {
  return existsSync("/sys/bus/event_source/devices/kprobe") ? undefined : "this kernel has no kprobes: measure it in a guest, with --kernel";
}
