import { getSystemErrorMap } from "node:util";

/** Numbers the kernel returns to user space although libuv's table has no name for them. */
const kernelOnly: Readonly<Record<number, readonly [name: string, meaning: string]>> = {
  62: ["ETIME", "timer expired"],
  75: ["EOVERFLOW", "value too large for defined data type"],
  77: ["EBADFD", "file descriptor in bad state"],
  // Not part of the user-space interface, yet returned by link creation on kernels before the fix of each case.
  524: ["ENOTSUPP", "operation not supported by this kernel"],
};

/** Error numbers that decide something in this package; the same on x86-64 and arm64. */
export const Errno = {
  EPERM: 1, ENOENT: 2, ESRCH: 3, EINTR: 4, E2BIG: 7, EBADF: 9, EAGAIN: 11, ENOMEM: 12, EACCES: 13, EBUSY: 16,
  EEXIST: 17, ENODEV: 19, EINVAL: 22, ENOSPC: 28, ERANGE: 34, ENOSYS: 38, EOPNOTSUPP: 95, ENOTSUPP: 524,
} as const;

/** The symbol of an error number: `EPERM`; `errno 133` for one without a known name. */
export function errnoName(errno: number): string {
  return kernelOnly[errno]?.[0] ?? getSystemErrorMap().get(-errno)?.[0] ?? `errno ${errno}`;
}

/** What an error number says in words: `operation not permitted`. */
export function errnoMeaning(errno: number): string {
  return kernelOnly[errno]?.[1] ?? getSystemErrorMap().get(-errno)?.[1] ?? "unknown error";
}
