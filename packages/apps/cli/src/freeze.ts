import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { createKernel } from "@tapset/sys";
import { freezeTarget, liveTarget, reduceForTests } from "@tapset/target";
import { CommandError, EXIT, type ExitStatus } from "./exit-status.js";
import { printError, printOut } from "./standard-streams.js";
import { verbHint } from "./verb-table.js";

/**
 * `tapset freeze DIR [--reduced]`: describes the running kernel in DIR, for `--target DIR` on any machine. With `--reduced`
 * only what tests of tapsets ask about: events and tracepoints, the types near them, and the answers about features.
 */
export function freeze(argv: readonly string[]): Promise<ExitStatus> {
  const { folder, isReduced } = parseFreezeArguments(argv);
  const target = liveTarget(createKernel());
  try {
    if (target.btf === undefined) {
      throw new CommandError(EXIT.unsupported, "freeze: this kernel doesn't show its types: there is no /sys/kernel/btf/vmlinux", ["boot a kernel built with CONFIG_DEBUG_INFO_BTF"]);
    }
    freezeTarget(isReduced ? reduceForTests(target) : target, folder);
    // Answers that this user could not get would be missing wherever the folder is used.
    const unknown = target.featureNames.filter((name) => target.feature(name).verdict === "unknown");
    if (unknown.length > 0) printError(`note: what this kernel can do is unknown to this user: run as root to ask it for ${unknown.join(", ")}\n`);
    printOut(`froze Linux ${target.release} (${target.arch}) into ${folder}\n`);
    return Promise.resolve(EXIT.ok);
  } catch (error) {
    if (error instanceof Error && "code" in error && "path" in error) throw new CommandError(EXIT.script, `freeze: ${error.message}`, ["name a folder that can be written"]);
    throw error;
  } finally {
    target.close();
  }
}

function parseFreezeArguments(argv: readonly string[]): { readonly folder: string; readonly isReduced: boolean } {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options: { reduced: { type: "boolean" } }, allowPositionals: true });
    const [folder, ...others] = positionals;
    if (folder === undefined || others.length > 0) throw new Error(folder === undefined ? "a folder is missing" : "one folder at a time");
    return { folder: resolve(folder), isReduced: values.reduced === true };
  } catch (cause) {
    throw new CommandError(EXIT.usage, `freeze: ${(cause as Error).message}`, [verbHint("freeze")]);
  }
}
