import type { Environment } from "@tapset/asm/interpreter";
import type { Clocks, EventFiles, Fd, Timer, Watch } from "@tapset/sys";
import type { Descriptors } from "./descriptors.js";
import { ERRNO, refuse } from "./refuse.js";

const NS_PER_S = 1_000_000_000n;
/** When a session begins: a second after boot, on a round day. */
const START_NS = NS_PER_S;
const SUSPENDED_NS = NS_PER_S;
const BOOT_REALTIME_NS = 1_700_000_000n * NS_PER_S;

/** A timer behind a descriptor. */
class TimerState {
  dueNs: bigint | undefined;
  periodNs = 0n;
  expirations = 0;
}

/** Time that passes when a test says so, and the timers that keep it. */
export class MadeUpTime {
  readonly clocks: Clocks;
  readonly events: EventFiles;
  readonly #environment: Environment;
  readonly #hz: number;
  readonly #bootRealtimeNs: bigint;
  readonly #timers = new Map<Fd, TimerState>();
  readonly #watchers = new Map<Fd, () => void>();
  #nowNs = START_NS;

  /** `environment`: what programs see of it. `startRealtimeNs`: the wall clock at the beginning, in ns since the Unix epoch. */
  constructor(environment: Environment, descriptors: Descriptors, hz: number, startRealtimeNs = BOOT_REALTIME_NS + START_NS) {
    this.#environment = environment;
    this.#hz = hz;
    this.#bootRealtimeNs = startRealtimeNs - START_NS;
    const offsets = { monotonic: 0n, boottime: SUSPENDED_NS, realtime: this.#bootRealtimeNs };
    this.clocks = { nowNs: (clock) => this.#nowNs + offsets[clock] };
    this.events = {
      epoll: () => refuse("epoll_create1", ERRNO.ENOSYS, "open epoll"),
      eventfd: () => refuse("eventfd2", ERRNO.ENOSYS, "open eventfd"),
      pidfd: (pid) => refuse("pidfd_open", ERRNO.ENOSYS, `watch process ${pid}`),
      timer: () => this.#openTimer(descriptors),
      watch: (fd, onReadable) => this.#watch(fd, onReadable),
    };
    this.#set(START_NS);
  }

  /** Lets time pass; timers that fall due meanwhile are told, each at its time. */
  pass(durationNs: bigint): void {
    const endNs = this.#nowNs + durationNs;
    for (let next = this.#nextTimer(); next !== undefined; next = this.#nextTimer()) {
      const [fd, timer] = next;
      const dueNs = timer.dueNs ?? 0n;
      if (dueNs > endNs) break;
      this.#set(dueNs > this.#nowNs ? dueNs : this.#nowNs);
      timer.expirations += 1;
      timer.dueNs = timer.periodNs === 0n ? undefined : dueNs + timer.periodNs;
      this.#watchers.get(fd)?.();
    }
    this.#set(endNs);
  }

  /** Tells whoever watches a descriptor, once the event loop turns. */
  wake(fd: Fd): void {
    if (this.#watchers.has(fd)) setImmediate(() => this.#watchers.get(fd)?.());
  }

  /** The timer that falls due first. */
  #nextTimer(): readonly [Fd, TimerState] | undefined {
    let first: readonly [Fd, TimerState] | undefined;
    for (const [fd, timer] of this.#timers) {
      if (timer.dueNs !== undefined && (first?.[1].dueNs === undefined || timer.dueNs < first[1].dueNs)) first = [fd, timer];
    }
    return first;
  }

  #set(nowNs: bigint): void {
    this.#nowNs = nowNs;
    this.#environment.ktimeNs = nowNs;
    this.#environment.bootNs = nowNs + SUSPENDED_NS;
    this.#environment.taiNs = nowNs + this.#bootRealtimeNs;
    // The kernel starts counting five minutes before 32 bits overflow.
    this.#environment.jiffies = (1n << 32n) - BigInt(300 * this.#hz) + (nowNs * BigInt(this.#hz)) / NS_PER_S;
  }

  #openTimer(descriptors: Descriptors): Timer {
    const state = new TimerState();
    const fd: Fd = descriptors.open("timer", () => state, () => this.#timers.delete(fd));
    this.#timers.set(fd, state);
    return {
      fd,
      arm: (startNs, periodNs) => {
        state.dueNs = startNs === 0n ? undefined : this.#nowNs + startNs;
        state.periodNs = periodNs;
      },
      ticks: () => {
        const { expirations } = state;
        state.expirations = 0;
        return expirations;
      },
      close: () => fd.close(),
    };
  }

  #watch(fd: Fd, onReadable: () => void): Watch {
    this.#watchers.set(fd, onReadable);
    return { keepAlive: () => undefined, close: () => void this.#watchers.delete(fd) };
  }
}
