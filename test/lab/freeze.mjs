// `node test/lab/freeze.mjs FOLDER`: freezes the lab's kernel for tests, into the folder of one of packages/engine/target/frozen.
import { freezeLab } from "./frozen-lab.mjs";

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error("usage: freeze.mjs FOLDER");
  process.exit(2);
}
process.exitCode = await freezeLab(folder, ["--reduced"]);
