import { btfInfoLayout } from "./abi/bpf-info.js";
import { readField } from "./abi/struct-layout.js";
import type { Fd } from "./fd.js";
import { objectIds } from "./object-ids.js";
import { objectInfo } from "./object-info.js";
import { Errno } from "./errno.js";
import { SyscallError } from "./syscall-error.js";
import type { SystemCaller } from "./system-caller.js";
import type { SystemCall } from "./system-calls.js";
import { verifiedLoad } from "./verified-load.js";

/** The BTF commands of bpf(2). */
export interface BpfBtf {
  /** Loads BTF, such as describes a program's functions. Throws `VerifierError` with the log when it is malformed. */
  load(bytes: Uint8Array): Fd;
  /**
   * The BTF of a kernel module, which `attachBtfObject` takes; undefined when no such module has any. Needs CAP_SYS_ADMIN
   * (since 5.11).
   */
  openModule(name: string): Fd | undefined;
}

/** More than any module's name. */
const NAME_BYTES = 128;

/** What a BTF object is called (`vmlinux`, a module); undefined for those that programs brought. */
function kernelBtfName(caller: SystemCaller, btf: Fd): string | undefined {
  const name = new Uint8Array(NAME_BYTES);
  const view = objectInfo(caller, btf, { layout: btfInfoLayout, values: { name, name_len: NAME_BYTES } });
  if (readField(btfInfoLayout.kernel_btf, view) === 0) return undefined;
  return Buffer.from(name.subarray(0, name.indexOf(0))).toString("latin1");
}

function unlessGone(open: () => Fd): Fd | undefined {
  try {
    return open();
  } catch (error) {
    if (error instanceof SyscallError && error.errno === Errno.ENOENT) return undefined;
    throw error;
  }
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

    openModule: (name) => {
      for (const id of objectIds(caller, "BPF_BTF_GET_NEXT_ID")) {
        const call: SystemCall = { name: "bpf", command: "BPF_BTF_GET_FD_BY_ID", attr: { btf_id: id } };
        // Somebody's program may be gone by now, and its BTF with it.
        const btf = unlessGone(() => caller.open(call, `BTF ${id}`));
        if (btf === undefined) continue;
        if (kernelBtfName(caller, btf) === name) return btf;
        btf.close();
      }
      return undefined;
    },
  };
}
