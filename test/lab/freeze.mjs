// `node test/lab/freeze.mjs FOLDER`: freezes the lab's kernel for tests, into the folder of one of packages/engine/target/frozen.
import { cpSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { boot, EXCHANGE } from "./boot.mjs";
import { repository } from "./places.mjs";

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error("usage: freeze.mjs FOLDER");
  process.exit(2);
}
const tapset = join(repository, "packages/apps/cli/bin/tapset.js");
process.exitCode = await boot({
  command: [process.execPath, tapset, "freeze", join(EXCHANGE, "frozen"), "--reduced"],
  cwd: repository,
  onOutput: (text) => process.stdout.write(text),
  after: (exchange) => {
    rmSync(folder, { recursive: true, force: true });
    cpSync(join(exchange, "frozen"), resolve(folder), { recursive: true });
  },
});
