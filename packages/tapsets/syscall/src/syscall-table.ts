import type { Aspect } from "./argument-kind.js";
import { multiplexedNumber, multiplexers } from "./multiplexers.js";
import { selectorOf, type SyscallAbi, syscallRegisters } from "./syscall-abi.js";
import rows from "./data/syscalls.json" with { type: "json" };

/** One argument. */
export interface ArgumentRow {
  /** The name its variables are made from: SystemTap's. */
  readonly name: string;
  /** What kind of value it is (see argument-kinds). */
  readonly kind: string;
  /** The argument the kind needs to know as well: a buffer's length, an option's level. */
  readonly with?: string;
  /** Names of variables that aren't made as the kind makes them. */
  readonly names?: Partial<Readonly<Record<Aspect, string>>>;
  /** argstr shows it only if these bits of another argument are one of the values, or not 0 when none are given. */
  readonly when?: { readonly argument: string; readonly mask: number; readonly values?: readonly number[] };
  /** It leads to memory that the call fills: argstr shows the address, and what its variables tell is the memory as it is. */
  readonly filled?: true;
  /** The call has no such argument, but others under its probe point do; for it, it always has this value. */
  readonly value?: number;
}

/** What a call has written by the time it returns, behind a pointer that it was given. */
export interface ResultRow {
  /** What the variables of `.return` that tell it are named after; a number's own name. */
  readonly name: string;
  /** `int`, `wait_status`, or a kind of argument. */
  readonly kind: string;
  /** The argument that is the pointer. */
  readonly of: string;
  /** Bytes behind it; 0 when absent. */
  readonly offset?: number;
  /** How long it is: the result, an argument, or what an argument that is a pointer leads to. */
  readonly length?: string;
  /** Calls that fail have written it, too. */
  readonly onFailure?: true;
  /** Names of variables that aren't made as the kind makes them. */
  readonly names?: ArgumentRow["names"];
}

/** One system call, as data/syscalls.json holds it (schemas/syscall-table.schema.json). */
export interface SyscallRow {
  /** The kernel's name: what `name` is. Calls of 32-bit programs whose arguments lie otherwise have a row of their own. */
  readonly name: string;
  /** System call numbers by architecture, in SystemTap's spelling; those of its 32-bit programs are i386's. */
  readonly numbers: Readonly<Record<string, number>>;
  /** What comes after `syscall.`, where it isn't the name. Wildcards reach the first. */
  readonly points?: readonly string[];
  /** `"fd: int"` is an argument with a name and a kind. */
  readonly arguments: readonly (string | ArgumentRow)[];
  /** How `retstr` shows a success, decimal when absent; failures are always `-2 (ENOENT)`. `never`: it doesn't return. */
  readonly returns?: "hex" | "octal" | "never";
  readonly results?: readonly ResultRow[];
  /** Further names of variables, and what they are of: SystemTap has some twice. */
  readonly synonyms?: Readonly<Record<string, string>>;
}

/** The system calls we know. */
export const syscallTable: readonly SyscallRow[] = rows as readonly SyscallRow[];

/** A call's arguments, spelled out. */
export function argumentRows(row: SyscallRow): readonly ArgumentRow[] {
  return row.arguments.map((argument) => {
    if (typeof argument === "object") return argument;
    const [name = "", kind = ""] = argument.split(": ");
    return { name, kind };
  });
}

/** A system call as programs of one kind ask for it. */
export interface Call {
  readonly row: SyscallRow;
  readonly abi: SyscallAbi;
  /** All of the architecture's. */
  readonly abis: readonly SyscallAbi[];
  /** What the dispatchers know it by. */
  readonly selector: bigint;
  /** The call that was made stands for another, which has the same selector. */
  readonly isMultiplexer?: true;
}

/** The calls of one architecture. */
export interface ArchitectureCalls {
  /** What wildcards reach: each call once. */
  readonly points: readonly string[];
  /** Further names that may be written out. */
  readonly synonyms: readonly string[];
  /** The calls under a point or synonym. */
  readonly byPoint: ReadonlyMap<string, readonly Call[]>;
  readonly bySelector: ReadonlyMap<bigint, Call>;
}

/** The calls of 32-bit programs by way of those that make several, and those themselves, which each of theirs is. */
function multiplexedCalls(table: readonly SyscallRow[], arch: string): readonly Call[] {
  const abis = syscallRegisters[arch]?.abis ?? [];
  const [native, compat] = abis;
  if (native === undefined || compat === undefined) return [];
  return (multiplexers[arch] ?? []).flatMap(({ name, calls }, index) => {
    const itself = table.find((row) => row.name === name);
    return Object.entries(calls).flatMap(([operation, [called, places]]): Call[] => {
      const selector = selectorOf(multiplexedNumber(index, Number(operation)), 1);
      const rows = table.filter((row) => row.name === called);
      // Where they have a row of their own.
      const row = rows.find(({ numbers }) => numbers[native.name] === undefined) ?? rows[0];
      const abi: SyscallAbi = { ...compat, name: `${compat.name} ${name}`, arguments: places };
      return [...(row ? [{ row, abi, abis, selector }] : []), ...(itself ? [{ row: itself, abi: compat, abis, selector, isMultiplexer: true as const }] : [])];
    });
  });
}

/** The calls of an architecture among some rows: those of 64-bit programs, then those of 32-bit programs. */
export function callsOf(table: readonly SyscallRow[], arch: string): ArchitectureCalls {
  const abis = syscallRegisters[arch]?.abis ?? [];
  const known = abis.flatMap((abi, index) =>
    table.flatMap((row): Call[] => {
      const number = row.numbers[abi.name];
      return number === undefined ? [] : [{ row, abi, abis, selector: selectorOf(number, index === 0 ? 0 : 1) }];
    }),
  );
  known.push(...multiplexedCalls(table, arch));
  const byPoint = new Map<string, Call[]>();
  const add = (point: string, call: Call) => {
    const there = byPoint.get(point);
    if (there) there.push(call);
    else byPoint.set(point, [call]);
  };
  const isMultiplexer = ({ row }: Call): boolean => (multiplexers[arch] ?? []).some(({ name }) => name === row.name);
  // Wildcards reach what they stand for.
  for (const call of known) if (!isMultiplexer(call)) add(call.row.points?.[0] ?? call.row.name, call);
  const points = [...byPoint.keys()];
  const isPoint = new Set(points);
  for (const call of known) {
    const others = [...(call.row.points?.slice(1) ?? []), call.row.name];
    for (const other of new Set(others)) if (!isPoint.has(other)) add(other, call);
  }
  return {
    points,
    synonyms: [...byPoint.keys()].slice(points.length),
    byPoint,
    bySelector: new Map(known.filter((call) => call.isMultiplexer !== true).map((call) => [call.selector, call])),
  };
}
