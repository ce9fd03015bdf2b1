import type { Fd } from "./fd.js";
import type { ClockName } from "./clocks.js";

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
