import { readFileSync } from "node:fs";

/** CPUs of a list as sysfs writes it: `0-3,8` is 0, 1, 2, 3, 8. */
export function parseCpuList(list: string): number[] {
  const cpus: number[] = [];
  for (const range of list.trim().split(",")) {
    if (range === "") continue;
    const [first = "", last = first] = range.split("-");
    if (!/^\d+$/.test(first) || !/^\d+$/.test(last)) throw new Error(`parse CPU list: ${JSON.stringify(list)}`);
    for (let cpu = Number(first); cpu <= Number(last); cpu++) cpus.push(cpu);
  }
  return cpus;
}

/** The CPUs of this machine. */
export interface Cpus {
  /**
   * CPUs there could ever be: the number of values in an element of a per-CPU map. Can be more than there are.
   */
  possibleCount(): number;
  /** CPUs that run now: the ones a perf event can be opened on. */
  online(): number[];
}

/** The CPUs as sysfs describes them. */
export function createCpus(): Cpus {
  const read = (name: string): number[] => parseCpuList(readFileSync(`/sys/devices/system/cpu/${name}`, "latin1"));
  let possible: number | undefined;
  return {
    possibleCount: () => (possible ??= Math.max(...read("possible")) + 1),
    online: () => read("online"),
  };
}

/**
 * Distance between two CPUs' values in an element of a per-CPU map, in bytes. User space reads and writes such an element
 * as `possibleCount()` values, this far apart.
 */
export function perCpuStride(valueSizeBytes: number): number {
  return (valueSizeBytes + 7) & ~7;
}
