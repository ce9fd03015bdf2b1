import type { AttachType, ProgramType } from "./abi/bpf-enums.js";
import type { Fd } from "./fd.js";

/** A table of fixed-size records that goes with a program: `bpf_func_info` or `bpf_line_info`. */
export interface ProgramRecords {
  readonly recordSize: number;
  readonly bytes: Uint8Array;
}

/** What `BPF_PROG_LOAD` takes. */
export interface ProgramSpec {
  readonly type: ProgramType;
  /** Shown by bpftool; the kernel keeps 15 characters of `[A-Za-z0-9_.]`. */
  readonly name?: string;
  /** Instructions as the kernel reads them, 8 bytes each, map descriptors already filled in. */
  readonly instructions: Uint8Array;
  readonly expectedAttachType?: AttachType;
  /** BTF id of what a `tracing` program attaches to: for `trace_raw_tp` the typedef `btf_trace_NAME`. */
  readonly attachBtfId?: number;
  /** The module whose BTF `attachBtfId` counts in; the kernel's own when left out. */
  readonly attachBtfObject?: Fd;
  /** The program's own BTF, which `funcInfo` and `lineInfo` refer to. */
  readonly btf?: Fd;
  readonly funcInfo?: ProgramRecords;
  readonly lineInfo?: ProgramRecords;
  /** `BPF_F_*` load flags. */
  readonly flags?: number;
}

/** Arguments of a program run by hand. */
export interface TestRunOptions {
  /** For `syscall` programs any bytes (written back), for `raw_tracepoint` the arguments as 64-bit words. */
  readonly context?: Uint8Array;
  /** Run on this CPU (`raw_tracepoint` only, since 5.10). */
  readonly cpu?: number;
}

/** What the kernel says about a loaded program (`BPF_OBJ_GET_INFO_BY_FD`). */
export interface ProgramInfo {
  readonly id: number;
  readonly type: ProgramType;
  readonly name: string;
  readonly btfId: number;
  readonly translatedSizeBytes: number;
  readonly jitedSizeBytes: number;
  /** Instructions the verifier walked (since 5.16, else 0). */
  readonly verifiedInstructions: number;
  /** Runs and their total time; they stand still unless statistics are enabled. */
  readonly runCount: bigint;
  readonly runTimeNs: bigint;
  /** Runs the kernel skipped because the program was already running on that CPU (since 5.12, else 0). */
  readonly recursionMisses: bigint;
}

/** The program commands of bpf(2). Every method throws `SyscallError` when the kernel refuses. */
export interface BpfPrograms {
  /**
   * Verifies and loads a program under the licence `GPL`. Throws `VerifierError` when the verifier rejects it: only then
   * it is loaded a second time, to get the log.
   */
  load(spec: ProgramSpec): Fd;
  info(program: Fd): ProgramInfo;
  /** Runs a program once in this process and returns its return value. `syscall` programs since 5.14. */
  testRun(program: Fd, options?: TestRunOptions): number;
  /** Run counts and times are kept by the kernel until the returned descriptor is closed (since 5.8). */
  enableStatistics(): Fd;
}
