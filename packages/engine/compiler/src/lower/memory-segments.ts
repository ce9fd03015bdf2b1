import type { Builder, Directive, LongExpr, Segment } from "@tapset/core";
import type { FormatDirective, MemoryDirective } from "../infer/typed.js";
import type { Lowering } from "./lowering.js";
import { memoryText } from "./memory-loop.js";
import { sequence } from "./variables.js";

/** Most bytes of one directive that are written out: each eight of them are a load. */
const MOST_BYTES = 256;

/** Whether a directive prints the memory at an address: `%m` as it is, `%M` in hexadecimal. */
export function isMemory(directive: FormatDirective): directive is MemoryDirective {
  return directive.conversion === "m" || directive.conversion === "M";
}

/** Whether it's known how much a directive prints, and that's little enough to be written out. */
export function hasKnownSize({ width, precision = 1 }: MemoryDirective): boolean {
  return typeof width !== "object" && typeof precision !== "object" && precision <= MOST_BYTES;
}

/**
 * The loads that print memory: kernel memory, or with `#` the process's. The precision says how many bytes, one without it; the
 * width only fills up. Memory that can't be read is an error.
 */
export function memorySegments(lowering: Lowering, builder: Builder, directive: MemoryDirective, address: LongExpr): readonly Segment[] {
  const { conversion, width = 0, precision = 1, minus } = directive;
  if (typeof width === "object" || typeof precision === "object" || precision > MOST_BYTES) return memoryText(lowering, builder, directive, address);
  const local = lowering.newLocal("address", "long", 0);
  const load = (offset: number, size: 1 | 2 | 4 | 8): LongExpr => {
    const value = builder.load(lowering.read(local) as LongExpr, { offset, size, access: directive.alternate ? "user" : "kernel" });
    return offset === 0 ? (sequence([lowering.assign(local, address)], value) as LongExpr) : value;
  };
  const printed = conversion === "m" ? asTheyAre(precision, load) : inHexadecimal(precision, load);
  const blanks = " ".repeat(Math.max(0, width - precision * (conversion === "m" ? 1 : 2)));
  const fill: readonly Segment[] = blanks === "" ? [] : [{ kind: "text", text: blanks }];
  return minus ? [...printed, ...fill] : [...fill, ...printed];
}

type Load = (offset: number, size: 1 | 2 | 4 | 8) => LongExpr;

const PLAIN: Directive = { conversion: "b", minus: false, plus: false, space: false, zero: false, alternate: false, width: undefined, precision: undefined };

function asTheyAre(bytes: number, load: Load): Segment[] {
  const segments: Segment[] = [];
  for (let at = 0; at < bytes; ) {
    const left = bytes - at;
    const size = left >= 8 ? 8 : left >= 4 ? 4 : left >= 2 ? 2 : 1;
    segments.push({ kind: "value", directive: { ...PLAIN, width: size }, value: load(at, size) });
    at += size;
  }
  return segments;
}

function inHexadecimal(bytes: number, load: Load): Segment[] {
  return Array.from({ length: bytes }, (_, at): Segment => ({ kind: "value", directive: { ...PLAIN, conversion: "x", zero: true, width: 2 }, value: load(at, 1) }));
}
