import type { Fd } from "./fd.js";

/** The BTF commands of bpf(2). */
export interface BpfBtf {
  /** Loads BTF, such as describes a program's functions. Throws `VerifierError` with the log when it is malformed. */
  load(bytes: Uint8Array): Fd;
}
