import { readSync } from "node:fs";
import { Debuginfod, type DebuginfodCache, debuginfodSettings, type LiveTarget } from "@tapset/target";
import { DownloadLine } from "./download-line.js";
import { CommandError, EXIT } from "./exit-status.js";
import type { DownloadDebugInfo, Settings } from "./settings.js";
import { printError } from "./standard-streams.js";

/** What ends a download, and the command with it. */
const ENDING = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

const STDIN = 0;
const STDERR = 2;

/**
 * Who fetches debug information, as `--download-debuginfo` and the environment allow.
 *
 * @throws CommandError for `ask` where nobody can be asked; ConfigurationError for an environment that says what can't be done
 */
export function debuginfodClient({ ask, seconds }: DownloadDebugInfo, { quiet, verbosity }: Pick<Settings, "quiet" | "verbosity">, cache: DebuginfodCache): Debuginfod {
  const { isatty } = process.getBuiltinModule("node:tty");
  if (ask && !(isatty(STDIN) && isatty(STDERR))) throw new CommandError(EXIT.usage, "--download-debuginfo=ask: there is no terminal to ask at", ["leave =ask out to download without being asked"]);
  const settings = debuginfodSettings((name) => process.env[name]);
  const line = isatty(STDERR) && !quiet ? new DownloadLine(printError) : undefined;
  return new Debuginfod({
    settings: { ...settings, ...(seconds !== undefined && { wholeMs: seconds * 1000 }) },
    cache,
    ...(ask && { agree: (what, buildId) => asksFor(what, buildId, settings.servers) }),
    hear: (progress) => line?.show(progress),
    ended(what, hasCome) {
      line?.clear();
      if (verbosity > 0) printError(`note: debug information of ${what}: ${hasCome ? "downloaded" : "no server sends it"}\n`);
    },
  });
}

/** Throws CommandError where the environment names no server to download from. */
export function checkServers(target: LiveTarget): void {
  const { verdict, reason, wayOut } = target.feature("debuginfod");
  if (verdict !== "yes") throw new CommandError(EXIT.usage, `--download-debuginfo: ${reason}`, wayOut === undefined ? [] : [wayOut]);
}

/** Does what asks for debug information, and does it again when what it asked for in vain was asked for at the servers. A signal ends the command. */
export async function withDebugInfo<T>(target: LiveTarget, derive: () => T): Promise<T> {
  for (;;) {
    const derived = derive();
    if (!(await interruptible((signal) => target.fetchDebugInfo(signal)))) return derived;
  }
}

/** Waits for what a signal ends in order; the command dies by the signal then, as it would have without. */
async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const ending = new AbortController();
  let by: NodeJS.Signals | undefined;
  const end = (name: NodeJS.Signals): void => {
    by ??= name;
    ending.abort();
  };
  for (const name of ENDING) process.on(name, end);
  try {
    return await work(ending.signal);
  } finally {
    for (const name of ENDING) process.off(name, end);
    if (by !== undefined) process.kill(process.pid, by);
  }
}

function asksFor(what: string, buildId: string, servers: readonly string[]): boolean {
  printError(`download debug information of ${what} (build-id ${buildId}) from ${servers.join(", ")}? [y/N] `);
  const answer = Buffer.alloc(256);
  return /^y(es)?$/i.test(answer.toString("utf8", 0, readSync(STDIN, answer)).trim());
}
