import type { SystemCaller } from "./system-caller.js";
import type { Fd } from "./fd.js";

// Longer than any of the kernel's info structures; the kernel fills what it knows.
const infoSizeBytes = 256;

/** What the kernel says about the BPF object behind a descriptor: a `bpf_*_info` structure, zero where it is silent. */
export function objectInfo(caller: SystemCaller, object: Fd): DataView {
  const info = new Uint8Array(infoSizeBytes);
  const attr = { bpf_fd: object.number, info_len: infoSizeBytes, info };
  caller.call({ name: "bpf", command: "BPF_OBJ_GET_INFO_BY_FD", attr }, `describe ${object.what}`);
  return new DataView(info.buffer);
}
