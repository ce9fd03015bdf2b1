/**
 * Functions that the kernel calls in interrupts alone, or on the way out of them: whatever runs by then has nothing to do with it, be it the session's
 * own process.
 */
export const interruptFunctions: ReadonlySet<string> = new Set(["scsi_done", "scsi_finish_command", "scsi_io_completion"]);
