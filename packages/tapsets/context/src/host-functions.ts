import { readFileSync } from "node:fs";
import type { HostFunctions } from "@tapset/core";

/** What process functions mean in a handler that runs in the session: the session's own process. */
export const hostFunctions: HostFunctions = {
  process_euid: () => BigInt(process.geteuid?.() ?? 0),
  process_egid: () => BigInt(process.getegid?.() ?? 0),
  process_ppid: () => BigInt(process.ppid),
  process_pexecname: () => {
    try {
      return readFileSync(`/proc/${String(process.ppid)}/comm`, "latin1").trimEnd();
    } catch {
      // The parent may have ended; then there is no name.
      return "";
    }
  },
};
