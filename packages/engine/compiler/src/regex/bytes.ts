import { PatternError } from "./syntax.js";

const range = (from: number | string, to: number | string): number[] => {
  const [first, last] = [from, to].map((end) => (typeof end === "string" ? end.charCodeAt(0) : end)) as [number, number];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
};
const LETTERS = [...range("A", "Z"), ...range("a", "z")];
const DIGITS = range("0", "9");
const SPACES = [32, ...range(9, 13)];

/** What POSIX names inside brackets. */
const CLASSES: Readonly<Record<string, readonly number[]>> = {
  alpha: LETTERS,
  digit: DIGITS,
  alnum: [...LETTERS, ...DIGITS],
  upper: range("A", "Z"),
  lower: range("a", "z"),
  space: SPACES,
  blank: [9, 32],
  punct: [...range("!", "/"), ...range(":", "@"), ...range("[", "`"), ...range("{", "~")],
  print: range(" ", "~"),
  graph: range("!", "~"),
  cntrl: [...range(1, 31), 127],
  xdigit: [...DIGITS, ...range("A", "F"), ...range("a", "f")],
};

/** The bytes of `[:NAME:]`. */
export function namedClass(pattern: string, name: string): readonly number[] {
  const bytes = Object.hasOwn(CLASSES, name) ? CLASSES[name] : undefined;
  if (bytes === undefined) throw new PatternError(`'${pattern}': unknown class [:${name}:]`);
  return bytes;
}

/** What egrep's escapes stand for. */
const ESCAPES: Readonly<Record<string, readonly number[]>> = {
  a: [7],
  f: [12],
  n: [10],
  r: [13],
  t: [9],
  v: [11],
  d: DIGITS,
  s: SPACES,
  w: [...LETTERS, ...DIGITS, 95],
};
const COMPLEMENTS: Readonly<Record<string, string>> = { D: "d", S: "s", W: "w" };

/** The bytes of `\x`, outside brackets. */
export function escapedBytes(pattern: string, character: string): ReadonlySet<number> {
  const complemented = COMPLEMENTS[character];
  if (complemented !== undefined) return complement(ESCAPES[complemented] ?? []);
  const known = ESCAPES[character];
  if (known !== undefined) return new Set(known);
  if (/\d/.test(character)) throw new PatternError(`'${pattern}': '\\${character}' refers back to a subexpression, which =~ can't do`);
  if (character === "b" || character === "B" || character === "<" || character === ">") {
    throw new PatternError(`'${pattern}': '\\${character}' is an edge of a word, which =~ doesn't know`);
  }
  if (/[A-Za-z]/.test(character)) throw new PatternError(`'${pattern}': '\\${character}' stands for nothing`);
  return new Set([character.charCodeAt(0)]);
}

/** All bytes but these: strings hold no 0. */
export function complement(bytes: Iterable<number>): ReadonlySet<number> {
  const excluded = new Set(bytes);
  return new Set(range(1, 255).filter((byte) => !excluded.has(byte)));
}
