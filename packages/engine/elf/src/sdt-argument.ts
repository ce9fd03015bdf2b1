import type { ElfMachine } from "./elf-header.js";
import { ARM64_REGISTER, type NamedRegister, x86Register } from "./register-names.js";

/** Where a mark's argument is. */
export type SdtOperand =
  | { readonly kind: "constant"; readonly value: bigint }
  /** A register, or the part of one from bit `bitOffset` on. */
  | { readonly kind: "register"; readonly register: string; readonly bitOffset: number }
  /** Memory at `base + index * scale + displacement`, plus the address of `symbol` if there is one; `base` may be `rip`. */
  | {
      readonly kind: "memory";
      readonly base: string | undefined;
      readonly index: string | undefined;
      readonly scale: number;
      readonly displacement: bigint;
      readonly symbol: string | undefined;
      /** The segment register whose base is added: `fs` for what belongs to a thread. */
      readonly segment: string | undefined;
    }
  /** What this reader has no meaning for. */
  | { readonly kind: "unknown"; readonly text: string };

/** One argument of a mark: `-4@$5`, `8@%rax`, `4@-20(%rbp)`, `8@foo(%rip)`. */
export interface SdtArgument {
  /** Bytes: 1, 2, 4 or 8. */
  readonly size: number;
  readonly signed: boolean;
  /** Whether the value is a floating-point number. */
  readonly isFloat: boolean;
  readonly operand: SdtOperand;
  /** As it stands in the note. */
  readonly text: string;
}

const ARGUMENT = /(?:(-?)(\d+)(f?)@)?((?:\[[^\]]*\]|\([^)]*\)|\S)+)/g;
const DEFAULT_SIZE = 8;

/** Takes apart a note's argument text. What isn't understood is an argument of kind `unknown`. */
export function parseSdtArguments(text: string, machine: ElfMachine): SdtArgument[] {
  return Array.from(text.matchAll(ARGUMENT), ([whole, sign = "", size, float = "", operand = ""]) => ({
    // Old notes give no size: a register's says it, and everything else is a word.
    size: size === undefined ? (registerOf(operand, machine)?.size ?? DEFAULT_SIZE) : Number(size),
    signed: size === undefined || sign === "-",
    isFloat: float === "f",
    operand: parseOperand(operand, machine),
    text: whole,
  }));
}

function parseOperand(text: string, machine: ElfMachine): SdtOperand {
  const constant = /^[$#]?(-?(?:0x[0-9a-f]+|\d+))$/i.exec(text)?.[1];
  // On x86 a bare number would be an address.
  if (constant !== undefined && (machine === "arm64" || text.startsWith("$"))) return { kind: "constant", value: toNumber(constant) };
  const register = registerOf(text, machine);
  if (register !== undefined) return { kind: "register", register: register.name, bitOffset: register.bitOffset };
  return (machine === "arm64" ? arm64Memory(text) : x86Memory(text)) ?? { kind: "unknown", text };
}

function registerOf(text: string, machine: ElfMachine): NamedRegister | undefined {
  if (machine === "arm64") return ARM64_REGISTER.test(text) ? { name: text.replace(/^w/, "x"), size: text.startsWith("w") ? 4 : 8, bitOffset: 0 } : undefined;
  return text.startsWith("%") ? x86Register(text.slice(1)) : undefined;
}

/** `%fs:16+symbol-8(%rbx,%rcx,4)`: everything but one part may be missing. */
const X86_MEMORY = /^\*?(?:%(?<segment>[a-z]s):)?(?<displacement>[^()%]*)(?:\((?<base>%\w+)?(?:,(?<index>%\w+)?(?:,(?<scale>[1248]))?)?\))?$/;
const TERM = /([+-]?)(0x[0-9a-f]+|\d+|[A-Za-z_.$][\w.$@]*)/gi;

function x86Memory(text: string): SdtOperand | undefined {
  const { segment, displacement: terms = "", base, index, scale } = X86_MEMORY.exec(text)?.groups ?? {};
  if (terms === "" && base === undefined && index === undefined) return undefined;
  let displacement = 0n;
  let symbol: string | undefined;
  let rest = terms;
  for (const [whole, sign, term = ""] of terms.matchAll(TERM)) {
    rest = rest.replace(whole, "");
    if (/^\d/.test(term)) displacement += sign === "-" ? -toNumber(term) : toNumber(term);
    else if (symbol === undefined && sign !== "-") symbol = term;
    else return undefined;
  }
  const names = [base, index].map((name) => (name === undefined ? undefined : name === "%rip" ? "rip" : x86Register(name.slice(1))?.name));
  if (rest.trim() !== "" || (base !== undefined && names[0] === undefined) || (index !== undefined && names[1] === undefined)) return undefined;
  return { kind: "memory", base: names[0], index: names[1], scale: Number(scale ?? 1), displacement, symbol, segment };
}

/** `[sp, 16]`, `[x0]`, `[x1, x2]`. */
function arm64Memory(text: string): SdtOperand | undefined {
  const [, base, second] = /^\[\s*(\w+)\s*(?:,\s*(-?\w+)\s*)?\]$/.exec(text) ?? [];
  if (base === undefined || !ARM64_REGISTER.test(base)) return undefined;
  const index = second !== undefined && ARM64_REGISTER.test(second) ? second : undefined;
  const displacement = second === undefined || index !== undefined ? 0n : /^-?(?:0x[0-9a-f]+|\d+)$/i.test(second) ? toNumber(second) : undefined;
  return displacement === undefined ? undefined : { kind: "memory", base, index, scale: 1, displacement, symbol: undefined, segment: undefined };
}

function toNumber(text: string): bigint {
  return text.startsWith("-") ? -BigInt(text.slice(1)) : BigInt(text);
}
