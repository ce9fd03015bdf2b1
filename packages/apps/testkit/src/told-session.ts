import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type NativeOptions, type NativeRun, nativeSession } from "./native-session.js";

/** Programs take long on emulated machines. */
const PROGRAM_TIMEOUT_MS = 50_000;

/** A session around a program that tells what it does. */
export interface ToldRun extends NativeRun {
  /** Lines of the program's own output. */
  readonly told: readonly string[];
  /** Lines of the script's. */
  readonly seen: readonly string[];
}

/**
 * Runs a script on the kernel of this machine around a program that tells, on its standard output, what it does: what the
 * script saw can be held against it.
 *
 * @param program a shell command, which becomes the program: its process is `target()`
 * @throws what nativeSession throws
 */
export async function toldSession(text: string, program: string, options: Omit<NativeOptions, "command"> = {}): Promise<ToldRun> {
  const folder = mkdtempSync(join(tmpdir(), "tapset-told-"));
  try {
    const path = join(folder, "told");
    const run = await nativeSession(text, { timeoutMs: PROGRAM_TIMEOUT_MS, ...options, command: `exec ${program} > '${path}'` });
    return { ...run, told: lines(readFileSync(path, "utf8")), seen: lines(run.output) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function lines(text: string): readonly string[] {
  return text.split("\n").slice(0, -1);
}
