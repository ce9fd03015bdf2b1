import { expect, test } from "vitest";
import * as sys from "../src/index.js";

test("the package exports these values and no others", () => {
  expect(Object.keys(sys).sort()).toEqual([
    "BPF_F_INNER_MAP", "BPF_F_MMAPABLE", "BPF_F_NO_PREALLOC", "BPF_F_RDONLY", "BPF_F_RDONLY_PROG", "BPF_F_SLEEPABLE",
    "BPF_F_WRONLY", "BPF_F_WRONLY_PROG", "BPF_RB_FORCE_WAKEUP", "BPF_RB_NO_WAKEUP", "Errno", "Fd", "MappingRecords", "MappingWatch", "RingBuffer",
    "SyscallError", "UnsupportedError", "VerifierError", "bpfPid", "canTrace", "createFeatures", "createKernel", "errnoMeaning",
    "errnoName", "featureDescriptions", "featureNames", "judgeSettings", "liveFeatureFiles", "parseCpuList", "perCpuStride", "privilegeOf",
  ]);
});
