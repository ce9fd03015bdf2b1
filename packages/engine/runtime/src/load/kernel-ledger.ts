import { LEDGER, type LedgerBlock } from "@tapset/compiler";
import type { Kernel } from "@tapset/sys";
import { perCpuStride } from "@tapset/sys";
import { FIRST_KEY, type LoadedMaps, mapNamed } from "./load-maps.js";

const WORD_BYTES = 8;

/** A probe's counters: sums over all CPUs, but for the shortest and longest run. */
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

/** What each CPU has in a map of one value. */
export function readCpus(kernel: Kernel, maps: LoadedMaps, name: string): Buffer[] {
  const { fd, spec } = mapNamed(maps, name);
  const stride = perCpuStride(spec.valueSize);
  const count = spec.type === "PERCPU_ARRAY" ? kernel.cpus.possibleCount() : 1;
  const bytes = Buffer.alloc(stride * count);
  kernel.maps.lookup(fd, FIRST_KEY, bytes);
  return Array.from({ length: count }, (_, cpu) => bytes.subarray(cpu * stride, (cpu + 1) * stride));
}

function add(before: LedgerCounts | undefined, cpus: readonly Buffer[], offset: number): LedgerCounts {
  return cpus.map((bytes) => blockAt(bytes, offset)).reduce(join, before ?? NOTHING);
}

/** One CPU's counters. */
export function blockAt(bytes: Buffer, offset: number): LedgerCounts {
  const words = counters.map((name) => [name, bytes.readBigUInt64LE(offset + LEDGER[name] * WORD_BYTES)] as const);
  return Object.fromEntries(words) as unknown as LedgerCounts;
}

const NOTHING = Object.fromEntries(counters.map((name) => [name, 0n])) as unknown as LedgerCounts;

function join(one: LedgerCounts, other: LedgerCounts): LedgerCounts {
  const sums = Object.fromEntries(counters.map((name) => [name, one[name] + other[name]])) as unknown as LedgerCounts;
  return { ...sums, leastNs: least(one, other), mostNs: one.mostNs > other.mostNs ? one.mostNs : other.mostNs };
}

/** The shortest run; where none was timed there's none. */
function least(one: LedgerCounts, other: LedgerCounts): bigint {
  if (one.timed === 0n) return other.leastNs;
  return other.timed === 0n || one.leastNs < other.leastNs ? one.leastNs : other.leastNs;
}
