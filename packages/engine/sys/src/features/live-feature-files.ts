import { closeSync, openSync, readdirSync, readFileSync, readSync } from "node:fs";
import type { FeatureFiles } from "./feature.js";

/** The files of the running machine. */
export const liveFeatureFiles: FeatureFiles = {
  read(path, mostBytes) {
    try {
      return mostBytes === undefined ? readFileSync(path) : readStart(path, mostBytes);
    } catch {
      return undefined;
    }
  },
  list(path) {
    try {
      return readdirSync(path);
    } catch {
      return [];
    }
  },
};

function readStart(path: string, mostBytes: number): Uint8Array {
  const fd = openSync(path, "r");
  try {
    const bytes = new Uint8Array(mostBytes);
    let length = 0;
    // The kernel's own files give what they please at a time.
    for (let more = -1; more !== 0 && length < mostBytes; length += more) more = readSync(fd, bytes, length, mostBytes - length, null);
    return bytes.subarray(0, length);
  } finally {
    closeSync(fd);
  }
}
