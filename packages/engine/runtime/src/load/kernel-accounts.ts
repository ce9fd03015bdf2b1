import type { Module } from "@tapset/compiler";
import type { Kernel } from "@tapset/sys";
import type { Loss } from "../output/reporter.js";
import type { KernelCounts } from "../session/kernel-side.js";
import type { LossKind, RecordLedger } from "../session/session-summary.js";
import type { Attachments } from "./attachments.js";
import { type LedgerCounts, readLedger } from "./kernel-ledger.js";
import type { LoadedModule } from "./loaded-module.js";
import { probesOfProgram } from "./probes-of-program.js";

/** Counters of kernel handlers that stand for something lost. */
const lossCounters = [
  ["dropped", "dropped"],
  ["truncated", "truncated"],
  ["arrayFull", "array-full"],
  ["refused", "array-full"],
  ["failedReads", "failed-read"],
] as const satisfies readonly (readonly [keyof LedgerCounts, LossKind])[];

/** Adds up what kernel handlers have counted, and what the kernel says it didn't deliver. */
export class KernelAccounts {
  readonly #kernel: Kernel;
  readonly #module: Module;
  readonly #loaded: LoadedModule;
  readonly #attachments: Attachments;

  constructor(kernel: Kernel, module: Module, loaded: LoadedModule, attachments: Attachments) {
    this.#kernel = kernel;
    this.#module = module;
    this.#loaded = loaded;
    this.#attachments = attachments;
  }

  /** By probe id. */
  counts(): ReadonlyMap<number, KernelCounts> {
    const missed = this.#missedByProbe();
    const counts = new Map<number, KernelCounts>();
    for (const [probe, { entered, filtered, completed, failed, timed, elapsedNs, leastNs, mostNs }] of this.#ledger()) {
      const times = { timed, elapsedNs, leastNs, mostNs };
      counts.set(probe, { entered, filtered, completed, failed, missed: missed.get(probe), times });
    }
    return counts;
  }

  /** `delivered`: records the session has printed. */
  records(delivered: bigint): RecordLedger {
    const all = [...this.#ledger().values()];
    const produced = all.reduce((sum, counts) => sum + counts.produced, 0n);
    const dropped = all.reduce((sum, counts) => sum + counts.dropped, 0n);
    return { produced, dropped, delivered };
  }

  /** What was lost, by kind and probe; nothing that's 0 or unknown. */
  losses(): Loss[] {
    const losses: Loss[] = [];
    for (const [probe, counts] of this.#ledger()) {
      const byKind = new Map<LossKind, bigint>();
      for (const [counter, kind] of lossCounters) byKind.set(kind, (byKind.get(kind) ?? 0n) + counts[counter]);
      for (const [kind, count] of byKind) if (count > 0n) losses.push({ kind, count, probe: this.#point(probe) });
    }
    for (const program of this.#loaded.programs) {
      const count = this.#attachments.missed(program) ?? 0n;
      const probes = probesOfProgram(this.#module, program);
      // Of several probes in one program nobody knows which missed it.
      if (count > 0n) losses.push({ kind: "missed", count, probe: probes.length === 1 ? this.#point(probes[0] ?? -1) : undefined });
    }
    return losses;
  }

  #ledger(): ReadonlyMap<number, LedgerCounts> {
    return readLedger(this.#kernel, this.#loaded.maps, this.#module.ledger);
  }

  #missedByProbe(): ReadonlyMap<number, bigint | undefined> {
    const missed = new Map<number, bigint | undefined>();
    for (const program of this.#loaded.programs) {
      const probes = probesOfProgram(this.#module, program);
      const count = this.#attachments.missed(program);
      const known = probes.length === 1 || count === 0n ? count : undefined;
      for (const probe of probes) missed.set(probe, add(missed, probe, known));
    }
    return missed;
  }

  #point(probe: number): string | undefined {
    return this.#module.ir.probes[probe]?.point;
  }
}

/** A probe with handlers in several programs misses what they miss; unknown when one of them doesn't tell. */
function add(missed: ReadonlyMap<number, bigint | undefined>, probe: number, count: bigint | undefined): bigint | undefined {
  if (!missed.has(probe)) return count;
  const before = missed.get(probe);
  return before === undefined || count === undefined ? undefined : before + count;
}
