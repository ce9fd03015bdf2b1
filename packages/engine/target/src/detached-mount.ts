import { type Fd, type Mounts, SyscallError } from "@tapset/sys";
import type { MachineFiles } from "./machine-files.js";

/**
 * A kernel filesystem that may or may not be mounted. Where it isn't, it's mounted nowhere: reached through a descriptor,
 * seen by nobody else, gone with this process whatever happens to it.
 */
export class DetachedMount {
  readonly #files: MachineFiles;
  readonly #mounts: Pick<Mounts, "detached">;
  readonly #fileSystem: string;
  readonly #usualPlace: string;
  #folder: string | undefined;
  #fd: Fd | undefined;
  #isOpened = false;

  constructor(files: MachineFiles, mounts: Pick<Mounts, "detached">, fileSystem: string, usualPlace: string) {
    this.#files = files;
    this.#mounts = mounts;
    this.#fileSystem = fileSystem;
    this.#usualPlace = usualPlace;
  }

  /** The path under which its files are; undefined when this process may not mount it. */
  folder(): string | undefined {
    if (!this.#isOpened) {
      this.#folder = this.#open();
      this.#isOpened = true;
    }
    return this.#folder;
  }

  close(): void {
    this.#fd?.close();
    this.#fd = undefined;
    this.#folder = undefined;
    this.#isOpened = true;
  }

  #open(): string | undefined {
    if (this.#files.list(this.#usualPlace).length > 0) return this.#usualPlace;
    try {
      this.#fd = this.#mounts.detached(this.#fileSystem);
      return `/proc/self/fd/${this.#fd.number}`;
    } catch (error) {
      if (error instanceof SyscallError) return undefined;
      throw error;
    }
  }
}
