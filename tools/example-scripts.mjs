// The scripts that Debian's packages of SystemTap bring as examples, and what becomes of each here: every one comes with the command line
// by which its authors check that it compiles (test_check in its .meta file), and that line is run with `stap` being this command.
import { execFile, execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const tapset = fileURLToPath(new URL("../packages/apps/cli/bin/tapset.js", import.meta.url));
/** More than any takes; ones that wait for something don't compile. */
const TIME_LIMIT_MS = 120_000;
/** As much of a refusal as tells what is wrong. */
const LONGEST_REFUSAL = 160;

/** What is said of scripts that compile; of the others, the first words of the refusal. */
export const COMPILES = "compiles";

/** The examples that are there, by name; none where the packages aren't installed. */
export function exampleScripts() {
  return execFileSync("dpkg", ["-L", "systemtap", "systemtap-doc"], { encoding: "utf8" })
    .split("\n")
    .filter((path) => path.includes("/examples/") && path.endsWith(".meta"))
    .flatMap((path) => {
      const check = /^test_check: *(.*)$/m.exec(readFileSync(path, "utf8"))?.[1];
      return check?.startsWith("stap ") ? [{ name: `${basename(dirname(path))}/${basename(path, ".meta")}`, folder: dirname(path), check }] : [];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Compiles examples, one after the other, and gives what came of each by its name: for the running kernel, which also takes the programs (-p4),
 * or for a frozen one (-p3).
 *
 * @param {ReturnType<typeof exampleScripts>} examples
 * @param {{ readonly target?: string, readonly onResult?: (name: string, result: string) => void }} [options]
 */
export async function compileExamples(examples, { target, onResult } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "tapset-examples-"));
  try {
    writeFileSync(join(folder, "stap"), standIn(target));
    chmodSync(join(folder, "stap"), 0o755);
    const results = {};
    for (const { name, folder: cwd, check } of examples) {
      results[name] = await run(check, { cwd, env: { ...process.env, PATH: `${folder}:${process.env.PATH}` } });
      onResult?.(name, results[name]);
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A program that acts as stap(1). */
function standIn(target) {
  const quote = (text) => `'${text.replaceAll("'", "'\\''")}'`;
  const command = `${quote(process.execPath)} ${quote(tapset)} -w`;
  if (target === undefined) return `#!/bin/sh\nexec ${command} "$@"\n`;
  // What is compiled for another kernel can't be loaded.
  return `#!/bin/bash\nexec ${command} --target ${quote(target)} "\${@/%p4/p3}"\n`;
}

function run(check, options) {
  return new Promise((resolve) => {
    const child = execFile("/bin/sh", ["-c", check], { ...options, timeout: TIME_LIMIT_MS, maxBuffer: 1 << 28 }, (error, _, stderr) => {
      resolve(error === null ? COMPILES : error.killed ? "doesn't end" : refusal(stderr));
    });
    child.stdin?.end();
  });
}

/** The first thing that is wrong, without what another build of the kernel has otherwise. */
function refusal(stderr) {
  const text = (/^(?:ERROR|\w+ error): (.*)$/m.exec(stderr)?.[1] ?? stderr.split("\n")[0] ?? "").replace(/ of build-id [0-9a-f]+/, "");
  return text.length > LONGEST_REFUSAL ? `${text.slice(0, text.lastIndexOf(" ", LONGEST_REFUSAL))} …` : text;
}
