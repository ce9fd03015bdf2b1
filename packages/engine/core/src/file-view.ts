/** A file that is read a range at a time: what `@tapset/elf` takes. */
export interface FileRange {
  readonly size: number;
  /** The bytes of a range that lies inside; they must not be changed. Throws an `Error` that names the file when reading fails. */
  read(offset: number, length: number): Uint8Array;
}

/** The files of one machine, as far as probes in programs and debug information need them. */
export interface FileView {
  /** A regular file; undefined when it isn't there or may not be read. It stays open as long as its target. */
  open(path: string): FileRange | undefined;
  /** Where a path leads to, with all links followed; undefined when nothing is there. */
  resolve(path: string): string | undefined;
  /** The regular files whose paths match, ascending: `*`, `?` and `[…]` within a folder's names, `**` for any folders. */
  glob(pattern: string): readonly string[];
  /** The executable that a shell would run for a command's name; a path with a slash is taken as it is. */
  which(command: string): string | undefined;
}

/** A machine without files. */
export const noFiles: FileView = { open: () => undefined, resolve: () => undefined, glob: () => [], which: () => undefined };
