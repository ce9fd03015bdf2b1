import type { DebugInfoAnswer, DebugSubject, FileView } from "@tapset/core";
import { alternateLinkOf, buildIdIn, buildIdOf, type ByteSource, debugLinkOf, Dwarf, ElfError, ElfFile, type KeptIndexes, parseNotes } from "@tapset/elf";
import { debugPackages } from "./debug-packages.js";
import { type DebugCandidate, debugCandidates, type DebugWanted } from "./debug-search-path.js";
import type { Debuginfod } from "./debuginfod/debuginfod.js";
import type { DebuginfodCache } from "./debuginfod/debuginfod-cache.js";
import type { IndexCache } from "./index-cache.js";
import { type MachineFiles, readText } from "./machine-files.js";
import { moduleFile } from "./module-file.js";

/** What finding debug information asks of a machine. */
export interface DebugMachine {
  readonly files: MachineFiles;
  readonly view: FileView;
  /** `uname -r`. */
  readonly release: () => string;
  readonly environment: (name: string) => string | undefined;
  /** Where indexes are kept; nowhere when it's left out. */
  readonly cache?: IndexCache;
  /** What was fetched before. */
  readonly fetched?: DebuginfodCache;
  /** Is told what isn't there, so that it can be fetched; undefined where nothing may be. */
  readonly debuginfod?: Debuginfod;
}

/** Finds installed debug information, by SYSTEMTAP_DEBUGINFO_PATH and build-ids, and what was fetched before. It fetches nothing by itself. */
export class DebugFiles {
  readonly #machine: DebugMachine;

  constructor(machine: DebugMachine) {
    this.#machine = machine;
  }

  find(subject: DebugSubject): DebugInfoAnswer {
    switch (subject.kind) {
      case "kernel":
        return this.#kernel();
      case "module":
        return this.#module(subject.name);
      case "file":
        return this.#file(subject.path);
    }
  }

  #kernel(): DebugInfoAnswer {
    const release = this.#machine.release();
    const buildId = this.#buildIdAt("/sys/kernel/notes");
    const paths = [`/lib/modules/${release}/vmlinux`, `/boot/vmlinux-${release}`];
    const candidates = paths.flatMap((path) => this.#candidates({ path, buildId, link: undefined }));
    return this.#open(candidates, buildId, undefined) ?? this.#missing(`the kernel ${release}`, buildId, `/usr/lib/debug/boot/vmlinux-${release}`, this.#packages().kernel(release));
  }

  #module(name: string): DebugInfoAnswer {
    const release = this.#machine.release();
    const folder = `/lib/modules/${release}`;
    const buildId = this.#buildIdAt(`/sys/module/${name}/notes/.note.gnu.build-id`);
    const file = moduleFile(readText(this.#machine.files, `${folder}/modules.dep`) ?? "", name);
    const path = `${folder}/${file ?? `${name}.ko`}`;
    const found = this.#open(this.#candidates({ path, buildId, link: undefined }), buildId, undefined);
    return found ?? this.#missing(`the module ${name}`, buildId, `/usr/lib/debug${path}`, this.#packages().kernel(release));
  }

  #file(written: string): DebugInfoAnswer {
    const path = this.#machine.view.resolve(written) ?? written;
    const source = this.#machine.view.open(path);
    if (source === undefined) return { found: false, reason: `${path} can't be read`, wayOut: [] };
    let program: ElfFile;
    try {
      program = ElfFile.open(source);
    } catch (error) {
      if (!(error instanceof ElfError)) throw error;
      return { found: false, reason: `${path}: ${error.message}`, wayOut: [] };
    }
    const buildId = buildIdOf(program);
    const wanted = { path, buildId, link: debugLinkOf(program) };
    return this.#open(this.#candidates(wanted), buildId, program, wanted.link?.crc) ?? this.#missing(path, buildId, undefined, this.#packages().file(path));
  }

