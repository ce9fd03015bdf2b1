import type { Dwarf, ElfFile } from "@tapset/elf";

/** What debug information can be of. */
export type DebugSubject =
  | { readonly kind: "kernel" }
  /** By the name that lsmod prints. */
  | { readonly kind: "module"; readonly name: string }
  /** A program or a library. */
  | { readonly kind: "file"; readonly path: string };

/** Debug information, and where it was found. */
export interface DebugInfo {
  readonly dwarf: Dwarf;
  /** The file that has it. */
  readonly path: string;
  /** The program or library itself, where it can be read; undefined for the kernel and modules. */
  readonly program: ElfFile | undefined;
}

/** Debug information, or why there is none. */
export type DebugInfoAnswer =
  | ({ readonly found: true } & DebugInfo)
  | {
      readonly found: false;
      /** What is missing, with the build it has to be of: `no debug information for the kernel 6.1.0 (build-id …)`. */
      readonly reason: string;
      /** What would bring it, each beginning with a verb. */
      readonly wayOut: readonly string[];
    };
