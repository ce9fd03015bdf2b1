import type { CodePlace } from "@tapset/core";

/** Finds what lies at an address of some memory; undefined where nothing does, or nobody knows what. */
export type Locate = (address: bigint) => CodePlace | undefined;

const hex = (value: number | bigint): string => `0x${value.toString(16)}`;
const plain = (address: bigint): string => hex(BigInt.asUintN(64, address));

/** How much is told of an address. */
type Style = (place: CodePlace | undefined, address: bigint) => string;

/** What stands behind a size nobody knows. */
const sized = (offset: number, size: number): string => (size === 0 ? hex(offset) : `${hex(offset)}/${hex(size)}`);

/** `[libc.so.6+0x4f/0x1d000]`, or only what is known of that. */
function inModule({ module, inModule: part }: CodePlace, isWhole: boolean): string {
  return part === undefined ? `[${module}]` : `[${module}+${isWhole ? sized(part.offset, part.size) : hex(part.offset)}]`;
}

function inSymbol({ name, offset, size }: NonNullable<CodePlace["symbol"]>, isWhole: boolean): string {
  return `${name}+${isWhole ? sized(offset, size) : hex(offset)}`;
}

const named: Style = (place, address) => place?.symbol?.name ?? plain(address);

const told =
  (isWhole: boolean): Style =>
  (place, address) => {
    if (place === undefined) return plain(address);
    return place.symbol === undefined ? `${plain(address)} ${inModule(place, isWhole)}` : `${inSymbol(place.symbol, isWhole)} [${place.module}]`;
  };

/** ` 0xffffffff81234567 : vfs_read+0x1f/0x190 [kernel]`, with what is added before the module. */
const line =
  (added: (place: CodePlace) => string): Style =>
  (place, address) => {
    if (place?.symbol === undefined) return ` ${told(true)(place, address)}`;
    return ` ${plain(address)} : ${inSymbol(place.symbol, true)}${added(place)} [${place.module}]`;
  };

const sourceLine = ({ source }: CodePlace): string => (source === undefined ? "" : `${source.file}:${source.line}`);

/** What is told of a single address, or in each line of a stack. */
const styles = {
  /** `vfs_read` */
  name: named,
  /** `vfs_read+0x1f/0x190 [kernel]`: also sprint_syms() */
  data: told(true),
  /** `vfs_read+0x1f [kernel]`: sprint_stack() and sprint_backtrace() */
  simple: told(false),
  /** `vfs_read+0x1f` */
  brief: (place, address) => (place?.symbol === undefined ? plain(address) : inSymbol(place.symbol, false)),
  /** `vfs_read 0xffffffff81234567` */
  caller: (place, address) => `${named(place, address)} ${plain(address)}`,
  /** print_stack() and print_syms() */
  full: line(() => ""),
  /** print_backtrace_fileline() */
  sourced: line((place) => (place.source === undefined ? "" : ` at ${sourceLine(place)}`)),
  file: ({ source } = nothing, address) => source?.file ?? plain(address),
  line: ({ source } = nothing, address) => (source === undefined ? plain(address) : String(source.line)),
  fileline: (place = nothing, address) => sourceLine(place) || plain(address),
  /** The last part of the module's path: umodname() and probemod(), which say different things of what isn't known. */
  module: (place) => moduleName(place) ?? "<unknown>",
  knownModule: (place) => moduleName(place) ?? "",
} as const satisfies Record<string, Style>;
export type SymbolStyle = keyof typeof styles;

function moduleName(place: CodePlace | undefined): string | undefined {
  return place?.module.slice(place.module.lastIndexOf("/") + 1);
}

/** What is said of a place of which nothing is known. */
const nothing: CodePlace = { module: "", inModule: undefined, symbol: undefined, source: undefined };

/** What a style tells of an address. */
export function symbolText(locate: Locate, style: SymbolStyle, address: bigint): string {
  const tell: Style = styles[style];
  return tell(locate(address), address);
}

/** A line for each address of a list of hexadecimal numbers; words that are none are left out. */
export function stackLines(locate: Locate, style: SymbolStyle, list: string): readonly string[] {
  return list.split(/\s+/).flatMap((word) => (/^(0x)?[0-9a-f]{1,16}$/i.test(word) ? [`${symbolText(locate, style, BigInt(word.startsWith("0x") ? word : `0x${word}`))}\n`] : []));
}

/** As many whole lines as a string of `limit` bytes holds. */
export function fittingLines(locate: Locate, style: SymbolStyle, list: string, limit: number): string {
  let text = "";
  for (const line of stackLines(locate, style, list)) {
    if (text.length + line.length > limit) break;
    text += line;
  }
  return text;
}
