import type { Fd } from "./fd.js";
import type { SystemCaller } from "./system-caller.js";
import type { SystemCall } from "./system-calls.js";
import { verifiedLoad } from "./verified-load.js";

/** The BTF commands of bpf(2). */
export interface BpfBtf {
  /** Loads BTF, such as describes a program's functions. Throws `VerifierError` with the log when it is malformed. */
  load(bytes: Uint8Array): Fd;
}

/** The BTF commands, made through `caller`. */
export function createBpfBtf(caller: SystemCaller): BpfBtf {
  return {
    load: (bytes) => {
      const attr = { btf: bytes, btf_size: bytes.length };
      const withLog = (log: Uint8Array): SystemCall => ({
        name: "bpf",
        command: "BPF_BTF_LOAD",
        attr: { ...attr, btf_log_level: 1, btf_log_size: log.length, btf_log_buf: log },
      });
      return verifiedLoad(caller, { name: "bpf", command: "BPF_BTF_LOAD", attr }, withLog, "BTF");
    },
  };
}
