import type { BpfCommand, bpfAttrLayouts } from "./abi/bpf-attr.js";
import type { perfAttrLayout } from "./abi/perf-attr.js";
import type { StructValues } from "./abi/struct-layout.js";

/** Every system call this package makes, with its arguments as plain values under the kernel's names. */
interface SystemCallArguments {
  bpf: { [Command in BpfCommand]: {
    readonly command: Command;
    /** Fields left out are zero. Buffers, and fields the kernel writes, hold the answer afterwards. */
    readonly attr: StructValues<(typeof bpfAttrLayouts)[Command]>;
  } }[BpfCommand];
  perf_event_open: {
    readonly attr: StructValues<typeof perfAttrLayout>;
    readonly pid: number;
    readonly cpu: number;
    readonly flags: number;
  };
  ioctl: { readonly fd: number; readonly request: number; readonly argument: number };
  /** Answers the address, and the memory itself in `memory` (not for a `fixedAddress`, whose views exist already). */
  mmap: {
    readonly fixedAddress?: number;
    readonly length: number;
    readonly protection: number;
    readonly flags: number;
    readonly fd: number;
    readonly offset: number;
    memory?: ArrayBuffer;
  };
  munmap: { readonly address: number; readonly length: number };
  close: { readonly fd: number };
  /** Never creates a file. */
  openat: { readonly path: string; readonly flags: number };
  read: { readonly fd: number; readonly buffer: Uint8Array };
  write: { readonly fd: number; readonly buffer: Uint8Array };
  epoll_create1: { readonly flags: number };
  epoll_ctl: {
    readonly epoll: number;
    readonly operation: number;
    readonly fd: number;
    readonly events: number;
    readonly tag: number;
  };
  /** Answers how many events came, and their tags in `tags`. */
  epoll_pwait: { readonly epoll: number; readonly timeoutMs: number; readonly tags: number[] };
  timerfd_create: { readonly clock: number; readonly flags: number };
  timerfd_settime: { readonly fd: number; readonly startNs: bigint; readonly periodNs: bigint };
  eventfd2: { readonly initial: number; readonly flags: number };
  pidfd_open: { readonly pid: number };
  membarrier: { readonly command: number };
  fsopen: { readonly fileSystem: string; readonly flags: number };
  fsconfig: { readonly fd: number; readonly command: number };
  fsmount: { readonly fd: number; readonly flags: number; readonly attributes: number };
  prctl: { readonly option: number; readonly argument: number };
  gettid: object;
  clock_gettime: { readonly clock: number; nowNs?: bigint };
  sched_setaffinity: { readonly mask: Uint8Array };
  sched_getaffinity: { readonly mask: Uint8Array };
}

/** The name of a system call this package makes. */
export type SystemCallName = keyof SystemCallArguments;

/** One system call as a value, by name. */
export type SystemCallOf<Name extends SystemCallName> = { readonly name: Name } & SystemCallArguments[Name];

/** Every system call this package can make, as a closed sum. */
export type SystemCall = { [Name in SystemCallName]: SystemCallOf<Name> }[SystemCallName];

/**
 * The one way into the kernel: makes the call and answers as the kernel does, with a result that is not negative or with a
 * negated error number. Tests put a fake in its place.
 */
export type Syscall = (call: SystemCall) => number;
