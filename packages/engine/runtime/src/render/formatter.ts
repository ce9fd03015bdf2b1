import { escapeCharacter, type Formatter, type PlannedDirective, type SessionValue } from "@tapset/compiler";

/** What a width or precision is cut to: no line is longer. */
const LARGEST_FIELD = 8192;

/** A directive with its run-time width and precision filled in. */
interface Field {
  readonly directive: PlannedDirective;
  readonly width: number;
  readonly precision: number | undefined;
  readonly isLeft: boolean;
}

/** Makes the text of one printf directive, as SystemTap prints it. Bytes are latin1 characters. */
export function createFormatter(directive: PlannedDirective): Formatter {
  const convert = conversions[directive.conversion];
  const isLeft = directive.minus;
  if (directive.width !== "argument" && directive.precision !== "argument") {
    const field: Field = { directive, width: directive.width ?? 0, precision: directive.precision, isLeft };
    return (value) => convert(value, field);
  }
  return (value, width, precision) => {
    const asked = directive.width === "argument" ? fieldSize(width ?? 0n) : (directive.width ?? 0);
    const digits = directive.precision === "argument" ? fieldSize(precision ?? -1n) : directive.precision;
    return convert(value, {
      directive,
      width: Math.abs(asked),
      precision: digits !== undefined && digits < 0 ? undefined : digits,
      isLeft: isLeft || asked < 0,
    });
  };
}

function fieldSize(size: bigint): number {
  if (size > BigInt(LARGEST_FIELD)) return LARGEST_FIELD;
  return size < BigInt(-LARGEST_FIELD) ? -LARGEST_FIELD : Number(size);
}

type Convert = (value: SessionValue, field: Field) => string;

const asLong = (value: SessionValue): bigint => (typeof value === "bigint" ? value : 0n);

const signed: Convert = (value, field) => {
  const long = asLong(value);
  const { plus, space } = field.directive;
  const sign = long < 0n ? "-" : plus ? "+" : space ? " " : "";
  return number(sign, String(long < 0n ? -long : long), field);
};

const unsigned =
  (radix: 8 | 10 | 16, prefix: string, spell: (digits: string) => string = (digits) => digits): Convert =>
  (value, field) => {
    const long = BigInt.asUintN(64, asLong(value));
    // SystemTap prints 0 as 0x0 (so do its $$parms), C as 0.
    const hasPrefix = field.directive.alternate && (radix === 16 || long !== 0n);
    return number(hasPrefix ? prefix : "", spell(long.toString(radix)), field);
  };

const pointer: Convert = (value, field) => number("0x", BigInt.asUintN(64, asLong(value)).toString(16), field);

/** Sign or prefix, zeros, digits, padded to the width. */
function number(head: string, digits: string, { directive, width, precision, isLeft }: Field): string {
  const least = precision === 0 && digits === "0" ? "" : digits.padStart(precision ?? 0, "0");
  if (isLeft) return (head + least).padEnd(width);
  // As in C, zeros fill the field only when no precision asks for a number of digits.
  if (directive.zero && precision === undefined) return head + least.padStart(width - head.length, "0");
  return (head + least).padStart(width);
}

const padded = (text: string, { width, isLeft }: Field, fill = " "): string =>
  isLeft ? text.padEnd(width, fill) : text.padStart(width, fill);

const text: Convert = (value, field) => {
  const bytes = String(value);
  return padded(field.precision === undefined ? bytes : bytes.slice(0, field.precision), field);
};

const character: Convert = (value, field) => {
  const code = Number(asLong(value) & 0xffn);
  return padded(field.directive.alternate ? escapeCharacter(code) : String.fromCharCode(code), field);
};

/** The value's bytes as they lie in memory: precision says how many, width how many with leading NULs. */
const binary: Convert = (value, field) => {
  const { precision } = field;
  const isBare = precision === undefined && field.width === 0;
  const size = Math.min(precision ?? (isBare ? 8 : field.width), 8);
  const long = BigInt.asUintN(64, asLong(value));
  const bytes = Array.from({ length: size }, (_, index) => String.fromCharCode(Number((long >> BigInt(8 * index)) & 0xffn)));
  return padded(bytes.join(""), field, "\0");
};

const conversions: Readonly<Record<PlannedDirective["conversion"], Convert>> = {
  d: signed,
  i: signed,
  u: unsigned(10, ""),
  x: unsigned(16, "0x"),
  X: unsigned(16, "0X", (digits) => digits.toUpperCase()),
  o: unsigned(8, "0"),
  c: character,
  s: text,
  p: pointer,
  b: binary,
};
