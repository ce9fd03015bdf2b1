import { accessSync, constants, readdirSync, readlinkSync, realpathSync } from "node:fs";
import path from "node:path";
import { UnsupportedError } from "@tapset/sys";

/** Whose threads: of all processes that run a program, found in PATH unless it's a path; without one, of the session's target. */
export interface ProcessSpec {
  readonly program: string | undefined;
}

/** The process of -c or -x. A command waits while the session attaches: it is about to become its `program`. */
export interface TargetProcess {
  readonly pid: number;
  readonly program?: string;
}

/**
 * The threads there are, by their ids; of a process that has ended, none. Throws UnsupportedError when there is no such program, and
 * when none is named and there is no target.
 */
export function threadsOf({ program }: ProcessSpec, target: TargetProcess | undefined): readonly number[] {
  if (program === undefined) {
    if (target !== undefined) return threadsOfProcess(target.pid);
    throw new UnsupportedError("process without a program", "there is no command (-c) and no process (-x) that it could mean", { alternative: "run a command with -c" });
  }
  const file = programFile(program);
  if (file === undefined) throw new UnsupportedError(`process("${program}")`, "there is no such program");
  const isCommand = target?.program !== undefined && fileOf(target.program) === file;
  const running = numbersIn("/proc").filter((pid) => runningFile(pid) === file);
  return [...new Set([...running, ...(isCommand ? [target.pid] : [])])].flatMap(threadsOfProcess);
}

/** The threads of a process; none when it has ended. */
export function threadsOfProcess(pid: number): readonly number[] {
  return numbersIn(`/proc/${pid}/task`);
}

/** The file that a program's name means: found in PATH unless it's a path, links followed. */
export function programFile(name: string): string | undefined {
  const folders = name.includes("/") ? [""] : (process.env["PATH"] ?? "").split(path.delimiter);
  for (const folder of folders) {
    const file = fileOf(folder === "" ? name : path.join(folder, name));
    if (file !== undefined) return file;
  }
  return undefined;
}

/** The executable file behind a path, symbolic links followed. */
function fileOf(name: string): string | undefined {
  try {
    accessSync(name, constants.X_OK);
    return realpathSync(name);
  } catch {
    return undefined;
  }
}

function runningFile(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/exe`);
  } catch {
    // It has ended, or is the kernel's own.
    return undefined;
  }
}

function numbersIn(folder: string): number[] {
  try {
    return readdirSync(folder).filter((name) => /^\d+$/.test(name)).map(Number);
  } catch {
    return [];
  }
}
