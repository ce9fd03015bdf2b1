// Writes what V8 makes of the command's bundle beside it (see packages/apps/cli/bin/tapset.js), with the functions that
// short runs use: it makes some, one of which traces this machine for a moment where it may. Where BPF is refused they end
// early, and what they didn't reach is compiled when it's used.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Script } from "node:vm";

const path = join(dirname(fileURLToPath(import.meta.url)), "../packages/apps/cli/dist/tapset.cjs");
const { href } = pathToFileURL(path);
const code = readFileSync(path, "latin1");
const script = new Script(code, { filename: path });
const require = createRequire(path);
const { run } = script.runInThisContext()(require, href);

const runs = [
  ["-e", 'probe begin { println("hello") exit() }'],
  ["-e", "global a probe syscall.getppid { if (pid() == 1) a[tid()] += 1 }", "-c", "true"],
  ["-e", 'global n, a probe kernel.trace("sched_switch") { n++ a[pid(), execname()] <<< 1 } probe end { printf("%d\\n", n) }', "-c", "true"],
];
for (const argv of runs) await run(argv, async (url) => require(fileURLToPath(url)));
process.exitCode = 0;

const firstLine = code.slice(0, code.indexOf("\n"));
writeFileSync(`${path}.cache`, Buffer.concat([Buffer.from(firstLine, "latin1"), script.createCachedData()]));
