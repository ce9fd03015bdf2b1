import type { MappedFile } from "@tapset/sys";
import { type MachineFiles, readText } from "./machine-files.js";

/** Processes that are remembered; of more, those seen first are forgotten. */
const MOST_PROCESSES = 8192;
/** A process whose memory was just read isn't read again for an address that wasn't there. */
const REREAD_MS = 100;

/** What one process has, or had, in its memory. */
interface SeenProcess {
  /** The latest last. */
  readonly mappings: MappedFile[];
  /** The process it's a copy of. */
  parent: SeenProcess | undefined;
  /** When /proc/PID/maps was last read. */
  readAt: number;
}

/** What processes have mapped: as they are now, and as they were when they were last seen. */
export class ProcessMappings {
  readonly #files: MachineFiles;
  readonly #nowMs: () => number;
  readonly #seen = new Map<number, SeenProcess>();

  constructor(files: MachineFiles, nowMs = () => performance.now()) {
    this.#files = files;
    this.#nowMs = nowMs;
  }

  mapped(pid: number, file: MappedFile): void {
    this.#process(pid).mappings.push(file);
  }

  forked(pid: number, parent: number): void {
    // An id that is used again is another process.
    const process = this.#seen.get(pid);
    if (process?.parent !== undefined || (process !== undefined && process.readAt !== -Infinity)) this.#seen.delete(pid);
    this.#process(pid).parent = this.#process(parent);
  }

  /** The mapping around an address of a process. */
  at(pid: number, address: bigint): MappedFile | undefined {
    const process = this.#process(pid);
    const known = mappingIn(process, address);
    if (known !== undefined || this.#nowMs() - process.readAt < REREAD_MS) return known ?? this.#inherited(process, address);
    this.#read(pid, process);
    return mappingIn(process, address) ?? this.#inherited(process, address);
  }

  /** The mappings around an address of all processes. */
  *everywhere(address: bigint): Generator<MappedFile> {
    const living = this.#files.list("/proc").filter((name) => /^\d+$/.test(name)).map(Number);
    for (const pid of new Set([...living, ...this.#seen.keys()])) {
      const mapping = this.at(pid, address);
      if (mapping !== undefined) yield mapping;
    }
  }

  #process(pid: number): SeenProcess {
    const known = this.#seen.get(pid);
    if (known !== undefined) return known;
    const [first] = this.#seen.keys();
    if (first !== undefined && this.#seen.size >= MOST_PROCESSES) this.#seen.delete(first);
    const process: SeenProcess = { mappings: [], parent: undefined, readAt: -Infinity };
    this.#seen.set(pid, process);
    return process;
  }

  #read(pid: number, process: SeenProcess): void {
    process.readAt = this.#nowMs();
    const mappings = parseMappings(readText(this.#files, `/proc/${pid}/maps`) ?? "");
    // One that has ended keeps what it had.
    if (mappings.length > 0) process.mappings.splice(0, Infinity, ...mappings);
  }

  #inherited({ parent }: SeenProcess, address: bigint): MappedFile | undefined {
    for (let process = parent; process !== undefined; process = process.parent) {
      const known = mappingIn(process, address);
      if (known !== undefined) return known;
    }
    return undefined;
  }
}

function mappingIn({ mappings }: SeenProcess, address: bigint): MappedFile | undefined {
  return mappings.findLast(({ start, lengthBytes }) => address >= start && address < start + BigInt(lengthBytes));
}

/** Lines of `start-end rwxp offset device inode path`, of which those without a path are nobody's. */
function parseMappings(text: string): readonly MappedFile[] {
  return text.split("\n").flatMap((line): MappedFile[] => {
    const [, start, end, offset, path] = /^([0-9a-f]+)-([0-9a-f]+) \S+ ([0-9a-f]+) \S+ \d+\s+(\S.*)$/.exec(line) ?? [];
    if (start === undefined || end === undefined || offset === undefined || path === undefined) return [];
    const first = BigInt(`0x${start}`);
    return [{ start: first, lengthBytes: Number(BigInt(`0x${end}`) - first), fileOffset: Number.parseInt(offset, 16), path }];
  });
}
