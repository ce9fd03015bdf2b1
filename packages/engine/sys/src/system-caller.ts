import { Fd } from "./fd.js";
import type { FdTracer } from "./fd.js";
import { SyscallError } from "./syscall-error.js";
import { syscallHint } from "./syscall-hints.js";
import type { Syscall, SystemCall } from "./system-calls.js";

/** Makes system calls for the facilities: turns refusals into errors and results into owned descriptors. */
export class SystemCaller {
  /** The bare call, for those who expect certain refusals: negated error numbers and all. */
  readonly syscall: Syscall;
  readonly #tracer: FdTracer | undefined;

  constructor(syscall: Syscall, tracer: FdTracer | undefined) {
    this.syscall = syscall;
    this.#tracer = tracer;
  }

  /** The call's result. Throws `SyscallError` saying what was attempted when it is refused. */
  call(call: SystemCall, attempt: string): number {
    const result = this.syscall(call);
    if (result < 0) throw this.error(call, result, attempt);
    return result;
  }

  /** A call whose result is a new descriptor; `what` names it for traces and errors. */
  open(call: SystemCall, what: string, attempt = `open ${what}`): Fd {
    return this.own(this.call(call, attempt), what);
  }

  /** Takes ownership of a descriptor number the kernel has just handed out. */
  own(number: number, what: string): Fd {
    const fd = new Fd(number, what, (closing, closed) => {
      this.#tracer?.closed(closed);
      this.syscall({ name: "close", fd: closing });
    });
    this.#tracer?.opened(fd, what);
    return fd;
  }

  /** The error for a refused call; `result` is the negated error number. */
  error(call: SystemCall, result: number, attempt: string): SyscallError {
    const name = call.name === "bpf" ? `bpf(${call.command})` : call.name;
    return new SyscallError(name, -result, attempt, syscallHint(call, -result));
  }
}