  /** The first candidate that is of the same build and has debug information. */
  #open(candidates: readonly DebugCandidate[], buildId: string | undefined, program: ElfFile | undefined, crc?: number): DebugInfoAnswer | undefined {
    for (const { path, checksSum } of candidates) {
      const source = this.#machine.view.open(path);
      const file = source && openElf(source);
      if (source === undefined || file === undefined || !Dwarf.isIn(file)) continue;
      const theirs = buildIdOf(file);
      if (buildId !== undefined && theirs !== undefined ? buildId !== theirs : checksSum && crc !== undefined && crc32(source.read(0, source.size)) !== crc) continue;
      const alternate = this.#alternate(file, path);
      const indexes = this.#indexes(theirs, file);
      const dwarf = Dwarf.open(file, { ...(alternate && { alternate }), ...(program && { program }), ...(indexes && { indexes }) });
      return { found: true, dwarf, path, program };
    }
    return undefined;
  }

  /** What dwz has moved into a file that several share. */
  #alternate(file: ElfFile, path: string): Dwarf | undefined {
    const link = alternateLinkOf(file);
    if (link === undefined) return undefined;
    const beside = link.path.startsWith("/") ? link.path : `${path.slice(0, path.lastIndexOf("/"))}/${link.path}`;
    const candidates = [beside, `/usr/lib/debug/.build-id/${link.buildId.slice(0, 2)}/${link.buildId.slice(2)}.debug`, ...this.#fetched(link.buildId)];
    for (const candidate of candidates) {
      const source = this.#machine.view.open(candidate);
      const alternate = source && openElf(source);
      if (alternate !== undefined && buildIdOf(alternate) === link.buildId && Dwarf.isIn(alternate)) return Dwarf.open(alternate);
    }
    this.#machine.debuginfod?.want(link.buildId, `what ${path} shares with others`);
    return undefined;
  }

  /** The indexes of a build, which are kept for the next time. */
  #indexes(buildId: string | undefined, file: ElfFile): KeptIndexes | undefined {
    const { cache } = this.#machine;
    const info = file.section(".debug_info");
    if (cache === undefined || buildId === undefined || info === undefined) return undefined;
    const { size } = file.content(info);
    return {
      read: (kind) => cache.read(kind, buildId, size),
      keep: (kind, index) => {
        if (size >= LEAST_KEPT) cache.write(kind, buildId, index);
      },
    };
  }

  #candidates(wanted: DebugWanted): DebugCandidate[] {
    const installed = debugCandidates(wanted, this.#machine.environment("SYSTEMTAP_DEBUGINFO_PATH"));
    return [...installed, ...this.#fetched(wanted.buildId).map((path) => ({ path, checksSum: false }))];
  }

  #fetched(buildId: string | undefined): readonly string[] {
    const path = buildId && this.#machine.fetched?.find(buildId);
    return path === undefined || path === "" ? [] : [path];
  }

  /** What isn't found, of which build, where it's looked for first of all, and what brings it. */
  #missing(what: string, buildId: string | undefined, place: string | undefined, install: string): DebugInfoAnswer {
    const { debuginfod } = this.#machine;
    const build = buildId === undefined ? "" : ` of build-id ${buildId}`;
    const ways = [install];
    if (place !== undefined) ways.push(`put a file${build} at ${place}`);
    ways.push("name its folder in SYSTEMTAP_DEBUGINFO_PATH");
    if (buildId !== undefined && debuginfod === undefined) ways.push("add --download-debuginfo to fetch it from the servers that DEBUGINFOD_URLS names");
    if (buildId !== undefined) debuginfod?.want(buildId, what);
    const refusals = (buildId !== undefined && debuginfod?.refusals(buildId)) || [];
    const asked = refusals.length === 0 ? "" : `, and no server sends it (${refusals.join("; ")})`;
    return { found: false, reason: `no debug information${build} is installed for ${what}${asked}`, wayOut: ways };
  }

  /** The build-id among the notes that the kernel shows of what runs. */
  #buildIdAt(path: string): string | undefined {
    const bytes = this.#machine.files.read(path);
    try {
      return bytes && buildIdIn(parseNotes(bytes, path));
    } catch (error) {
      if (error instanceof ElfError) return undefined;
      throw error;
    }
  }

  #packages(): ReturnType<typeof debugPackages> {
    return debugPackages(readText(this.#machine.files, "/etc/os-release") ?? readText(this.#machine.files, "/usr/lib/os-release") ?? "");
  }
}

/** Bytes of `.debug_info`: indexes of less are made as soon as they are read. */
const LEAST_KEPT = 1 << 20;

/** A file that isn't ELF, or is malformed, is no candidate. */
function openElf(source: ByteSource): ElfFile | undefined {
  try {
    return ElfFile.open(source);
  } catch (error) {
    if (error instanceof ElfError) return undefined;
    throw error;
  }
}

/** Takes long to load, and is needed for files without a build-id alone. */
function crc32(bytes: Uint8Array): number {
  return process.getBuiltinModule("node:zlib").crc32(bytes);
}
