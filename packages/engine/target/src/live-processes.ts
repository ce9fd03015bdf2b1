import type { DebugInfoAnswer, FileView, CodePlace, ProcessView } from "@tapset/core";
import { ElfError, ElfFile, Symbolizer } from "@tapset/elf";
import { type MappedFile, type MappingKernel, MappingWatch } from "@tapset/sys";
import { lazyBy } from "./lazy.js";
import type { MachineFiles } from "./machine-files.js";
import { ProcessMappings } from "./process-mappings.js";

/** What telling of processes asks of a machine. */
export interface ProcessMachine {
  readonly files: MachineFiles;
  readonly view: FileView;
  readonly kernel: MappingKernel;
  /** Debug information of a program or library. */
  readonly debugInfo: (path: string) => DebugInfoAnswer;
}

/** How often what has been mapped is taken in though nobody asks. */
const LOOK_MS = 50;

/** Names the addresses of a program or library. */
interface ProgramNames {
  readonly file: ElfFile;
  readonly symbols: Symbolizer;
  readonly range: { readonly start: bigint; readonly size: number };
}

/** The running machine's processes. */
export function liveProcesses({ files, view, kernel, debugInfo }: ProcessMachine): ProcessView {
  const mappings = new ProcessMappings(files);
  const names = lazyBy((path: string) => programNames(path, view, debugInfo));
  let watch: MappingWatch | undefined;
  const place = (mapping: MappedFile | undefined, address: bigint): CodePlace | undefined =>
    mapping && placeIn(names(mapping.path), mapping, address);

  return {
    placeOf(pid, address) {
      watch?.look();
      return place(mappings.at(pid, address), address);
    },
    placeAnywhere(likely, address) {
      watch?.look();
      const known = likely === 0 ? undefined : mappings.at(likely, address);
      const all = known === undefined ? [...mappings.everywhere(address)] : [known];
      const [first] = all;
      return first !== undefined && all.every((each) => isSamePlace(each, first)) ? place(first, address) : undefined;
    },
    watch() {
      const own = MappingWatch.open(kernel, mappings, LOOK_MS);
      watch = own;
      return {
        close() {
          own?.close();
          if (watch === own) watch = undefined;
        },
      };
    },
  };
}

/** Whether two mappings have the same byte of the same file at an address. */
function isSamePlace(one: MappedFile, other: MappedFile): boolean {
  return one.path === other.path && one.start - BigInt(one.fileOffset) === other.start - BigInt(other.fileOffset);
}

function placeIn(program: ProgramNames | undefined, { path, start, fileOffset }: MappedFile, address: bigint): CodePlace {
  const own = program?.file.addressOf(fileOffset + Number(address - start));
  if (program === undefined || own === undefined) return { module: path, inModule: undefined, symbol: undefined, source: undefined };
  const { start: first, size: bytes } = program.range;
  const { symbol, offset = 0, size = 0, source } = unlessMalformed(() => program.symbols.name(own)) ?? {};
  return {
    module: path,
    inModule: { offset: Number(own - first), size: bytes },
    symbol: symbol === undefined ? undefined : { name: symbol, offset, size },
    source,
  };
}

/** undefined for what is no program that can be read, as one that was deleted. */
function programNames(path: string, view: FileView, debugInfo: ProcessMachine["debugInfo"]): ProgramNames | undefined {
  const source = path.startsWith("/") ? view.open(path) : undefined;
  if (source === undefined) return undefined;
  return unlessMalformed(() => {
    const file = ElfFile.open(source);
    const debug = debugInfo(path);
    return { file, symbols: new Symbolizer(file, debug.found ? debug.dwarf : undefined), range: file.loadedRange() };
  });
}

/** What a file that is malformed can't tell is unknown. */
function unlessMalformed<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof ElfError) return undefined;
    throw error;
  }
}
