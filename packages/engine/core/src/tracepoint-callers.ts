/** Most arguments a tracepoint has. */
const MOST_ARGUMENTS = 12;

/** What calls typed and raw programs of any tracepoint. */
export const rawTracepointCallers: readonly string[] = Array.from({ length: MOST_ARGUMENTS }, (_, index) => `bpf_trace_run${index + 1}`);

/** The functions of the kernel by which a tracepoint reaches the programs at it (see {@link ProgramKind.calledBy}). */
export function tracepointCallers(tracepoint: string): readonly string[] {
  return [...rawTracepointCallers, `__bpf_trace_${tracepoint}`, `__traceiter_${tracepoint}`];
}

/** As {@link tracepointCallers}, for programs at a trace event's perf event; those of single system calls come by way of all calls' tracepoints. */
export function perfTracepointCallers(traceEvent: string): readonly string[] {
  const syscall = /^sys_(?:enter|exit)(?=_)/.exec(traceEvent)?.[0];
  return syscall === undefined ? [`perf_trace_${traceEvent}`, `__traceiter_${traceEvent}`] : [syscall.replace("sys", "perf_syscall"), `__traceiter_${syscall}`];
}
