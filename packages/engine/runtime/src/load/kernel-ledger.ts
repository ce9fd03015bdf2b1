import { LEDGER, type LedgerBlock } from "@tapset/compiler";
import type { Kernel } from "@tapset/sys";
import { perCpuStride } from "@tapset/sys";
import { FIRST_KEY, type LoadedMaps, mapNamed } from "./load-maps.js";

const WORD_BYTES = 8;

/** Sums over all CPUs of a probe's counters. */
export type LedgerCounts = { readonly [Word in Exclude<keyof typeof LEDGER, "words">]: bigint };

const counters = Object.keys(LEDGER).filter((name) => name !== "words") as (keyof LedgerCounts)[];

/** Reads the counters of kernel handlers, by probe id. */
export function readLedger(kernel: Kernel, maps: LoadedMaps, blocks: readonly LedgerBlock[]): ReadonlyMap<number, LedgerCounts> {
  const values = new Map<string, readonly Buffer[]>();
  const probes = new Map<number, LedgerCounts>();
  for (const { probe, map, offset } of blocks) {
    const cpus = values.get(map) ?? readCpus(kernel, maps, map);
    values.set(map, cpus);
    probes.set(probe, add(probes.get(probe), cpus, offset));
  }
  return probes;
}

function readCpus(kernel: Kernel, maps: LoadedMaps, name: string): Buffer[] {
  const { fd, spec } = mapNamed(maps, name);
  const stride = perCpuStride(spec.valueSize);
  const count = spec.type === "PERCPU_ARRAY" ? kernel.cpus.possibleCount() : 1;
  const bytes = Buffer.alloc(stride * count);
  kernel.maps.lookup(fd, FIRST_KEY, bytes);
  return Array.from({ length: count }, (_, cpu) => bytes.subarray(cpu * stride, (cpu + 1) * stride));
}

function add(before: LedgerCounts | undefined, cpus: readonly Buffer[], offset: number): LedgerCounts {
  const sums = counters.map((name) => {
    const sum = cpus.reduce((total, bytes) => total + bytes.readBigUInt64LE(offset + LEDGER[name] * WORD_BYTES), 0n);
    return [name, (before?.[name] ?? 0n) + sum] as const;
  });
  return Object.fromEntries(sums) as unknown as LedgerCounts;
}
