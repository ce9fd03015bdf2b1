// The lab's kernel as a frozen target.
import { cpSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { boot, EXCHANGE } from "./boot.mjs";
import { repository } from "./places.mjs";

/**
 * Freezes the lab's kernel into a folder, whatever was there. Takes one guest; gives that command's exit status.
 *
 * @param {string} folder
 * @param {readonly string[]} [options] of `tapset freeze`: `--reduced` for one of packages/engine/target/frozen
 * @returns {Promise<number>}
 */
export function freezeLab(folder, options = []) {
  const tapset = join(repository, "packages/apps/cli/bin/tapset.js");
  return boot({
    command: [process.execPath, tapset, "freeze", join(EXCHANGE, "frozen"), ...options],
    cwd: repository,
    onOutput: (text) => process.stdout.write(text),
    after: (exchange) => {
      rmSync(folder, { recursive: true, force: true });
      cpSync(join(exchange, "frozen"), resolve(folder), { recursive: true });
    },
  });
}
