import { bpfAttachTypes, bpfProgramTypes } from "./abi/bpf-enums.js";
import type { AttachType, ProgramType } from "./abi/bpf-enums.js";
import { progInfoLayout } from "./abi/bpf-info.js";
import { readField } from "./abi/struct-layout.js";
import type { Fd } from "./fd.js";
import { objectIds } from "./object-ids.js";
import { objectInfo } from "./object-info.js";
import { objectName } from "./object-name.js";
import type { SystemCaller } from "./system-caller.js";
import type { SystemCall } from "./system-calls.js";
import { verifiedLoad } from "./verified-load.js";

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
  /** Ids of all programs on this machine, anybody's; needs CAP_SYS_ADMIN. */
  ids(): number[];
  /** Runs a program once in this process and returns its return value. `syscall` programs since 5.14. */
  testRun(program: Fd, options?: TestRunOptions): number;
  /** Run counts and times are kept by the kernel until the returned descriptor is closed (since 5.8). */
  enableStatistics(): Fd;
}

const instructionSizeBytes = 8;
const BPF_F_TEST_RUN_ON_CPU = 1 << 0;
const BPF_STATS_RUN_TIME = 0;

/** The program commands, made through `caller`. */
export function createBpfPrograms(caller: SystemCaller): BpfPrograms {
  return {
    load: (spec) => {
      const attr = loadAttr(spec);
      const withLog = (log: Uint8Array, level: number): SystemCall => ({
        name: "bpf", command: "BPF_PROG_LOAD", attr: { ...attr, log_level: level, log_size: log.length, log_buf: log },
      });
      const what = `program ${spec.name ?? spec.type}`;
      return verifiedLoad(caller, { name: "bpf", command: "BPF_PROG_LOAD", attr }, withLog, what);
    },

    info: (program) => {
      const view = objectInfo(caller, program);
      return {
        id: readField(progInfoLayout.id, view),
        type: bpfProgramTypes[readField(progInfoLayout.type, view)] ?? "unspec",
        name: readField(progInfoLayout.name, view),
        btfId: readField(progInfoLayout.btf_id, view),
        translatedSizeBytes: readField(progInfoLayout.xlated_prog_len, view),
        jitedSizeBytes: readField(progInfoLayout.jited_prog_len, view),
        verifiedInstructions: readField(progInfoLayout.verified_insns, view),
        runCount: readField(progInfoLayout.run_cnt, view),
        runTimeNs: readField(progInfoLayout.run_time_ns, view),
        recursionMisses: readField(progInfoLayout.recursion_misses, view),
      };
    },

    ids: () => objectIds(caller, "BPF_PROG_GET_NEXT_ID"),

    testRun: (program, { context, cpu } = {}) => {
      const attr = {
        prog_fd: program.number,
        retval: 0,
        ctx_size_in: context?.length,
        ctx_in: context,
        flags: cpu === undefined ? undefined : BPF_F_TEST_RUN_ON_CPU,
        cpu,
      };
      caller.call({ name: "bpf", command: "BPF_PROG_TEST_RUN", attr }, `run ${program.what}`);
      return attr.retval;
    },

    enableStatistics: () =>
      caller.open({ name: "bpf", command: "BPF_ENABLE_STATS", attr: { type: BPF_STATS_RUN_TIME } }, "program statistics"),
  };
}

function loadAttr(spec: ProgramSpec) {
  return {
    prog_type: bpfProgramTypes.indexOf(spec.type),
    insn_cnt: spec.instructions.length / instructionSizeBytes,
    insns: spec.instructions,
    // The tracing helpers are for GPL programs alone.
    license: "GPL",
    prog_flags: spec.flags,
    prog_name: spec.name === undefined ? undefined : objectName(spec.name),
    expected_attach_type:
      spec.expectedAttachType === undefined ? undefined : bpfAttachTypes.indexOf(spec.expectedAttachType),
    prog_btf_fd: spec.btf?.number,
    func_info_rec_size: spec.funcInfo?.recordSize,
    func_info: spec.funcInfo?.bytes,
    func_info_cnt: spec.funcInfo && spec.funcInfo.bytes.length / spec.funcInfo.recordSize,
    line_info_rec_size: spec.lineInfo?.recordSize,
    line_info: spec.lineInfo?.bytes,
    line_info_cnt: spec.lineInfo && spec.lineInfo.bytes.length / spec.lineInfo.recordSize,
    attach_btf_id: spec.attachBtfId,
    attach_btf_obj_fd: spec.attachBtfObject?.number,
  };
}
