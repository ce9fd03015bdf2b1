import { accessSync, constants, readdirSync, readlinkSync, realpathSync } from "node:fs";
import path from "node:path";
import { ConfigurationError } from "@tapset/core";

/** The threads of a process, by their ids; none when it has ended. */
export function threadsOf(pid: number): readonly number[] {
  return numbersIn(`/proc/${pid}/task`);
}

/**
 * The threads of all processes that run a program, found in PATH unless it's a path; that of a command which is about to become it
 * among them. Throws when there is no such program.
 */
export function threadsOfProgram(program: string, command: { readonly pid: number; readonly program?: string } | undefined): readonly number[] {
  const file = programFile(program);
  if (file === undefined) throw new ConfigurationError(`process("${program}"): there is no such program`);
  const isCommand = command?.program !== undefined && fileOf(command.program) === file;
  const running = numbersIn("/proc").filter((pid) => runningFile(pid) === file);
  return [...new Set([...running, ...(isCommand ? [command.pid] : [])])].flatMap(threadsOf);
}

function programFile(name: string): string | undefined {
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
