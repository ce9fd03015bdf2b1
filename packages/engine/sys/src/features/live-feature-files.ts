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
    return bytes.subarray(0, readSync(fd, bytes));
  } finally {
    closeSync(fd);
  }
}
