import type { KernelSite } from "@tapset/core";

// What the kernel passes in interrupts alone, or on the way out of them: whatever runs by then has nothing to do with it, be it the session's own
// process. What mostly is a process's own doing isn't here.

const tracepoints: ReadonlySet<string> = new Set([
  "block_bio_complete",
  "block_rq_complete",
  "block_rq_error",
  "hrtimer_expire_entry",
  "hrtimer_expire_exit",
  "irq_handler_entry",
  "irq_handler_exit",
  "napi_poll",
  "netif_receive_skb",
  "softirq_entry",
  "softirq_exit",
  "tasklet_entry",
  "tasklet_exit",
  "timer_expire_entry",
  "timer_expire_exit",
]);

const functions: ReadonlySet<string> = new Set(["scsi_done", "scsi_finish_command", "scsi_io_completion"]);

/** Whose doing a site is: anybody's, where it's passed in interrupts. */
type TaskOfSite = Pick<KernelSite, "inAnyTask">;

/** Whose doing it is to pass a tracepoint. */
export function taskOfTracepoint(name: string): TaskOfSite {
  return tracepoints.has(name) ? { inAnyTask: true } : {};
}

/** Whose doing it is to call a function. */
export function taskOfFunction(name: string): TaskOfSite {
  return functions.has(name) ? { inAnyTask: true } : {};
}
