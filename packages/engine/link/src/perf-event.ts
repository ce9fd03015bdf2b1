import { Errno, SyscallError, type Fd, type Kernel, type PerfCounter, type PerfScope, type SoftwareCounter } from "@tapset/sys";
import type { Attachment } from "./attachment.js";
import type { ProgramStarts } from "./program-starts.js";
import { threadsOfProcess } from "./threads.js";

/** What a perf event counts, as JSON: 64-bit numbers are text, decimal or with `0x`. */
export type CounterSpec =
  /** `cpu_clock` counts nanoseconds and ticks on idle CPUs too. */
  | SoftwareCounter
  /** Any counter by its numbers, which the kernel is given unchecked. */
  | { readonly type: number; readonly config: string }
  /** A watchpoint on 1, 2, 4 or 8 bytes, at an address that is a multiple of that. */
  | { readonly address: string; readonly sizeBytes: number; readonly access: "write" | "read_write" };

/** A counter that fires, on every CPU or in some threads: a `perf_event` program (since 4.9). */
export interface PerfEventSpec {
  readonly kind: "perf-event";
  readonly counter: CounterSpec;
  /** Fires after so many counts, or about so often per second. */
  readonly sampling: { readonly period: number | string } | { readonly frequencyHz: number };
  /** Counts what these threads do, by their ids, and those that they start from then on; those that have ended are passed over. */
  readonly threads?: readonly number[];
}

/** Processes that are to be counted, too, once they begin. */
export interface LateProcesses {
  readonly starts: ProgramStarts;
  /** Told of one that can't be. */
  refused(pid: number, error: SyscallError): void;
}

/** Attaches a program to a counter of its own on each online CPU, or in each thread. */
export function attachPerfEvent(kernel: Kernel, program: Fd, spec: PerfEventSpec, late?: LateProcesses): Attachment {
  const counter = perfCounter(spec.counter);
  const sampling = "period" in spec.sampling ? { period: BigInt(spec.sampling.period) } : spec.sampling;
  const events: Fd[] = [];
  const close = (): void => {
    late?.starts.close();
    for (const event of events) event.close();
  };
  const open = (scope: PerfScope, inherit: boolean): Fd => {
    const event = kernel.perf.open({ counter, scope, sampling, inherit });
    events.push(event);
    kernel.perf.setProgram(event, program);
    return event;
  };
  try {
    if (spec.threads === undefined) for (const cpu of kernel.cpus.online()) open({ cpu }, false);
    else for (const pid of spec.threads) unlessEnded(() => open({ pid }, true));
    // Only now, so that they start together.
    for (const event of events) kernel.perf.enable(event);
  } catch (error) {
    close();
    throw error;
  }
  late?.starts.begin(spec.threads ?? [], (started) => {
    try {
      for (const pid of threadsOfProcess(started)) unlessEnded(() => kernel.perf.enable(open({ pid }, true)));
    } catch (error) {
      if (!(error instanceof SyscallError)) throw error;
      late.refused(started, error);
    }
  });
  return { close };
}

function perfCounter(counter: CounterSpec): PerfCounter {
  if (typeof counter === "string") return { kind: "software", counter };
  if ("type" in counter) return { kind: "dynamic", type: counter.type, config: BigInt(counter.config) };
  return { kind: "breakpoint", address: BigInt(counter.address), sizeBytes: counter.sizeBytes, access: counter.access };
}

function unlessEnded(open: () => unknown): void {
  try {
    open();
  } catch (error) {
    if (!(error instanceof SyscallError) || error.errno !== Errno.ESRCH) throw error;
  }
}
