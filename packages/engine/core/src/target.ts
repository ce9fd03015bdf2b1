import type { Btf } from "@tapset/btf";
import type { DebugInfoAnswer, DebugSubject } from "./debug-info.js";
import type { FeatureAnswer, FeatureName } from "./features.js";
import type { FileView } from "./file-view.js";
import type { KernelSymbolTable } from "./kernel-symbols.js";
import type { ProcessView } from "./process-view.js";

/** One field of a trace event's record, as its tracefs `format` file gives it. */
export interface TraceEventField {
  readonly name: string;
  /** C declaration without the name: `const char *`, `unsigned int`, `__data_loc char[]`. */
  readonly type: string;
  readonly offset: number;
  readonly size: number;
  readonly signed: boolean;
  /** `__data_loc` and `__rel_loc` fields hold offset and length of the real data in their 32 bits. */
  readonly location: "inline" | "data_loc" | "rel_loc";
  /** Elements, when the field is an array. */
  readonly length?: number;
}

/** A trace event (an entry below tracefs `events/`), which need not be a tracepoint. */
export interface TraceEvent {
  readonly subsystem: string;
  readonly name: string;
  /** What perf_event_open(2) takes as `config`. */
  readonly id: number;
  readonly fields: readonly TraceEventField[];
  readonly printFormat: string;
}

/**
 * One machine at compile time, as a value: live, or frozen to a folder. Everything is read lazily and nothing is
 * written. Whatever a kernel doesn't show is `undefined` or empty, never an exception.
 */
export interface Target {
  /** `uname -r`: "6.18.44-1". */
  readonly release: string;
  /** Leading numbers of the release: "6.18.44". */
  readonly version: string;
  /** SystemTap's name: "x86_64", "arm64". */
  readonly arch: string;
  /** Timer ticks a second (CONFIG_HZ). */
  readonly hz: number;
  readonly cpus: { readonly possible: number; readonly online: number };
  /** The kernel's own types; undefined when /sys/kernel/btf/vmlinux can't be read. */
  readonly btf: Btf | undefined;
  /** A kernel configuration value ("y", "m", "250"), undefined when unset or unknown. */
  config(name: string): string | undefined;
  /** Every trace event as `[subsystem, name]`; undefined where tracefs can't be read (lockdown=confidentiality). */
  traceEvents(): readonly (readonly [subsystem: string, name: string])[] | undefined;
  /** One trace event with its format. */
  traceEvent(subsystem: string, name: string): TraceEvent | undefined;
  /** Modules whose types can be read. */
  moduleNames(): readonly string[];
  /** A module's types, which continue the kernel's. undefined when there are none, or none of the kernel's. */
  moduleBtf(name: string): Btf | undefined;
  /** The kernel's symbols; undefined when /proc/kallsyms can't be read. */
  symbols(): KernelSymbolTable | undefined;
  /** The machine's programs and libraries. A frozen target has none. */
  readonly files: FileView;
  /** The machine's processes. A frozen target has none. */
  readonly processes: ProcessView;
  /**
   * Debug information of the kernel, a module or a program, if it's installed or was downloaded before. What is found is opened and no more; what is
   * malformed throws `ElfError` when it's come upon.
   */
  debugInfo(subject: DebugSubject): DebugInfoAnswer;
  feature(name: FeatureName): FeatureAnswer;
}
