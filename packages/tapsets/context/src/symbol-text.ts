import type { Target } from "@tapset/core";
import { kernelPlace, type KernelPlace } from "./kernel-symbol.js";

const hex = (value: number | bigint): string => `0x${value.toString(16)}`;
const plain = (address: bigint): string => hex(BigInt.asUintN(64, address));

/** How much is told of an address that has a symbol; others are hexadecimal numbers. */
type Style = (place: KernelPlace) => string;

const named: Style = ({ name }) => name;
const simple: Style = ({ name, offset, module }) => `${name}+${hex(offset)} [${module}]`;
const whole: Style = ({ name, offset, size, module }) => `${name}+${hex(offset)}/${hex(size)} [${module}]`;

function told(target: Target, address: bigint, style: Style): string {
  const place = kernelPlace(target, address);
  return place === undefined ? plain(address) : style(place);
}

/** `vfs_read` */
export function symbolName(target: Target, address: bigint): string {
  return told(target, address, named);
}

/** `vfs_read+0x1f/0x190 [kernel]` */
export function symbolData(target: Target, address: bigint): string {
  return told(target, address, whole);
}

/** `vfs_read 0xffffffff81234567` */
export function callerText(target: Target, address: bigint): string {
  return `${symbolName(target, address)} ${plain(address)}`;
}

/** ` 0xffffffff81234567 : vfs_read+0x1f/0x190 [kernel]`: a line of print_stack(), without its end. */
function stackLine(target: Target, address: bigint): string {
  const place = kernelPlace(target, address);
  return place === undefined ? ` ${plain(address)}` : ` ${plain(address)} : ${whole(place)}`;
}

/** What stands for an address in each line of a stack. */
const lineStyles = {
  /** print_stack() and print_syms() */
  full: stackLine,
  /** sprint_stack() and sprint_backtrace() */
  simple: (target: Target, address: bigint): string => told(target, address, simple),
  /** sprint_syms() */
  data: symbolData,
} as const;
export type LineStyle = keyof typeof lineStyles;

/** A line for each address of a list of hexadecimal numbers; words that are none are left out. */
export function stackLines(target: Target, style: LineStyle, list: string): readonly string[] {
  return list.split(/\s+/).flatMap((word) => (/^(0x)?[0-9a-f]{1,16}$/i.test(word) ? [`${lineStyles[style](target, BigInt(word.startsWith("0x") ? word : `0x${word}`))}\n`] : []));
}

/** As many whole lines as a string of `limit` bytes holds. */
export function fittingLines(target: Target, style: LineStyle, list: string, limit: number): string {
  let text = "";
  for (const line of stackLines(target, style, list)) {
    if (text.length + line.length > limit) break;
    text += line;
  }
  return text;
}
