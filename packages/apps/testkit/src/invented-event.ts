import type { Environment } from "@tapset/asm/interpreter";
import type { InventedMemory } from "./invented-memory.js";

/** In whose context something happens; unless said, in root's process 4242, called "traced", on the first CPU. */
export interface Surroundings {
  /** As pid() gives it: the process (the kernel's tgid). 1000 is the session itself, whose doings no probe sees. */
  readonly pid?: number;
  /** As tid() gives it: the thread. The process's first thread unless said. */
  readonly tid?: number;
  readonly execname?: string;
  readonly uid?: number;
  readonly gid?: number;
  readonly cpu?: number;
  /** Address of the current `task_struct`, as `memory.structure` places it. */
  readonly task?: bigint | ((memory: InventedMemory) => bigint);
}

/** 64-bit words, or how to get them from structures placed in memory for the event. */
export type Words = readonly (bigint | number)[] | ((memory: InventedMemory) => readonly (bigint | number)[]);

/** Something that happens in a made-up kernel. Plain data but for what must be placed in memory first. */
export type InventedEvent =
  /** A tracepoint, with its arguments: what raw and typed tracepoint programs see. */
  | { readonly kind: "tracepoint"; readonly name: string; readonly words: Words; readonly surroundings: Surroundings }
  /** A trace event as perf delivers it, by the values of its record's fields. */
  | {
      readonly kind: "trace-event";
      readonly subsystem: string;
      readonly name: string;
      readonly fields: Readonly<Record<string, bigint | number>>;
      readonly surroundings: Surroundings;
    }
  /** A perf counter has come round, that of the CPU it happens on. */
  | { readonly kind: "counter"; readonly counter: string; readonly surroundings: Surroundings }
  /** Time passes; timers fire meanwhile. */
  | { readonly kind: "time"; readonly durationNs: bigint };

/** The kernel passes a tracepoint: `tracepoint("sched_process_exit", [task, 0])`. */
export function tracepoint(name: string, words: Words = [], surroundings: Surroundings = {}): InventedEvent {
  return { kind: "tracepoint", name, words, surroundings };
}

/** A trace event reaches perf: `traceEvent("sched:sched_switch", { prev_pid: 1 })`. Fields left out are 0. */
export function traceEvent(path: string, fields: Readonly<Record<string, bigint | number>> = {}, surroundings: Surroundings = {}): InventedEvent {
  const [subsystem = "", name = ""] = path.split(":");
  return { kind: "trace-event", subsystem, name, fields, surroundings };
}

/** A CPU's perf counter comes round: `counter("cpu_clock", { cpu: 1 })`. */
export function counter(name: string, surroundings: Surroundings = {}): InventedEvent {
  return { kind: "counter", counter: name, surroundings };
}

/** Time passes. */
export function passNs(durationNs: bigint | number): InventedEvent {
  return { kind: "time", durationNs: BigInt(durationNs) };
}

/** Surroundings in the interpreter's words. */
export function environmentOf(surroundings: Surroundings, memory: InventedMemory): Partial<Environment> {
  const { pid = 4242, tid = pid, execname = "traced", uid = 0, gid = 0, cpu = 0, task = 0n } = surroundings;
  return {
    ...{ tgid: pid, namespaceTgid: pid, pid: tid, namespacePid: tid },
    ...{ comm: execname, uid, gid, cpu },
    task: typeof task === "bigint" ? task : task(memory),
  };
}
