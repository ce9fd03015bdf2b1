import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";

/** The built command, as people start it. */
export const commandPath = fileURLToPath(new URL("../../packages/apps/cli/bin/tapset.js", import.meta.url));

/** How a run of the command ended, and what it said. */
export interface Run {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How to start the command. */
export interface StartOptions {
  /** Standard input; empty by default. */
  readonly input?: string;
  /** Standard output: collected by default; or left unread, or a descriptor. */
  readonly stdout?: "pipe" | number;
  /** A program and arguments that start it, `setpriv …` say. */
  readonly through?: readonly string[];
  readonly cwd?: string;
}

/** A command at work. */
export interface Running {
  readonly child: ChildProcess;
  /** Resolves when the command has printed `text`, rejects when it ends without. */
  printed(text: string): Promise<void>;
  readonly ended: Promise<Run>;
}

/** Starts the command. Whatever it says, it's never a bug report or a stack trace of ours: `ended` checks that. */
export function startTapset(args: readonly string[], options: StartOptions = {}): Running {
  const [program = "", ...rest] = [...(options.through ?? []), process.execPath, commandPath, ...args];
  const child = spawn(program, rest, { cwd: options.cwd, stdio: ["pipe", options.stdout ?? "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  const listeners = new Set<() => void>();
  child.stdout?.setEncoding("latin1").on("data", (text: string) => {
    stdout += text;
    for (const listener of listeners) listener();
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  // A command that ends without reading its input is no failure of the test.
  child.stdin?.on("error", () => undefined);
  child.stdin?.end(options.input ?? "");
  const ended = new Promise<Run>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status, signal) => resolve({ status, signal, stdout, stderr }));
  }).then((run) => {
    expect(run.stderr).not.toMatch(/bug: |^\s+at .*\.js:\d+/m);
    return run;
  });
  const printed = async (text: string): Promise<void> => {
    await new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if (!stdout.includes(text)) return;
        listeners.delete(look);
        resolve();
      };
      listeners.add(look);
      ended.then(
        () => reject(new Error(`ended without printing ${JSON.stringify(text)}; stderr: ${stderr}`)),
        (error: unknown) => reject(error instanceof Error ? error : new Error(String(error))),
      );
      look();
    });
  };
  return { child, printed, ended };
}

/** Runs the command to its end. */
export async function tapset(args: readonly string[], options: StartOptions = {}): Promise<Run> {
  return startTapset(args, options).ended;
}

/** Runs a script to its end: `script("probe begin { exit() }", "-c", "true")`. */
export async function script(text: string, ...args: readonly string[]): Promise<Run> {
  return tapset(["-e", text, ...args]);
}

/** How a message names the place of a token in a one-line script: `near operator '/' at <input>:1:56`. */
export function near(kind: "operator" | "identifier" | "keyword", token: string, text: string): string {
  return `near ${kind} '${token}' at <input>:1:${text.indexOf(token) + 1}`;
}
