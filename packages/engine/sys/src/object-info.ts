import type { PointedStruct } from "./abi/struct-layout.js";
import type { Fd } from "./fd.js";
import type { SystemCaller } from "./system-caller.js";

// Longer than any of the kernel's info structures; the kernel fills what it knows.
const infoSizeBytes = 256;

/**
 * What the kernel says about the BPF object behind a descriptor: a `bpf_*_info` structure, zero where it is silent. Where it
 * writes to memory of the caller's, `given` says where that is.
 */
export function objectInfo(caller: SystemCaller, object: Fd, given?: Pick<PointedStruct, "layout" | "values">): DataView {
  const bytes = new Uint8Array(infoSizeBytes);
  const attr = { bpf_fd: object.number, info_len: infoSizeBytes, info: given === undefined ? bytes : { ...given, bytes } };
  caller.call({ name: "bpf", command: "BPF_OBJ_GET_INFO_BY_FD", attr }, `describe ${object.what}`);
  return new DataView(bytes.buffer);
}
