import type { Fd } from "./fd.js";
import type { Kernel } from "./kernel.js";
import { MappingRecords, type MappingVisitor } from "./mapping-records.js";
import { SyscallError } from "./syscall-error.js";

/** What the watch asks of the kernel. */
export type MappingKernel = Pick<Kernel, "perf" | "memory" | "cpus">;

/** Some thousand mappings of a CPU between two looks. */
const RING_PAGES = 64;

/** Watches what processes map to run, and whom they fork, on all CPUs: what perf-record(1) does to know the addresses of those that have ended. */
export class MappingWatch {
  readonly #events: Fd[] = [];
  readonly #rings: MappingRecords[] = [];
  readonly #visitor: MappingVisitor;
  readonly #timer: NodeJS.Timeout;

  /** Begins to watch; undefined where the kernel doesn't allow it. `lookMs`: how often is looked though nobody asks; `looked` is told after. */
  static open(kernel: MappingKernel, visitor: MappingVisitor, lookMs: number, looked: () => void = () => undefined): MappingWatch | undefined {
    const watch = new MappingWatch(visitor, lookMs, looked);
    try {
      for (const cpu of kernel.cpus.online()) watch.#open(kernel, cpu);
      return watch;
    } catch (error) {
      watch.close();
      if (error instanceof SyscallError) return undefined;
      throw error;
    }
  }

  private constructor(visitor: MappingVisitor, lookMs: number, looked: () => void) {
    this.#visitor = visitor;
    this.#timer = setInterval(() => {
      this.look();
      looked();
    }, lookMs).unref();
  }

  #open(kernel: MappingKernel, cpu: number): void {
    const event = kernel.perf.open({ counter: { kind: "software", counter: "dummy" }, scope: { cpu }, recordsMappings: true });
    this.#events.push(event);
    this.#rings.push(new MappingRecords(kernel.memory, event, RING_PAGES * kernel.memory.pageSize));
    kernel.perf.enable(event);
  }

  /** Tells what has happened since the last look. */
  look(): void {
    for (const ring of this.#rings) ring.drain(this.#visitor);
  }

  close(): void {
    clearInterval(this.#timer);
    for (const ring of this.#rings) ring.close();
    for (const event of this.#events) event.close();
    this.#rings.length = 0;
    this.#events.length = 0;
  }
}
