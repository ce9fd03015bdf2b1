/** A register as assemblers write it. */
export interface NamedRegister {
  /** The whole register's name: `rax` for `eax`, `ax`, `al` and `ah`. */
  readonly name: string;
  /** Bytes of the part that is named. */
  readonly size: number;
  /** Where that part begins. */
  readonly bitOffset: number;
}

/** `x0` … `x30`, `w0` … `w30`, `sp`, `fp`, `lr`. */
export const ARM64_REGISTER = /^(?:[xw](?:[12]?\d|30)|sp|fp|lr)$/;

const LETTERED = ["a", "b", "c", "d"];
const POINTERS = ["si", "di", "bp", "sp"];

const X86_REGISTERS: ReadonlyMap<string, NamedRegister> = new Map(
  [
    ...LETTERED.flatMap((letter): [string, string, number, number][] => [
      [`r${letter}x`, `r${letter}x`, 8, 0],
      [`e${letter}x`, `r${letter}x`, 4, 0],
      [`${letter}x`, `r${letter}x`, 2, 0],
      [`${letter}l`, `r${letter}x`, 1, 0],
      [`${letter}h`, `r${letter}x`, 1, 8],
    ]),
    ...POINTERS.flatMap((pointer): [string, string, number, number][] => [
      [`r${pointer}`, `r${pointer}`, 8, 0],
      [`e${pointer}`, `r${pointer}`, 4, 0],
      [pointer, `r${pointer}`, 2, 0],
      [`${pointer}l`, `r${pointer}`, 1, 0],
    ]),
    ...Array.from({ length: 8 }, (_, index) => `r${index + 8}`).flatMap((name): [string, string, number, number][] => [
      [name, name, 8, 0],
      [`${name}d`, name, 4, 0],
      [`${name}w`, name, 2, 0],
      [`${name}b`, name, 1, 0],
    ]),
    ...Array.from({ length: 16 }, (_, index): [string, string, number, number] => [`xmm${index}`, `xmm${index}`, 16, 0]),
  ].map(([written, name, size, bitOffset]) => [written, { name, size, bitOffset }]),
);

/** An x86-64 register by the name an assembler gives to it or to a part of it, without the `%`. */
export function x86Register(name: string): NamedRegister | undefined {
  return X86_REGISTERS.get(name);
}

const X86_DWARF = ["rax", "rdx", "rcx", "rbx", "rsi", "rdi", "rbp", "rsp", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15", "rip"];
const X86_FIRST_XMM = 17;
const ARM64_SP = 31;

/** The name of the register that DWARF knows by a number; undefined for those without a name here. */
export function dwarfRegisterName(machine: string, number: number): string | undefined {
  if (machine === "x86_64") return X86_DWARF[number] ?? (number < X86_FIRST_XMM + 16 ? `xmm${number - X86_FIRST_XMM}` : undefined);
  if (machine === "arm64") return number < ARM64_SP ? `x${number}` : number === ARM64_SP ? "sp" : undefined;
  return undefined;
}
