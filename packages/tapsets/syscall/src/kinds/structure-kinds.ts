import type { Builder, Fact, LongExpr, StringExpr } from "@tapset/core";
import { addressVariable, suffixed, unlessNull, type ArgumentKind, type ArgumentValue, type ArgumentVariable } from "../argument-kind.js";
import { constantWords } from "./constant-kinds.js";

/** A member of a structure in user memory, as 64-bit programs lay it out. */
interface Field {
  readonly offset: number;
  readonly size: 4 | 8;
  readonly signed?: boolean;
  /** A variable of its own for scripts. */
  readonly variable?: string;
}

/** A structure that is cheap to read: a few words. */
interface Structure {
  readonly name: string;
  readonly fields: readonly Field[];
  /** Its text; the values are those of the fields, in order. */
  render(values: readonly bigint[], arch: string): string;
}

/** Eight-byte members one after the other. */
function longs(count: number): readonly Field[] {
  return Array.from({ length: count }, (_, index) => ({ offset: 8 * index, size: 8, signed: true }));
}

/** Seconds and a fraction of so many digits: `1.500000`. */
function seconds(digits: number, whole = 0n, part = 0n): string {
  const fraction = part.toString();
  return `${whole}.${part < 0n ? fraction : fraction.padStart(digits, "0")}`;
}

const time = (name: string, digits: number): Structure => ({
  name,
  fields: longs(2),
  render: ([whole, part]) => `[${seconds(digits, whole, part)}]`,
});
/** Interval and value. */
const timer = (name: string, digits: number): Structure => ({
  name,
  fields: longs(4),
  render: ([interval, intervalPart, value, valuePart]) => `[${seconds(digits, interval, intervalPart)},${seconds(digits, value, valuePart)}]`,
});
/** Access and modification time. */
const times = (name: string, digits: number, special: Readonly<Record<string, string>>): Structure => ({
  name,
  fields: longs(4),
  render: ([access, accessPart, change, changePart]) =>
    [
      [access, accessPart],
      [change, changePart],
    ]
      .map(([whole, part]) => `[${special[String(part)] ?? seconds(digits, whole, part)}]`)
      .join(""),
});

/** A set of signals, bit N-1 for signal N: `[SIGINT|SIGTERM]`. */
function signalSet(set: bigint, arch: string): string {
  const names = Array.from({ length: 64 }, (_, index) => index).flatMap((index) =>
    ((set >> BigInt(index)) & 1n) === 1n ? [constantWords("signal", arch, BigInt(index + 1))] : [],
  );
  return names.length === 0 ? "[EMPTY]" : `[${names.join("|")}]`;
}

const hex = (value = 0n): string => `0x${BigInt.asUintN(64, value).toString(16)}`;
const octal = (value = 0n): string => (value === 0n ? "0" : `0${value.toString(8)}`);
const limit = (value = 0n): string => (value === -1n ? "RLIM_INFINITY" : BigInt.asUintN(64, value).toString());
const handlers: Readonly<Record<string, string>> = { "0": "SIG_DFL", "1": "SIG_IGN" };

