import { errnoMeaning, errnoName } from "./errno.js";

/** A system call the kernel refused. */
export class SyscallError extends Error {
  /** Families are bundled with copies of this package, and their errors are to be known outside: the name decides. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === "SyscallError";
  }

  override readonly name = "SyscallError";
  /** The call, with its command where it has one: `bpf(BPF_MAP_CREATE)`. */
  readonly call: string;
  /** The positive error number. */
  readonly errno: number;
  /** Its symbol: `EPERM`. */
  readonly code: string;
  /** What was tried, in the caller's words: `create map counts`. */
  readonly attempt: string;
  /** What the user can do about it, beginning with a verb. */
  readonly hint: string | undefined;

  constructor(call: string, errno: number, attempt: string, hint?: string) {
    super(`${attempt}: ${call}: ${errnoMeaning(errno)} (${errnoName(errno)})`);
    this.call = call;
    this.errno = errno;
    this.code = errnoName(errno);
    this.attempt = attempt;
    this.hint = hint;
  }
}
