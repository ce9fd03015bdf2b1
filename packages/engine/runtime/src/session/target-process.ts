import { accessSync, constants, readFileSync, readlinkSync } from "node:fs";
import path from "node:path";
import type { Duplex } from "node:stream";
import { SessionError } from "./session-error.js";
import type { CommandEnd } from "./session-summary.js";

/** The process of -c. */
export interface TargetProcess {
  readonly pid: number;
  /** The path that its launcher gives execve(2) when it's released. */
  readonly program: string;
  /** Whether the process is the command by now, and no more its launcher. */
  hasBegun(): boolean;
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

/** Words in quotes, and single characters that are escaped: they're no syntax, whatever they are. */
const quoted = /\\[^]|'[^']*'|"(?:[^"\\`$]|\$(?=[A-Za-z_{])|\\[^])*"/g;
/**
 * What makes more of a command than a program and its arguments, and variables that are the shell's own. Patterns and other variables are fine: the
 * launcher's shell expands them.
 */
const shellSyntax = /[;&|<>()`\n'"]|\$(?![A-Za-z_{])/;
/** What a program's own name can't have to be found: an assignment, an expansion, a reserved word. */
const expanded = /[\\'"$*?[\]~#!={}]/;

/** Says on descriptor 3 that it's there, waits for a line, then becomes the command; if the session dies before, it ends. */
const wait = "echo >&3; read -r go <&3 || exit 1; exec 3>&-";
const launcher = { plain: `${wait}; eval "exec $1"`, shell: `${wait}; exec /bin/sh -c "$1"` };

/**
 * Starts the command of -c, which waits until released. A plain command keeps the process id it begins with, so
 * that target() is the command itself and no shell; anything else runs in `sh -c`. Throws when there is no such command.
 */
export function startCommand(command: string): TargetProcess {
  const program = plainProgram(command);
  const script = program === undefined ? launcher.shell : launcher.plain;
  const child = childProcess().spawn("/bin/sh", ["-c", script, "sh", command], { stdio: ["inherit", "inherit", "inherit", "pipe"] });
  const gate = child.stdio[3] as Duplex;
  // The command may end without reading.
  gate.on("error", () => undefined);
  const ended = new Promise<CommandEnd>((resolve, reject) => {
    child.once("error", (error) => reject(new SessionError(`run command: ${error.message}`, { cause: error })));
    child.once("exit", (status, signal) => resolve({ status: status ?? undefined, signal: signal ?? undefined }));
  });
  ended.catch(() => undefined);
  const launcherFile = runningFile(child.pid);
  const isReady = new Promise<void>((resolve) => gate.once("data", () => resolve()));
  return {
    pid: child.pid ?? 0,
    program: program ?? "/bin/sh",
    hasBegun: () => runningFile(child.pid) !== launcherFile,
    ready: Promise.race([isReady, ended.then(() => undefined)]),
    release: () => gate.end("go\n"),
    ended,
    close: () => {
      gate.destroy();
      if (child.exitCode !== null || child.signalCode !== null) return;
      // The shell is ours: what it runs is the command.
      const run = program === undefined ? childrenOf(child.pid) : [];
      child.kill("SIGTERM");
      for (const pid of run) terminate(pid);
    },
  };
}

/** The processes that a process has begun and that haven't ended; none where the kernel doesn't tell (it may lack CONFIG_PROC_CHILDREN). */
function childrenOf(pid = 0): readonly number[] {
  try {
    return (readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").match(/\d+/g) ?? []).map(Number);
  } catch {
    return [];
  }
}

function terminate(pid: number): void {
  try {
    process.kill(pid, "SIGTERM");
  } catch {
    // It has ended.
  }
}

/** The file a process runs; undefined when it has ended. */
function runningFile(pid: number | undefined): string | undefined {
  try {
    return readlinkSync(`/proc/${pid ?? 0}/exe`);
  } catch {
    return undefined;
  }
}

/**
 * The file of a command that can be executed as it stands, a program and its arguments; undefined when it takes a shell. Throws
 * when the shell knows no such command.
 */
function plainProgram(command: string): string | undefined {
  const words = command.trim().split(/\s+/);
  const program = words[0] ?? "";
  if (program === "") throw new SessionError("run command: it is empty");
  if (expanded.test(program) || shellSyntax.test(command.replace(quoted, ""))) return undefined;
  const file = findProgram(program);
  if (file !== undefined) return file;
  const { status } = childProcess().spawnSync("/bin/sh", ["-c", 'command -v -- "$1" >/dev/null', "sh", program], { stdio: "ignore" });
  if (status !== 0) throw new SessionError(`run command: ${program}: command not found`);
  return undefined;
}

/** A program's path, spelled as shells spell it that look through PATH. */
function findProgram(name: string): string | undefined {
  const folders = name.includes("/") ? [""] : (process.env["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(path.delimiter);
  const files = folders.map((folder) => (folder === "" ? name : `${folder}/${name}`));
  return files.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
