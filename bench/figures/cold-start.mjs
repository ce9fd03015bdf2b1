import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../run-command.mjs";
import { units } from "../units.mjs";

const DROP = "/proc/sys/vm/drop_caches";
/** Pages of files, directories and inodes. */
const EVERYTHING = "3";

/**
 * From the command line to the prompt when no file is in memory: before each run, whoever's it is, the kernel drops what it has of
 * all files. What a running program has mapped it can't drop, and the bench itself runs in Node: ours runs in a copy of it.
 *
 * @type {import("../contracts.js").Figure}
 */
export const coldStart = {
  parts: { time: units.ms },
  obstacle: () => {
    try {
      writeFileSync(DROP, EVERYTHING);
      return undefined;
    } catch (error) {
      return `needs to write ${DROP}: ${/** @type {Error} */ (error).message}`;
    }
  },
  measure: async ({ line, spec, folder }) => {
    const node = copyOfNode(folder);
    const words = line(spec).map((word) => (word === process.execPath ? node : word));
    writeFileSync(DROP, EVERYTHING);
    return { time: (await runCommand(words, folder)).wallMs };
  },
};

/** @param {string} folder */
function copyOfNode(folder) {
  const path = join(folder, "node");
  if (!existsSync(path)) {
    copyFileSync(process.execPath, path);
    // What isn't on the disk yet isn't dropped.
    const file = openSync(path, "r+");
    fsyncSync(file);
    closeSync(file);
  }
  return path;
}
