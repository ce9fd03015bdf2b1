import { spawn, type ChildProcess } from "node:child_process";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished } from "vitest";

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
  /** Standard output goes to this descriptor; by default it's collected. */
  readonly stdout?: number;
  /** False: nobody reads standard output. */
  readonly reads?: boolean;
  /** A program and arguments that start it, `setpriv …` say. */
  readonly through?: readonly string[];
  /** It leads a process group, as under a terminal. */
  readonly inGroup?: boolean;
  /** The folder it is started in; this process's own by default. */
  readonly folder?: string;
}

/** A command at work. */
export interface Running {
  readonly child: ChildProcess;
  /** Resolves, with all of standard output, when `text` is in it; rejects when the command ends without. */
  printed(text: string): Promise<string>;
  /** The same of standard error. */
  said(text: string): Promise<string>;
  readonly ended: Promise<Run>;
}

/** Starts the command. Whatever it says, it's never a bug report or a stack trace of ours: `ended` checks that. */
export function startTapset(args: readonly string[], options: StartOptions = {}): Running {
  const [program = "", ...rest] = [...(options.through ?? []), process.execPath, commandPath, ...args];
  const child = spawn(program, rest, { cwd: options.folder, detached: options.inGroup === true, stdio: ["pipe", options.stdout ?? "pipe", "pipe"] });
  // A test that fails midway leaves nothing running.
  onTestFinished(() => void (child.exitCode === null && child.kill("SIGTERM")));
  const texts = { stdout: "", stderr: "" };
  const listeners = new Set<() => void>();
  const collect = (name: keyof typeof texts, stream: Readable | null): void => {
    stream?.setEncoding("latin1").on("data", (text: string) => {
      texts[name] += text;
      for (const listener of listeners) listener();
    });
  };
  if (options.reads !== false) collect("stdout", child.stdout);
  collect("stderr", child.stderr);
  // A command that ends without reading its input is no failure of the test.
  child.stdin?.on("error", () => undefined);
  child.stdin?.end(options.input ?? "");
  const ended = new Promise<Run>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status, signal) => resolve({ status, signal, ...texts }));
  }).then((run) => {
    expect(run.stderr).not.toMatch(/bug: |^\s+at .*\.js:\d+/m);
    return run;
  });
  const seen = async (name: keyof typeof texts, text: string): Promise<string> => {
    let look = (): void => undefined;
    const found = new Promise<void>((resolve) => {
      look = () => {
        if (texts[name].includes(text)) resolve();
      };
      listeners.add(look);
      look();
    });
    const tooLate = ended.then(({ stderr }) => {
      if (!texts[name].includes(text)) throw new Error(`ended without ${JSON.stringify(text)} on ${name}; stderr: ${stderr}`);
    });
    await Promise.race([found, tooLate]);
    listeners.delete(look);
    return texts[name];
  };
  return { child, printed: (text) => seen("stdout", text), said: (text) => seen("stderr", text), ended };
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
