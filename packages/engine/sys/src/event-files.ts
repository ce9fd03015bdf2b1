import { clockIds } from "./clocks.js";
import type { ClockName } from "./clocks.js";
import { Errno } from "./errno.js";
import type { Fd } from "./fd.js";
import type { SystemCaller } from "./system-caller.js";
import type { SystemCall } from "./system-calls.js";

/** A timer that counts its expirations in the kernel, so none is lost when the session is late. */
export interface Timer {
  readonly fd: Fd;
  /** First expiry after `startNs`, then one every `periodNs` (0: only once). A `startNs` of 0 disarms. */
  arm(startNs: bigint, periodNs: bigint): void;
  /** Expirations since the last call, 0 when there were none. Never blocks. */
  ticks(): number;
  close(): void;
}

/** Waits for many descriptors at once. */
export interface Epoll {
  readonly fd: Fd;
  /** Reports `tag` from `wait` while `fd` is readable. */
  add(fd: Fd, tag: number): void;
  remove(fd: Fd): void;
  /** Tags of the readable descriptors; empty after `timeoutMs` (0: look only, -1: no limit). Blocks the thread. */
  wait(timeoutMs: number): number[];
  close(): void;
}

/** A wish to be called when a descriptor is readable. Does not own the descriptor; close it before that. */
export interface Watch {
  /** Whether an otherwise idle process stays alive for it; it does at first. */
  keepAlive(yes: boolean): void;
  close(): void;
}

/** Descriptors that become readable when something happens. */
export interface EventFiles {
  epoll(): Epoll;
  timer(clock: ClockName): Timer;
  /** A counter another thread or process can raise. */
  eventfd(): Fd;
  /** Becomes readable when the process ends (since 5.3). */
  pidfd(pid: number): Fd;
  /** Calls `onReadable` from the event loop while `fd` has something to read (level-triggered). */
  watch(fd: Fd, onReadable: () => void): Watch;
}

const EPOLL_CLOEXEC = 0o2000000;
const EPOLL_CTL_ADD = 1;
const EPOLL_CTL_DEL = 2;
const EPOLLIN = 1;
/** `TFD_NONBLOCK | TFD_CLOEXEC`, the same bits as `EFD_NONBLOCK | EFD_CLOEXEC`. */
const NONBLOCK_CLOEXEC = 0o4000 | 0o2000000;

/** Has the event loop call `onReadable` while a descriptor is readable. Tests put a fake in its place. */
export type Poll = (fd: number, onReadable: () => void) => { ref(): void; unref(): void; close(): void };

/** Event descriptors, made through `caller`; `poll` connects them to the event loop. */
export function createEventFiles(caller: SystemCaller, poll: Poll): EventFiles {
  return {
    epoll: () => openEpoll(caller),
    timer: (clock) => openTimer(caller, clock),
    eventfd: () => caller.open({ name: "eventfd2", initial: 0, flags: NONBLOCK_CLOEXEC }, "eventfd"),
    pidfd: (pid) => caller.open({ name: "pidfd_open", pid }, `process ${pid}`),
    watch: (fd, onReadable) => {
      const handle = poll(fd.number, onReadable);
      let isClosed = false;
      return {
        keepAlive: (yes) => {
          if (isClosed) return;
          if (yes) handle.ref();
          else handle.unref();
        },
        close: () => {
          if (!isClosed) handle.close();
          isClosed = true;
        },
      };
    },
  };
}

function openEpoll(caller: SystemCaller): Epoll {
  const fd = caller.open({ name: "epoll_create1", flags: EPOLL_CLOEXEC }, "epoll");
  return {
    fd,
    add: (watched, tag) => {
      caller.call(
        { name: "epoll_ctl", epoll: fd.number, operation: EPOLL_CTL_ADD, fd: watched.number, events: EPOLLIN, tag },
        `watch ${watched.what}`,
      );
    },
    remove: (watched) => {
      caller.call(
        { name: "epoll_ctl", epoll: fd.number, operation: EPOLL_CTL_DEL, fd: watched.number, events: 0, tag: 0 },
        `stop watching ${watched.what}`,
      );
    },
    wait: (timeoutMs) => {
      const call: SystemCall = { name: "epoll_pwait", epoll: fd.number, timeoutMs, tags: [] };
      const result = caller.syscall(call);
      if (result < 0 && result !== -Errno.EINTR) throw caller.error(call, result, "wait for events");
      return call.tags;
    },
    close: () => fd.close(),
  };
}

function openTimer(caller: SystemCaller, clock: ClockName): Timer {
  const fd = caller.open({ name: "timerfd_create", clock: clockIds[clock], flags: NONBLOCK_CLOEXEC }, `${clock} timer`);
  const expirations = new BigUint64Array(1);
  const buffer = new Uint8Array(expirations.buffer);
  return {
    fd,
    arm: (startNs, periodNs) => {
      caller.call({ name: "timerfd_settime", fd: fd.number, startNs, periodNs }, `arm ${fd.what}`);
    },
    ticks: () => {
      const call: SystemCall = { name: "read", fd: fd.number, buffer };
      const result = caller.syscall(call);
      if (result === -Errno.EAGAIN) return 0;
      if (result < 0) throw caller.error(call, result, `read ${fd.what}`);
      return Number(expirations[0]);
    },
    close: () => fd.close(),
  };
}
