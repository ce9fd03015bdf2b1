import { readFileSync, statSync } from "node:fs";

/** A process as /proc names it. */
type ProcessName = number | "self";

/** A process's namespace by the word of /proc/PID/ns, as its inode number; 0 when there is none, or no such process. */
export function namespaceOf(process: ProcessName, word: string): bigint {
  try {
    return statSync(`/proc/${process}/ns/${word}`, { bigint: true }).ino;
  } catch {
    // The process has ended, or the kernel has no such namespaces.
    return 0n;
  }
}

/** Ranges of ids, each with its first id in the process's user namespace, the first in ours, and how many there are; `kind` is "uid" or "gid". */
export function idMap(process: ProcessName, kind: string): readonly (readonly bigint[])[] {
  let text: string;
  try {
    text = readFileSync(`/proc/${process}/${kind}_map`, "latin1");
  } catch {
    // A process that has ended maps nothing.
    return [];
  }
  return text.trim().split("\n").filter((line) => line !== "").map((line) => line.trim().split(/\s+/).map(BigInt));
}

/** What an id is that a user namespace doesn't map; `kind` is "uid" or "gid". */
export function unmappedId(kind: string): bigint {
  return BigInt(readFileSync(`/proc/sys/kernel/overflow${kind}`, "latin1").trim());
}
