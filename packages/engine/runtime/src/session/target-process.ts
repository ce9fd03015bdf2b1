import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import path from "node:path";
import type { Kernel } from "@tapset/sys";
import { SessionError } from "./session-error.js";
import type { CommandEnd } from "./session-summary.js";

/** The process of -c or -x. */
export interface TargetProcess {
  readonly pid: number;
  /** Lets a command begin; it waits till then. */
  release(): void;
  /** Resolves when the process has ended; with how it ended for a command. */
  readonly ended: Promise<CommandEnd | undefined>;
  /** Ends a command that still runs, and stops watching. */
  close(): void;
}

/** Characters that only a shell understands, quotes apart. */
const shellSyntax = /[;&|<>()`$\n{}*?[\]~#!=\\]/;

/** Waits for a line on descriptor 3, then becomes the command. When the session dies before, the command isn't run. */
const launcher = { simple: 'read -r go <&3 || exit 1; exec 3<&-; eval "exec $1"', shell: 'read -r go <&3 || exit 1; exec 3<&-; exec /bin/sh -c "$1"' };

/**
 * Starts the command of -c, which waits until released. A plain command keeps the process id it begins with, so
 * that target() is the command itself and no shell; anything else runs in `sh -c`. Throws when there is no such command.
 */
export function startCommand(command: string): TargetProcess {
  const script = isPlain(command) ? launcher.simple : launcher.shell;
  const child = spawn("/bin/sh", ["-c", script, "sh", command], { stdio: ["inherit", "inherit", "inherit", "pipe"] });
  const gate = child.stdio[3] as NodeJS.WritableStream;
  // The command may end without reading.
  gate.on("error", () => undefined);
  const ended = new Promise<CommandEnd>((resolve, reject) => {
    child.once("error", (error) => reject(new SessionError(`run command: ${error.message}`, { cause: error })));
    child.once("exit", (status, signal) => resolve({ status: status ?? undefined, signal: signal ?? undefined }));
  });
  ended.catch(() => undefined);
  return {
    pid: child.pid ?? 0,
    release: () => gate.end("go\n"),
    ended,
    close: () => {
      gate.end();
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
    },
  };
}

/** Watches a running process. Throws when there is none. */
export function watchProcess(pid: number, kernel: Kernel): TargetProcess {
  if (!isRunning(pid)) throw new SessionError(`watch process ${pid}: there is no such process`);
  const fd = kernel.events.pidfd(pid);
  let close = (): void => fd.close();
  const ended = new Promise<undefined>((resolve) => {
    const watch = kernel.events.watch(fd, () => resolve(undefined));
    close = () => {
      watch.close();
      fd.close();
    };
  });
  return { pid, release: () => undefined, ended, close: () => close() };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Whether a command can be executed as it stands: a program and its arguments. Throws when the shell knows no such command. */
function isPlain(command: string): boolean {
  const words = command.trim().split(/\s+/);
  const program = words[0] ?? "";
  if (program === "") throw new SessionError("run command: it is empty");
  if (shellSyntax.test(command) || /["']/.test(program)) return false;
  if (isProgram(program)) return true;
  const { status } = spawnSync("/bin/sh", ["-c", 'command -v -- "$1" >/dev/null', "sh", program], { stdio: "ignore" });
  if (status !== 0) throw new SessionError(`run command: ${program}: command not found`);
  return false;
}

function isProgram(name: string): boolean {
  const folders = name.includes("/") ? [""] : (process.env["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(path.delimiter);
  return folders.some((folder) => {
    try {
      accessSync(path.join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
