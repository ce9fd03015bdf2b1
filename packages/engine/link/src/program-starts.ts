import { type MappedFile, type MappingKernel, MappingWatch } from "@tapset/sys";

/** How soon after its start a process is told. */
const LOOK_MS = 5;

/**
 * Processes that begin to run a program from the time this is opened. Those that descend from ones that ran it before aren't told: what
 * was opened for these is theirs too.
 */
export class ProgramStarts {
  readonly #file: string;
  readonly #watch: MappingWatch | undefined;
  readonly #family = new Set<number>();
  #started: (pid: number) => void = () => undefined;
  #forks: (readonly [pid: number, parent: number])[] = [];
  #runs: number[] = [];

  /** @param file the program's own file, no link to it */
  constructor(kernel: MappingKernel, file: string) {
    this.#file = file;
    this.#watch = MappingWatch.open(kernel, { mapped: (pid, mapping) => this.#mapped(pid, mapping), forked: (pid, parent) => void this.#forks.push([pid, parent]) }, LOOK_MS, () => this.#tell());
  }

  /** Tells from now on, and of those since this was opened; not of the processes that are `known`. */
  begin(known: readonly number[], started: (pid: number) => void): void {
    for (const pid of known) this.#family.add(pid);
    this.#started = started;
  }

  close(): void {
    this.#watch?.close();
  }

  #mapped(pid: number, { path }: MappedFile): void {
    if (path === this.#file) this.#runs.push(pid);
  }

  /** Each CPU's ring tells its own: who descends from whom is known when all have been looked at. */
  #tell(): void {
    const [forks, runs] = [this.#forks, this.#runs];
    [this.#forks, this.#runs] = [[], []];
    for (const [pid, parent] of forks) if (this.#family.has(parent)) this.#family.add(pid);
    for (const pid of runs) {
      if (this.#family.has(pid)) continue;
      this.#family.add(pid);
      this.#started(pid);
    }
  }
}
