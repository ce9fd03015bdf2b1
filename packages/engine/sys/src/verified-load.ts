import { Errno } from "./errno.js";
import type { Fd } from "./fd.js";
import type { SystemCaller } from "./system-caller.js";
import type { SystemCall } from "./system-calls.js";
import { VerifierError } from "./verifier-error.js";

const smallLogBytes = 1 << 18;
// What kernels before 6.4 accept at most, rounded down to a power of two.
const largestLogBytes = 1 << 23;
const agains = 5;

/** What a log tells: every instruction that is followed, and what is wrong; or, as BPF_LOG_STATS, only the latter and how much there was. */
type LogLevel = 1 | 4;

/**
 * Loads something the verifier looks at, first without a log, which is much cheaper. Only when that fails, it is tried again
 * with one: `withLog` is the same call with a log buffer.
 */
export function verifiedLoad(
  caller: SystemCaller, call: SystemCall, withLog: (log: Uint8Array, level: LogLevel) => SystemCall, what: string,
): Fd {
  const attempt = `load ${what}`;
  const first = retried(caller, call);
  if (first >= 0) return caller.own(first, what);
  let level: LogLevel = 1;
  for (let logBytes = smallLogBytes; ; logBytes *= 2) {
    const log = new Uint8Array(logBytes);
    const result = retried(caller, withLog(log, level));
    if (result >= 0) return caller.own(result, what);
    if (result === -Errno.ENOSPC && logBytes < largestLogBytes) {
      // Where it gave up is behind more ways than any log has room for, and each try follows them all again.
      if (first === -Errno.E2BIG) level = 4;
      continue;
    }
    // What it had said by then is no refusal.
    if (result === -Errno.EAGAIN) throw caller.error(call, result, attempt);
    const text = Buffer.from(log.buffer, 0, Math.max(0, log.indexOf(0))).toString("latin1").trimEnd();
    if (text === "") throw caller.error(call, first, attempt);
    throw new VerifierError(attempt, result === -Errno.ENOSPC ? -first : -result, text);
  }
}

/** The verifier gives up with EAGAIN when a signal comes in. */
function retried(caller: SystemCaller, call: SystemCall): number {
  let result = caller.syscall(call);
  for (let i = 0; i < agains && result === -Errno.EAGAIN; i++) result = caller.syscall(call);
  return result;
}
