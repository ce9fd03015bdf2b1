import { accessSync, closeSync, constants, fstatSync, openSync, readdirSync, readSync, realpathSync, statSync } from "node:fs";
import type { FileRange, FileView } from "@tapset/core";
import { globPaths } from "./glob-paths.js";

/** The files of the running machine; those that were opened stay so until `close`. */
export interface LiveFileView extends FileView {
  close(): void;
}

/** Where commands are looked for when nobody says. */
const USUAL_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** The running machine's files. */
export function liveFileView(environment: (name: string) => string | undefined = (name) => process.env[name]): LiveFileView {
  const opened = new Map<string, OpenFile | undefined>();
  return {
    open(path) {
      const known = opened.get(path);
      if (known !== undefined) return known;
      const file = OpenFile.open(path);
      if (file !== undefined) opened.set(path, file);
      return file;
    },
    resolve: (path) => attempt(() => realpathSync(path)),
    glob: (pattern) => globPaths(pattern, { list: listFolder, isFile }),
    which(command) {
      if (command.includes("/")) return isExecutable(command) ? command : undefined;
      const folders = (environment("PATH") ?? USUAL_PATH).split(":");
      return folders.map((folder) => `${folder === "" ? "." : folder}/${command}`).find(isExecutable);
    },
    close() {
      for (const file of opened.values()) file?.close();
      opened.clear();
    },
  };
}

/** A file held open, read where it's asked to. */
class OpenFile implements FileRange {
  readonly size: number;
  readonly #fd: number;
  readonly #path: string;

  static open(path: string): OpenFile | undefined {
    const fd = attempt(() => openSync(path, "r"));
    if (fd === undefined) return undefined;
    const stat = fstatSync(fd);
    if (stat.isFile()) return new OpenFile(fd, path, stat.size);
    closeSync(fd);
    return undefined;
  }

  private constructor(fd: number, path: string, size: number) {
    this.#fd = fd;
    this.#path = path;
    this.size = size;
  }

  read(offset: number, length: number): Uint8Array {
    // Of its own, not of Node's pool: it's kept or thrown away as a whole, and need not be cleared before it's filled.
    const bytes = Buffer.allocUnsafeSlow(length);
    let filled = 0;
    try {
      for (let more = -1; more !== 0 && filled < length; filled += more) more = readSync(this.#fd, bytes, filled, length - filled, offset + filled);
    } catch (cause) {
      throw new Error(`read ${this.#path}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    }
    return bytes.subarray(0, filled);
  }

  close(): void {
    closeSync(this.#fd);
  }
}

function listFolder(path: string): readonly { readonly name: string; readonly isFolder: boolean }[] {
  const entries = attempt(() => readdirSync(path, { withFileTypes: true })) ?? [];
  return entries.map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() || (entry.isSymbolicLink() && isFolder(`${path}/${entry.name}`)) }));
}

function isFolder(path: string): boolean {
  return attempt(() => statSync(path).isDirectory()) ?? false;
}

function isFile(path: string): boolean {
  return attempt(() => statSync(path).isFile()) ?? false;
}

function isExecutable(path: string): boolean {
  return isFile(path) && attempt(() => (accessSync(path, constants.X_OK), true)) === true;
}

/** What can't be had is not there. */
function attempt<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}
