import type { AttachType } from "./abi/bpf-enums.js";
import type { Fd } from "./fd.js";

/** What `BPF_LINK_CREATE` takes. */
export interface LinkSpec {
  readonly program: Fd;
  /** What to attach to, where that is a descriptor: the perf event for `perf_event`. */
  readonly target?: Fd;
  readonly attachType: AttachType;
  readonly flags?: number;
  /** Value `bpf_get_attach_cookie` returns (`perf_event` and `tracing` links). */
  readonly cookie?: bigint;
}

/** What the kernel says about a link. */
export interface LinkInfo {
  readonly id: number;
  readonly programId: number;
  /** Number of `enum bpf_link_type`. */
  readonly type: number;
  /** Runs the kernel missed, where this link type counts them (kprobes and perf events of kprobes, since 6.7). */
  readonly missed: bigint | undefined;
}

/** The link commands of bpf(2). Closing the returned descriptor detaches. */
export interface BpfLinks {
  /** `BPF_LINK_CREATE`; `perf_event` since 5.15. */
  create(spec: LinkSpec): Fd;
  /**
   * `BPF_RAW_TRACEPOINT_OPEN`: a `raw_tracepoint` program to the tracepoint called `name`, or without a name a `tracing`
   * program to what it was loaded for. `cookie` since 6.9.
   */
  openRawTracepoint(program: Fd, name?: string, cookie?: bigint): Fd;
  info(link: Fd): LinkInfo;
}
