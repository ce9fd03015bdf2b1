import { SyscallError } from "@tapset/sys";

/** The error numbers a made-up kernel gives. */
export const ERRNO = { ENOENT: 2, E2BIG: 7, EEXIST: 17, EINVAL: 22, ENOSYS: 38 } as const;

/** Throws the refusal of a system call. */
export function refuse(call: string, errno: number, attempt: string): never {
  throw new SyscallError(call, errno, attempt);
}

/** A facility that interpreted kernels haven't got: every use is refused. */
export function missing(call: string): object {
  return new Proxy({}, { get: (_facility, name) => () => refuse(call, ERRNO.ENOSYS, `${call} ${String(name)}`) });
}
