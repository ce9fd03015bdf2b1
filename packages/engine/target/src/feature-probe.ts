import { tracepointTypeId } from "@tapset/btf";
import type { FeatureName, Target } from "@tapset/core";
import { Errno, type Fd, type Kernel, type ProgramSpec, type ProgramType, SyscallError, VerifierError } from "@tapset/sys";

/** The parts of the kernel that questions are asked of. */
export type ProbeKernel = Pick<Kernel, "maps" | "programs" | "links" | "perf">;

/** How one feature is asked for: by using it for a moment, where nobody else notices. */
export interface FeatureProbe {
  readonly name: FeatureName;
  /** Returns when the feature works; throws the kernel's refusal, or an `Error` that says what is missing. */
  readonly ask: (kernel: ProbeKernel, target: Target) => void;
}

/** Fires when a program is executed: seldom. */
const QUIET_TRACEPOINT = "sched_process_exec";
const NO_SUCH_EVENT = 0x7fff_ffff;
const RING_BYTES = 65536;

/** The features named in the contract. Families with needs of their own bring their own probes. */
export const featureProbes: readonly FeatureProbe[] = [
  { name: "bpf", ask: (kernel) => kernel.programs.load(returnZero("socket_filter")).close() },
  { name: "tp-btf", ask: askTypedTracepoint },
  { name: "raw-tracepoint", ask: askRawTracepoint },
  { name: "perf-tracepoint", ask: askPerfTracepoint },
  { name: "perf-software", ask: askPerfSoftware },
  { name: "ring-buffer", ask: askRingBuffer },
  helper("read-kernel", 113, "bpf_probe_read_kernel"),
  helper("read-user", 112, "bpf_probe_read_user"),
  helper("loop", 181, "bpf_loop"),
  helper("for-each-map", 164, "bpf_for_each_map_elem"),
  helper("task-storage", 156, "bpf_task_storage_get"),
  helper("tail-call", 12, "bpf_tail_call"),
  helper("snprintf", 165, "bpf_snprintf"),
];

function askTypedTracepoint(kernel: ProbeKernel, target: Target): void {
  const attachBtfId = target.btf && tracepointTypeId(target.btf, QUIET_TRACEPOINT);
  if (attachBtfId === undefined) throw new Error("the kernel does not describe its tracepoints (no BTF)");
  const spec = { ...returnZero("tracing"), expectedAttachType: "trace_raw_tp", attachBtfId } as const;
  using(kernel.programs.load(spec), (program) => kernel.links.openRawTracepoint(program).close());
}

function askRawTracepoint(kernel: ProbeKernel): void {
  const spec = returnZero("raw_tracepoint");
  using(kernel.programs.load(spec), (program) => kernel.links.openRawTracepoint(program, QUIET_TRACEPOINT).close());
}

/**
 * Taking a tracepoint back from perf costs 100 ms, so this opens an event that can't be: perf knows no such trace event
 * (EINVAL), unless it knows nothing of trace events at all (ENOENT).
 */
function askPerfTracepoint(kernel: ProbeKernel, target: Target): void {
  if (target.traceEvent("sched", QUIET_TRACEPOINT) === undefined) throw new Error("trace events can't be read from tracefs");
  kernel.programs.load(returnZero("tracepoint")).close();
  try {
    kernel.perf.open({ counter: { kind: "tracepoint", id: NO_SUCH_EVENT }, scope: { pid: 0 } }).close();
  } catch (error) {
    if (!(error instanceof SyscallError) || error.errno !== Errno.EINVAL) throw error;
  }
}

function askPerfSoftware(kernel: ProbeKernel): void {
  const counter = { kind: "software", counter: "cpu_clock" } as const;
  const open = (): Fd => kernel.perf.open({ counter, scope: { pid: 0 }, sampling: { period: 1_000_000_000n } });
  using(open(), (fd) => using(kernel.programs.load(returnZero("perf_event")), (program) => kernel.perf.setProgram(fd, program)));
}

function askRingBuffer(kernel: ProbeKernel): void {
  const sizes = { keySize: 0, valueSize: 0, maxEntries: RING_BYTES };
  kernel.maps.create({ type: "ringbuf", name: "feature_probe", ...sizes }).close();
}

/**
 * Whether tracing programs may call a helper. The call is made with nothing in its argument registers: a kernel that has
 * the helper complains about those, one that lacks or forbids it about the call.
 */
function helper(name: FeatureName, number: number, kernelName: string): FeatureProbe {
  return {
    name,
    ask(kernel) {
      try {
        kernel.programs.load({ ...returnZero("raw_tracepoint"), instructions: instructions(call(number)) }).close();
      } catch (error) {
        if (!(error instanceof VerifierError)) throw error;
        if (/unknown func|cannot use helper/.test(error.log)) {
          throw new Error(`tracing programs can't call ${kernelName} on this kernel`, { cause: error });
        }
      }
    },
  };
}

/** Uses a descriptor and closes it, come what may. */
function using(fd: Fd, use: (fd: Fd) => void): void {
  try {
    use(fd);
  } finally {
    fd.close();
  }
}

function returnZero(type: ProgramType): ProgramSpec {
  return { type, name: "feature_probe", instructions: instructions() };
}

type Slot = readonly [opcode: number, immediate: number];

const MOVE_ZERO_TO_R0: Slot = [0xb7, 0];
const EXIT: Slot = [0x95, 0];

function call(helperNumber: number): Slot {
  return [0x85, helperNumber];
}

/** `body`, and then `return 0`. None of these instructions names a register but r0. */
function instructions(...body: readonly Slot[]): Uint8Array {
  const slots = [...body, MOVE_ZERO_TO_R0, EXIT];
  const view = new DataView(new ArrayBuffer(8 * slots.length));
  for (const [index, [opcode, immediate]] of slots.entries()) {
    view.setUint8(8 * index, opcode);
    view.setInt32(8 * index + 4, immediate, true);
  }
  return new Uint8Array(view.buffer);
}
