/** A table of constants for one argument, from data/constants.json (schemas/syscall-constants.schema.json). */
export interface ConstantTable {
  readonly name: string;
  /** Values of which one holds, in the bits of `mask` (all bits when absent): O_RDONLY, O_WRONLY, O_RDWR. */
  readonly choices?: Readonly<Record<string, number>>;
  readonly mask?: number;
  /** The choice is written after the bits: `CLONE_VM|SIGCHLD`. */
  readonly choicesLast?: boolean;
  /** Bits, joined with `|` in the order of the table. */
  readonly bits?: Readonly<Record<string, number>>;
  /** How a rest that has no name is written. */
  readonly rest: "hex" | "octal" | "decimal";
  /** The argument has 64 bits; else the register's lower 32 count. */
  readonly wide?: boolean;
  /** Names whose values differ on an architecture. */
  readonly on?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** A named bit (or several), in the order of the table. */
interface NamedBit {
  readonly name: string;
  readonly bit: bigint;
}

/** A table's values on an architecture, as unsigned numbers. */
export interface TableValues {
  readonly width: 32 | 64;
  readonly mask: bigint;
  readonly choices: ReadonlyMap<bigint, string>;
  readonly bits: readonly NamedBit[];
  /** What stands for no bits at all. */
  readonly zero: string;
}

/** Reads a table. */
export function tableValues(table: ConstantTable, arch: string): TableValues {
  const width = table.wide ? 64 : 32;
  const differing = table.on?.[arch] ?? {};
  const values = (list: ConstantTable["bits"] = {}): NamedBit[] =>
    Object.entries(list).map(([name, value]) => ({ name, bit: BigInt.asUintN(width, BigInt(differing[name] ?? value)) }));
  const bits = values(table.bits);
  return {
    width,
    mask: BigInt.asUintN(width, BigInt(table.mask ?? -1)),
    choices: new Map(values(table.choices).map(({ name, bit }) => [bit, name])),
    bits: bits.filter(({ bit }) => bit !== 0n),
    zero: bits.find(({ bit }) => bit === 0n)?.name ?? styles[table.rest](0n, width),
  };
}

const styles: Readonly<Record<ConstantTable["rest"], (rest: bigint, width: number) => string>> = {
  hex: (rest) => `0x${rest.toString(16)}`,
  octal: (rest) => (rest === 0n ? "0" : `0${rest.toString(8)}`),
  decimal: (rest, width) => BigInt.asIntN(width, rest).toString(),
};

/** Names are looked up by value again and again; a program that invents values must not fill memory. */
const REMEMBERED = 256;

/** The words for a table's numbers on an architecture: `O_RDONLY|O_CLOEXEC`, `PROT_READ|PROT_EXEC`, `SEEK_SET`. */
export function constantNames(table: ConstantTable, arch: string): (value: bigint) => string {
  const values = tableValues(table, arch);
  const remembered = new Map<bigint, string>();
  return (value) => {
    const unsigned = BigInt.asUintN(values.width, value);
    const known = remembered.get(unsigned);
    if (known !== undefined) return known;
    const words = inWords(table, values, unsigned);
    if (remembered.size === REMEMBERED) remembered.clear();
    remembered.set(unsigned, words);
    return words;
  };
}

function inWords(table: ConstantTable, { width, mask, choices, bits, zero }: TableValues, value: bigint): string {
  const choice = choices.get(value & mask);
  let rest = choice === undefined ? value : value & ~mask;
  const found = new Set<NamedBit>();
  // O_SYNC holds O_DSYNC's bit: what holds more is asked first.
  for (const each of [...bits].sort((a, b) => (a.bit < b.bit ? 1 : -1))) {
    if ((rest & each.bit) !== each.bit) continue;
    found.add(each);
    rest &= ~each.bit;
  }
  const names = bits.filter((each) => found.has(each)).map(({ name }) => name);
  if (choice !== undefined) names[table.choicesLast ? "push" : "unshift"](choice);
  if (rest !== 0n) names.push(styles[table.rest](rest, width));
  return names.length > 0 ? names.join("|") : zero;
}