const structures: readonly Structure[] = [
  time("timeval", 6),
  time("timespec", 9),
  timer("itimerval", 6),
  timer("itimerspec", 9),
  times("timeval_pair", 6, {}),
  times("timespec_pair", 9, { [String((1 << 30) - 1)]: "UTIME_NOW", [String((1 << 30) - 2)]: "UTIME_OMIT" }),
  {
    name: "timezone",
    fields: [
      { offset: 0, size: 4, signed: true },
      { offset: 4, size: 4, signed: true },
    ],
    render: ([minutesWest, dst]) => `[${minutesWest},${dst}]`,
  },
  {
    name: "utimbuf",
    fields: [
      { offset: 0, size: 8, signed: true, variable: "actime" },
      { offset: 8, size: 8, signed: true, variable: "modtime" },
    ],
    render: ([access, change]) => `[${access}, ${change}]`,
  },
  { name: "rlimit", fields: longs(2), render: ([soft, hard]) => `[${limit(soft)},${limit(hard)}]` },
  { name: "sigset", fields: longs(1), render: ([set], arch) => signalSet(set ?? 0n, arch) },
  {
    name: "sigaction",
    fields: longs(4),
    render: ([handler, flags, restorer, mask], arch) => {
      const known = handlers[String(handler)];
      return known ? `{${known}}` : `{${hex(handler)}, ${constantWords("sigaction_flags", arch, flags ?? 0n)}, ${hex(restorer)}, ${signalSet(mask ?? 0n, arch)}}`;
    },
  },
  {
    name: "sigaltstack",
    fields: [
      { offset: 0, size: 8 },
      { offset: 8, size: 4 },
      { offset: 16, size: 8 },
    ],
    render: ([stack, flags, size], arch) => `{${hex(stack)}, ${constantWords("sigaltstack_flags", arch, flags ?? 0n)}, ${size}}`,
  },
  {
    name: "siginfo",
    fields: [
      { offset: 0, size: 4, signed: true },
      { offset: 8, size: 4, signed: true },
      { offset: 16, size: 4, signed: true },
      { offset: 20, size: 4 },
    ],
    render: ([signal, code, pid, uid], arch) =>
      `{si_signo=${constantWords("signal", arch, signal ?? 0n)}, si_code=${constantWords("siginfo_code", arch, code ?? 0n)}, si_pid=${pid}, si_uid=${uid}}`,
  },
  {
    name: "sched_attr",
    fields: [
      { offset: 4, size: 4 },
      { offset: 8, size: 8 },
      { offset: 16, size: 4, signed: true },
      { offset: 20, size: 4 },
      ...[24, 32, 40].map((offset): Field => ({ offset, size: 8 })),
    ],
    render: ([policy, flags, nice, priority, runtime, deadline, period], arch) =>
      `{${constantWords("sched_policy", arch, policy ?? 0n)}, ${hex(flags)}, ${nice}, ${priority}, ${runtime}, ${deadline}, ${period}}`,
  },
  {
    name: "open_how",
    fields: longs(3),
    render: ([flags, mode, resolve], arch) => `{${constantWords("open_flags", arch, flags ?? 0n)}, ${octal(mode)}, ${constantWords("open_how_resolve", arch, resolve ?? 0n)}}`,
  },
  {
    name: "clone_args",
    fields: [
      { offset: 0, size: 8 },
      { offset: 32, size: 8 },
      { offset: 40, size: 8 },
      { offset: 48, size: 8 },
    ],
    render: ([flags, signal, stack, size], arch) => `{${constantWords("clone3_flags", arch, flags ?? 0n)}, ${constantWords("signal", arch, signal ?? 0n)}, ${hex(stack)}, ${size}}`,
  },
];

function loadField(builder: Builder, address: LongExpr, { offset, size, signed = false }: Field): LongExpr {
  return unlessNull(builder, address, builder.load(address, { offset, size, signed, access: "user", onFault: "zero" }));
}

/** NAME_uaddr, NAME_str, and the members with names of their own. */
function structureKind(structure: Structure): ArgumentKind {
  const factOf = (arch: string): Fact => ({
    name: `syscall/${structure.name}`,
    injective: false,
    bound: 255,
    render: (address, ...values) => (address === 0n ? "NULL" : structure.render(values.map(BigInt), arch)),
  });
  const words = (builder: Builder, { raw }: ArgumentValue): StringExpr =>
    builder.fact(factOf(builder.target.arch), raw, ...structure.fields.map((field) => loadField(builder, raw, field)));
  const members = structure.fields.flatMap((field): ArgumentVariable[] => {
    const { variable } = field;
    return variable === undefined
      ? []
      : [{ name: () => variable, type: "long", doc: "a member", load: (builder, { raw }) => loadField(builder, raw, field) }];
  });
  return {
    variables: [addressVariable, { aspect: "words", name: suffixed("_str"), type: "string", doc: "what it holds", load: words }, ...members],
    show: (builder, argument) => builder.value("s", words(builder, argument)),
  };
}

/** Kinds that are a structure in user memory. */
export const structureKinds: readonly (readonly [string, ArgumentKind])[] = structures.map(
  (structure) => [structure.name, structureKind(structure)] as const,
);
