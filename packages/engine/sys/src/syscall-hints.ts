import { Errno } from "./errno.js";
import type { SystemCall } from "./system-calls.js";

/** What a user can do about a refusal. The first row that fits is shown. */
interface HintRow {
  readonly calls: readonly SystemCall["name"][];
  readonly errnos: readonly number[];
  readonly hint: string;
}

const EMFILE = 24;
const EILSEQ = 84;

const hints: readonly HintRow[] = [
  {
    calls: ["bpf"],
    errnos: [Errno.EPERM],
    hint: "run as root, or give the command CAP_BPF and CAP_PERFMON",
  },
  {
    calls: ["perf_event_open"],
    errnos: [Errno.EPERM, Errno.EACCES],
    hint: "run as root, or give the command CAP_PERFMON (/proc/sys/kernel/perf_event_paranoid tells who may)",
  },
  {
    calls: ["perf_event_open"],
    errnos: [EILSEQ],
    hint: "name the first byte of an instruction: others can't be probed",
  },
  { calls: ["fsopen", "fsconfig", "fsmount"], errnos: [Errno.EPERM], hint: "run as root" },
  {
    calls: ["bpf"],
    errnos: [Errno.ENOSYS],
    hint: "use a kernel built with CONFIG_BPF_SYSCALL",
  },
  {
    calls: ["bpf"],
    errnos: [Errno.EAGAIN],
    hint: "stop what keeps sending this process signals, as a profiler does: the kernel's verifier gives up whenever one comes in",
  },
  {
    calls: ["bpf", "perf_event_open", "epoll_create1", "timerfd_create", "eventfd2", "pidfd_open"],
    errnos: [EMFILE],
    hint: "raise the limit of open files (ulimit -n)",
  },
];

/** The hint for a refused call, if there is one. */
export function syscallHint(call: SystemCall, errno: number): string | undefined {
  return hints.find((row) => row.calls.includes(call.name) && row.errnos.includes(errno))?.hint;
}
