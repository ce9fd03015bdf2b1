export {
  BPF_F_INNER_MAP, BPF_F_MMAPABLE, BPF_F_NO_PREALLOC, BPF_F_RDONLY, BPF_F_RDONLY_PROG, BPF_F_SLEEPABLE, BPF_F_WRONLY,
  BPF_F_WRONLY_PROG, BPF_RB_FORCE_WAKEUP, BPF_RB_NO_WAKEUP,
} from "./abi/bpf-flags.js";
export type { AttachType, MapType, ProgramType } from "./abi/bpf-enums.js";
export type { BpfBtf } from "./bpf-btf.js";
export type { BpfLinks, LinkInfo, LinkSpec } from "./bpf-links.js";
export type { BpfMaps, ElementLayout, MapElements, MapInfo, MapSpec, UpdateMode } from "./bpf-maps.js";
export type { BpfPrograms, ProgramInfo, ProgramRecords, ProgramSpec, TestRunOptions } from "./bpf-programs.js";
export type { ClockName, Clocks } from "./clocks.js";
export type { Epoll, EventFiles, Poll, Timer, Watch } from "./event-files.js";
export { Errno, errnoMeaning, errnoName } from "./errno.js";
export { Fd } from "./fd.js";
export type { FdTracer } from "./fd.js";
export type { FileAccess } from "./file-access.js";
export { bpfPid } from "./bpf-pid.js";
export { parseCpuList, perCpuStride } from "./cpus.js";
export type { Cpus } from "./cpus.js";
export { createFeatures, featureDescriptions, featureNames } from "./features/features.js";
export type { FeatureDescription, FeatureGroup, FeatureName, Features } from "./features/features.js";
export type { FeatureAnswer, FeatureContext, FeatureFiles, FeatureKernel, LockdownLevel } from "./features/feature.js";
export { judgeSettings } from "./features/kernel-settings.js";
export type { SettingAnswer } from "./features/kernel-settings.js";
export { liveFeatureFiles } from "./features/live-feature-files.js";
export { canTrace, privilegeOf } from "./features/privilege.js";
export type { Privilege } from "./features/privilege.js";
export { createKernel } from "./kernel.js";
export type { Kernel, KernelOptions } from "./kernel.js";
export { MappingRecords } from "./mapping-records.js";
export type { MappedFile, MappingVisitor } from "./mapping-records.js";
export { MappingWatch } from "./mapping-watch.js";
export type { MappingKernel } from "./mapping-watch.js";
export type { Mapping, MappingSpec, Memory } from "./memory.js";
export type { Mounts } from "./mounts.js";
export type {
  HardwareCounter, PerfCounter, PerfEvents, PerfEventSpec, PerfSampling, PerfScope, SoftwareCounter,
} from "./perf-events.js";
export type { ProcessControl } from "./process-control.js";
export { RingBuffer } from "./ring-buffer.js";
export type { RecordVisitor } from "./ring-buffer.js";
export { SyscallError } from "./syscall-error.js";
export type { Syscall, SystemCall, SystemCallName, SystemCallOf } from "./system-calls.js";
export { UnsupportedError } from "./unsupported-error.js";
export { VerifierError } from "./verifier-error.js";
