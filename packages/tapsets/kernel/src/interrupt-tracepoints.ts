/**
 * Tracepoints that the kernel passes in interrupts, or on the way out of them: whatever runs by then has nothing to do with it, be it the session's
 * own process. Those that mostly are a process's own doing aren't here.
 */
export const interruptTracepoints: ReadonlySet<string> = new Set([
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
