import type { Btf } from "@tapset/btf";
import type { StatsStore, ValueStore } from "@tapset/compiler";
import type { HostFunctions, ProbeFamily } from "@tapset/core";
import type { Kernel } from "@tapset/sys";
import type { Sink } from "../output/sink.js";
import type { Clock } from "./clock.js";
import type { InterruptSource } from "./interrupts.js";

/** The most time handlers may take of a CPU. */
export interface OverloadLimits {
  readonly thresholdNs: number;
  /** In every stretch of this length. */
  readonly intervalNs: number;
}

/** What a session needs besides the module. Everything that touches the machine can be replaced. */
export interface SessionOptions {
  /** The families that attach programs and start events, by name. */
  readonly family: (name: string) => ProbeFamily | undefined;
  /** Session functions of the tapsets' intrinsics. */
  readonly host?: HostFunctions;
  /** The running kernel; asked for once, and only when the script needs it. */
  readonly kernel?: () => Kernel;
  /** The kernel's own types; read from the running kernel when not given. */
  readonly btf?: () => Btf | undefined;
  readonly clock?: Clock;
  /** Where the script prints, and where everything else is said. File descriptors 1 and 2 by default. */
  readonly stdout?: Sink;
  readonly stderr?: Sink;
  readonly format?: "text" | "ndjson";
  /** Ctrl-C and its like. */
  readonly interrupts?: InterruptSource;
  /** -c: a command to run, in a shell, while the probes are armed; the session ends with it. */
  readonly command?: string;
  /** -x: a process for target() alone: it may end, or never have been. */
  readonly pid?: number;
  /** -m: what the session calls itself; made up unless given. */
  readonly name?: string;
  /** --target-namespaces: the process whose namespaces ids are told in; the session's own unless given. */
  readonly namespacesOf?: number;
  /** -T: the session ends after this time. */
  readonly timeoutMs?: number;
  /** -s: bytes of the ring, rounded up to a power of two. */
  readonly ringBytes?: number;
  /** Any loss makes the status 4. */
  readonly failOnLoss?: boolean;
  /** Ends the session when its handlers take more time; unlimited by default. */
  readonly overload?: OverloadLimits;
  /** Errors of handlers end the handler alone: they are neither said nor held against MAXERRORS, only counted. */
  readonly suppressErrors?: boolean;
  /** Timer ticks a second (CONFIG_HZ), for jiffies; asked for when a script uses them. */
  readonly hz?: () => number;
  /** Told what loading and attaching came to where that isn't what the script says: one line, for those who asked for more. */
  readonly note?: (text: string) => void;
  /** Told once when everything is armed: events from now on count. Not when the session ends before. */
  readonly armed?: () => void;
  /** Told when end handlers have run: the script's globals as they are then, by id. */
  readonly ended?: (globals: readonly (ValueStore | StatsStore)[]) => void;
}
