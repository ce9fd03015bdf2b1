import type { SessionHost } from "@tapset/core";
import type { EventFiles, Timer } from "@tapset/sys";
import type { Clock } from "../session/clock.js";

/** What timers need of the session. */
export interface TimerOptions {
  /** Asked for when a timer starts. */
  readonly timers: () => EventFiles;
  readonly clock: Clock;
  /** Whether handlers may run now; ticks that come while they may not are missed. */
  readonly isReady: () => boolean;
}

/**
 * Timers of the session, on timerfd(2): they keep time while the session is busy. A tick is due one interval after the
 * last was due, however late that was handled; ticks that pass meanwhile are counted.
 */
export function createSessionTimers({ timers, clock, isReady }: TimerOptions): SessionHost {
  return {
    timer: (nextNs, fire) => {
      const events = timers();
      const timer = events.timer("monotonic");
      let isStopped = false;
      let missed = 0n;
      let due = clock.nowNs("monotonic") + nextNs();
      const armNext = (): void => {
        if (!isStopped) arm(timer, due, clock);
      };
      const watch = events.watch(timer.fd, () => {
        if (isStopped || timer.ticks() === 0) return;
        if (isReady()) fire();
        else missed += 1n;
        due += nextNs();
        for (const now = clock.nowNs("monotonic"); due <= now; due += nextNs()) missed += 1n;
        armNext();
      });
      armNext();
      return {
        stop: () => {
          if (isStopped) return;
          isStopped = true;
          watch.close();
          timer.close();
        },
        missed: () => missed,
      };
    },
  };
}

function arm(timer: Timer, dueNs: bigint, clock: Clock): void {
  const delay = dueNs - clock.nowNs("monotonic");
  // 0 would disarm it.
  timer.arm(delay > 0n ? delay : 1n, 0n);
}
