/** How many CPUs a kernel list names: 6 for `0-3,8,10`, 0 for anything that is no such list. */
export function countCpus(list: string): number {
  let count = 0;
  for (const range of list.trim().split(",")) {
    const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(range) ?? [];
    if (first === undefined) return 0;
    count += Number(last) - Number(first) + 1;
  }
  return count;
}
