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

/** Names are looked up by value again and again; a program that invents values must not fill memory. */
const REMEMBERED = 256;

/** The words for a table's numbers on an architecture: `O_RDONLY|O_CLOEXEC`, `PROT_READ|PROT_EXEC`, `SEEK_SET`. */
export function constantNames(table: ConstantTable, arch: string): (value: bigint) => string {
  const spell = speller(table, table.on?.[arch] ?? {});
  const width = table.wide ? 64 : 32;
  const remembered = new Map<bigint, string>();
  return (value) => {
    const unsigned = BigInt.asUintN(width, value);
    const known = remembered.get(unsigned);
    if (known !== undefined) return known;
    const words = spell(unsigned);
    if (remembered.size === REMEMBERED) remembered.clear();
    remembered.set(unsigned, words);
    return words;
  };
}

/** A named bit (or several), and where in the table it stands. */
interface Bit {
  readonly name: string;
  readonly bit: bigint;
  readonly place: number;
}

function speller(table: ConstantTable, differing: Readonly<Record<string, number>>): (value: bigint) => string {
  const width = table.wide ? 64 : 32;
  const values = (list: ConstantTable["bits"] = {}): (readonly [string, bigint])[] =>
    Object.entries(list).map(([name, value]) => [name, BigInt.asUintN(width, BigInt(differing[name] ?? value))]);
  const mask = BigInt.asUintN(width, BigInt(table.mask ?? -1));
  const choices = new Map(values(table.choices).map(([name, value]) => [value, name]));
  const bits = values(table.bits);
  const zero = bits.find(([, value]) => value === 0n)?.[0];
  // O_SYNC holds O_DSYNC's bit: what holds more is asked first.
  const widest = bits
    .map(([name, bit], place): Bit => ({ name, bit, place }))
    .filter(({ bit }) => bit !== 0n)
    .sort((a, b) => (a.bit < b.bit ? 1 : -1));
  return (value) => {
    const choice = table.choices && choices.get(value & mask);
    let rest = choice === undefined ? value : value & ~mask;
    const found: Bit[] = [];
    for (const each of widest) {
      if ((rest & each.bit) !== each.bit) continue;
      found.push(each);
      rest &= ~each.bit;
    }
    const names = found.sort((a, b) => a.place - b.place).map(({ name }) => name);
    if (choice !== undefined) names[table.choicesLast ? "push" : "unshift"](choice);
    if (rest !== 0n) names.push(styles[table.rest](rest, width));
    return names.length > 0 ? names.join("|") : (zero ?? styles[table.rest](0n, width));
  };
}

const styles: Readonly<Record<ConstantTable["rest"], (rest: bigint, width: number) => string>> = {
  hex: (rest) => `0x${rest.toString(16)}`,
  octal: (rest) => (rest === 0n ? "0" : `0${rest.toString(8)}`),
  decimal: (rest, width) => BigInt.asIntN(width, rest).toString(),
};
