import { accessSync, constants } from "node:fs";
import path from "node:path";
import type { Duplex } from "node:stream";
import { SessionError } from "./session-error.js";
import type { CommandEnd } from "./session-summary.js";

/** The process of -c. */
export interface TargetProcess {
  readonly pid: number;
  /** Resolves when a command waits for its release: what its launcher does on the way isn't the command's doing. */
  readonly ready: Promise<void>;
  /** Lets a command begin; it waits till then. */
  release(): void;
  /** Resolves when the process has ended. */
  readonly ended: Promise<CommandEnd>;
  /** Ends a command that still runs. */
  close(): void;
}

/** What starts processes; with all it builds on it takes long to load, and most sessions start none. */
const childProcess = () => process.getBuiltinModule("node:child_process");

/** Characters that only a shell understands, quotes apart. */
const shellSyntax = /[;&|<>()`$\n{}*?[\]~#!=\\]/;

/** Says on descriptor 3 that it's there, waits for a line, then becomes the command; if the session dies before, it ends. */
const wait = "echo >&3; read -r go <&3 || exit 1; exec 3>&-";
const launcher = { plain: `${wait}; eval "exec $1"`, shell: `${wait}; exec /bin/sh -c "$1"` };

/**
 * Starts the command of -c, which waits until released. A plain command keeps the process id it begins with, so
 * that target() is the command itself and no shell; anything else runs in `sh -c`. Throws when there is no such command.
 */
export function startCommand(command: string): TargetProcess {
  const script = isPlain(command) ? launcher.plain : launcher.shell;
  const child = childProcess().spawn("/bin/sh", ["-c", script, "sh", command], { stdio: ["inherit", "inherit", "inherit", "pipe"] });
  const gate = child.stdio[3] as Duplex;
  // The command may end without reading.
  gate.on("error", () => undefined);
  const ended = new Promise<CommandEnd>((resolve, reject) => {
    child.once("error", (error) => reject(new SessionError(`run command: ${error.message}`, { cause: error })));
    child.once("exit", (status, signal) => resolve({ status: status ?? undefined, signal: signal ?? undefined }));
  });
  ended.catch(() => undefined);
  const isReady = new Promise<void>((resolve) => gate.once("data", () => resolve()));
  return {
    pid: child.pid ?? 0,
    ready: Promise.race([isReady, ended.then(() => undefined)]),
    release: () => gate.end("go\n"),
    ended,
    close: () => {
      gate.destroy();
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
    },
  };
}

/** Whether a command can be executed as it stands: a program and its arguments. Throws when the shell knows no such command. */
function isPlain(command: string): boolean {
  const words = command.trim().split(/\s+/);
  const program = words[0] ?? "";
  if (program === "") throw new SessionError("run command: it is empty");
  if (shellSyntax.test(command) || /["']/.test(program)) return false;
  if (isProgram(program)) return true;
  const { status } = childProcess().spawnSync("/bin/sh", ["-c", 'command -v -- "$1" >/dev/null', "sh", program], { stdio: "ignore" });
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
