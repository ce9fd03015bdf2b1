import type { FeatureAnswer, TraceEvent } from "@tapset/core";
import type { Lockdown } from "./kernel-target.js";

/** Counts up whenever older readers could misread a folder. */
export const FROZEN_FORMAT = 1;

/** What a frozen target's folder holds. Only the facts must be there; a kernel that didn't show the rest has no such file. */
export const FROZEN_FILES = {
  facts: "target.json",
  configuration: "config.json.gz",
  traceEvents: "trace-events.json.gz",
  symbols: "kallsyms.gz",
  btf: "vmlinux.btf.gz",
  /** A folder: one `NAME.gz` per module. */
  moduleBtf: "modules",
} as const;

/** `target.json`. */
export interface FrozenFacts {
  readonly format: number;
  readonly release: string;
  readonly version: string;
  readonly arch: string;
  readonly hz: number;
  readonly cpus: { readonly possible: number; readonly online: number };
  readonly lockdown?: Lockdown;
  readonly modules: readonly string[];
  readonly features: Readonly<Record<string, FeatureAnswer>>;
}

/** An entry of `trace-events.json.gz`: an event, or the name of one whose format couldn't be read. */
export type FrozenTraceEvent = TraceEvent | { readonly subsystem: string; readonly name: string };
