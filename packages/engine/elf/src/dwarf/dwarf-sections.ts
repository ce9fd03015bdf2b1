import { bytesSource } from "../byte-source.js";
import type { ElfFile } from "../elf-file.js";
import { DwarfSection } from "./dwarf-section.js";

/** The sections that debug information is spread over. */
const NAMES = {
  info: ".debug_info",
  abbrev: ".debug_abbrev",
  str: ".debug_str",
  lineStr: ".debug_line_str",
  strOffsets: ".debug_str_offsets",
  addr: ".debug_addr",
  line: ".debug_line",
  ranges: ".debug_ranges",
  rnglists: ".debug_rnglists",
  loc: ".debug_loc",
  loclists: ".debug_loclists",
  aranges: ".debug_aranges",
  frame: ".debug_frame",
  ehFrame: ".eh_frame",
} as const;

/** A file's sections of debug information; those it doesn't have are empty. */
export type DwarfSections = { readonly [Name in keyof typeof NAMES]: DwarfSection };

/** Finds the sections of debug information; compressed ones are inflated when they are first read. */
export function dwarfSections(file: ElfFile): DwarfSections {
  const found = Object.entries(NAMES).map(([key, name]): [string, () => DwarfSection] => {
    const section = file.section(name);
    let made: DwarfSection | undefined;
    return [key, () => (made ??= new DwarfSection(name, section === undefined ? bytesSource(new Uint8Array()) : file.content(section)))];
  });
  const sections = {};
  for (const [key, get] of found) Object.defineProperty(sections, key, { get, enumerable: true });
  return sections as DwarfSections;
}
