import type { Aspect } from "./argument-kind.js";
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
  /** The call has no such argument, but others under its probe point do; for it, it always has this value. */
  readonly value?: number;
}

/** One system call, as data/syscalls.json holds it (schemas/syscall-table.schema.json). */
export interface SyscallRow {
  /** The kernel's name: what `name` is. */
  readonly name: string;
  /** System call number by architecture, in SystemTap's spelling. */
  readonly numbers: Readonly<Record<string, number>>;
  /** What comes after `syscall.`, where it isn't the name. Wildcards reach the first. */
  readonly points?: readonly string[];
  /** `"fd: int"` is an argument with a name and a kind. */
  readonly arguments: readonly (string | ArgumentRow)[];
  /** How `retstr` shows a success, decimal when absent; failures are always `-2 (ENOENT)`. `never`: it doesn't return. */
  readonly returns?: "hex" | "octal" | "never";
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

/** The calls of one architecture. */
export interface ArchitectureCalls {
  /** What wildcards reach: each call once. */
  readonly points: readonly string[];
  /** Further names that may be written out. */
  readonly synonyms: readonly string[];
  /** The calls under a point or synonym. */
  readonly byPoint: ReadonlyMap<string, readonly SyscallRow[]>;
  /** Names by number. */
  readonly names: ReadonlyMap<bigint, string>;
}

/** The calls of an architecture among some rows. */
export function callsOf(table: readonly SyscallRow[], arch: string): ArchitectureCalls {
  const known = table.filter(({ numbers }) => numbers[arch] !== undefined);
  const byPoint = new Map<string, SyscallRow[]>();
  const add = (point: string, row: SyscallRow) => {
    const there = byPoint.get(point);
    if (there) there.push(row);
    else byPoint.set(point, [row]);
  };
  for (const row of known) add(row.points?.[0] ?? row.name, row);
  const points = [...byPoint.keys()];
  const isPoint = new Set(points);
  for (const row of known) {
    const others = [...(row.points?.slice(1) ?? []), row.name];
    for (const other of others) if (!isPoint.has(other)) add(other, row);
  }
  return {
    points,
    synonyms: [...byPoint.keys()].slice(points.length),
    byPoint,
    names: new Map(known.map(({ name, numbers }) => [BigInt(numbers[arch]!), name])),
  };
}
