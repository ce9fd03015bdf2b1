import { addressVariable, suffixed, textOf, type ArgumentKind, type ArgumentVariable, type Recording } from "../argument-kind.js";
import type { SyscallAbi } from "../syscall-abi.js";
import { constantWords } from "./constant-kinds.js";
import { filledStructures } from "./filled-structures.js";
import { seconds, type Structure } from "./structure.js";
import { addressed, fieldValues, fixed, layoutKey, loadField, loadMemory, longs, memoryBytes, memoryOf, placed, quads, unread, word } from "./structure-layout.js";

const time = (name: string, digits: number, fields = longs(2)): Structure => ({
  name,
  fields,
  render: ([whole, part]) => `[${seconds(digits, whole, part)}]`,
});
/** Interval and value. */
const timer = (name: string, digits: number, fields = longs(4)): Structure => ({
  name,
  fields,
  render: ([interval, intervalPart, value, valuePart]) => `[${seconds(digits, interval, intervalPart)},${seconds(digits, value, valuePart)}]`,
});
/** Access and modification time. */
const times = (name: string, digits: number, special: Readonly<Record<string, string>>, fields = longs(4)): Structure => ({
  name,
  fields,
  render: ([access, accessPart, change, changePart]) =>
    [
      [access, accessPart],
      [change, changePart],
    ]
      .map(([whole, part]) => `[${special[String(part)] ?? seconds(digits, whole, part)}]`)
      .join(""),
});

/** A set of signals, bit N-1 for signal N: `[SIGINT|SIGTERM]`; of those with most signals what they lack, `~[SIGKILL]`. */
export function signalSet(set: bigint, { constants: arch }: SyscallAbi): string {
  const numbers = Array.from({ length: 64 }, (_, index) => index + 1);
  const members = numbers.filter((number) => ((set >> BigInt(number - 1)) & 1n) === 1n);
  if (members.length === 0) return "[EMPTY]";
  const isMost = members.length > numbers.length / 2;
  const named = isMost ? numbers.filter((number) => !members.includes(number)) : members;
  return `${isMost ? "~" : ""}[${named.map((number) => constantWords("signal", arch, BigInt(number))).join("|")}]`;
}

const hex = (value = 0n): string => `0x${BigInt.asUintN(64, value).toString(16)}`;
const octal = (value = 0n): string => (value === 0n ? "0" : `0${value.toString(8)}`);
const limit = (value = 0n): string => (value === -1n ? "RLIM_INFINITY" : BigInt.asUintN(64, value).toString());
const handlers: Readonly<Record<string, string>> = { "0": "SIG_DFL", "1": "SIG_IGN" };

const now = { [String((1 << 30) - 1)]: "UTIME_NOW", [String((1 << 30) - 2)]: "UTIME_OMIT" };

/** An int of a structure, as the words of a table. */
const flags = (table: string, value: bigint | undefined, { constants }: SyscallAbi): string => constantWords(table, constants, value ?? 0n);

const structures: readonly Structure[] = [
  ...filledStructures,
  time("timeval", 6),
  time("timespec", 9),
  time("timespec64", 9, quads(2)),
  timer("itimerval", 6),
  timer("itimerspec", 9),
  timer("itimerspec64", 9, quads(4)),
  times("timeval_pair", 6, {}),
  times("timespec_pair", 9, now),
  times("timespec64_pair", 9, now, quads(4)),
  { name: "timezone", fields: [fixed(0, 4, { signed: true }), fixed(4, 4, { signed: true })], render: ([minutesWest, dst]) => `[${minutesWest},${dst}]` },
  {
    name: "utimbuf",
    fields: [word(0, { variable: "actime" }), word(1, { variable: "modtime" })],
    render: ([access, change]) => `[${access}, ${change}]`,
  },
  // Sign-extended, the most of 32-bit programs is -1 as well.
  { name: "rlimit", fields: longs(2), render: ([soft, hard]) => `[${limit(soft)},${limit(hard)}]` },
  { name: "rlimit64", fields: quads(2), render: ([soft, hard]) => `[${limit(soft)},${limit(hard)}]` },
  { name: "sigset", fields: quads(1), render: ([set], abi) => signalSet(set ?? 0n, abi) },
  // Of the calls that only 32-bit programs have.
  { name: "old_sigset", fields: [fixed(0, 4)], render: ([set], abi) => signalSet(set ?? 0n, abi) },
  {
    name: "sigaction",
    fields: [word(0), word(1), word(2), placed(24, 12, 8)],
    render: ([handler, set, restorer, mask], abi) =>
      handlers[String(handler)] ? `{${handlers[String(handler)]}}` : `{${hex(handler)}, ${flags("sigaction_flags", set, abi)}, ${hex(restorer)}, ${signalSet(mask ?? 0n, abi)}}`,
  },
  {
    name: "old_sigaction",
    fields: [0, 4, 8, 12].map((offset) => fixed(offset, 4)),
    render: ([handler, mask, set, restorer], abi) =>
      handlers[String(handler)] ? `{${handlers[String(handler)]}}` : `{${hex(handler)}, ${flags("sigaction_flags", set, abi)}, ${hex(restorer)}, ${signalSet(mask ?? 0n, abi)}}`,
  },
  {
    name: "sigaltstack",
    fields: [word(0, { signed: false }), placed(8, 4, 4), word(2, { signed: false })],
    render: ([stack, set, size], abi) => `{${hex(stack)}, ${flags("sigaltstack_flags", set, abi)}, ${size}}`,
  },
  {
    name: "siginfo",
    fields: [fixed(0, 4, { signed: true }), fixed(8, 4, { signed: true }), placed(16, 12, 4, { signed: true }), placed(20, 16, 4)],
    render: ([signal, code, pid, uid], abi) =>
      `{si_signo=${flags("signal", signal, abi)}, si_code=${flags("siginfo_code", code, abi)}, si_pid=${pid}, si_uid=${uid}}`,
  },
  {
    name: "sigevent",
    fields: [word(0), placed(8, 4, 4, { signed: true }), placed(12, 8, 4, { signed: true })],
    render: ([value, signal, notify], abi) => `{${hex(value)}, ${flags("signal", signal, abi)}, ${flags("sigevent_notify", notify, abi)}}`,
  },
  {
    name: "sched_attr",
    fields: [fixed(4, 4), fixed(8, 8), fixed(16, 4, { signed: true }), fixed(20, 4), ...[24, 32, 40].map((offset) => fixed(offset, 8))],
    render: ([policy, set, nice, priority, runtime, deadline, period], abi) =>
      `{${flags("sched_policy", policy, abi)}, ${hex(set)}, ${nice}, ${priority}, ${runtime}, ${deadline}, ${period}}`,
  },
  {
    name: "open_how",
    fields: quads(3),
    render: ([set, mode, resolve], abi) => `{${flags("open_flags", set, abi)}, ${octal(mode)}, ${flags("open_how_resolve", resolve, abi)}}`,
  },
  {
    name: "clone_args",
    fields: [0, 32, 40, 48].map((offset) => fixed(offset, 8)),
    render: ([set, signal, stack, size], abi) => `{${flags("clone3_flags", set, abi)}, ${flags("signal", signal, abi)}, ${hex(stack)}, ${size}}`,
  },
  {
    name: "epoll_event",
    fields: [fixed(0, 4), fixed(4, 8)],
    render: ([events, data], abi) => `{${flags("epoll_events", events, abi)}, ${hex(data)}}`,
  },
  {
    name: "timex",
    fields: [fixed(0, 4), ...[1, 2, 3, 4].map((index) => word(index)), placed(40, 20, 4)],
    render: ([modes, offset, frequency, most, estimated, status], abi) =>
      `{${flags("adjtimex_modes", modes, abi)}, offset=${offset}, freq=${frequency}, maxerror=${most}, esterror=${estimated}, status=${hex(status)}}`,
  },
  {
    name: "mount_attr",
    fields: quads(4),
    render: ([set, clear, propagation, namespace], abi) =>
      `{${flags("mount_attributes", set, abi)}, ${flags("mount_attributes", clear, abi)}, ${flags("mount_flags", propagation, abi)}, ${namespace}}`,
  },
  {
    name: "mq_attr",
    fields: longs(3),
    render: ([set, messages, size], abi) => `{${flags("open_flags", set, abi)}, ${messages}, ${size}}`,
  },
  {
    name: "perf_event_attr",
    fields: [fixed(0, 4), fixed(4, 4), fixed(8, 8), fixed(16, 8)],
    render: ([type, size, config, period], abi) => `{${flags("perf_type", type, abi)}, ${size}, ${hex(config)}, ${period}}`,
  },
  { name: "cachestat_range", fields: quads(2), render: ([offset, length]) => `[${offset},${length}]` },
  {
    name: "landlock_ruleset",
    fields: quads(1),
    render: ([access], abi) => `{${flags("landlock_access_fs", access, abi)}}`,
  },
  {
    name: "user_desc",
    fields: [0, 4, 8, 12].map((offset) => fixed(offset, 4)),
    render: ([entry, base, limits, set]) => `{${BigInt.asIntN(32, entry ?? 0n)}, ${hex(base)}, ${hex(limits)}, ${hex(set)}}`,
  },
  {
    name: "mmap_arguments",
    fields: [0, 4, 8, 12, 16, 20].map((offset) => fixed(offset, 4)),
    render: ([start, length, protection, set, fd, offset], abi) =>
      `{${hex(start)}, ${length}, ${flags("mmap_prot", protection, abi)}, ${flags("mmap_flags", set, abi)}, ${BigInt.asIntN(32, fd ?? 0n)}, ${offset}}`,
  },
];

/** NAME_uaddr, NAME_str, and the members with names of their own. */
function structureKind(structure: Structure): ArgumentKind {
  const { fields } = structure;
  const shown: Recording = {
    reading: {
      shape: (abi) => `structure ${layoutKey(fields, abi)}`,
      record: (builder, { raw, abi }) => [...addressed(builder, raw), ...loadMemory(builder, raw, fields, abi)],
      plan: (planner, { raw, abi }) => {
        const read = planner.text("bytes", raw, memoryBytes(fields, abi));
        return (memory) => [memory.word(raw), memory.isReadable(read), ...memoryOf(memory.bytes(read), fields, abi)];
      },
    },
    render: ([address, isReadable, ...memory], { abi }) => unread(address, isReadable) ?? structure.render(fieldValues(memory, fields, abi), abi),
  };
  const members = fields.flatMap((field): ArgumentVariable[] => {
    const { variable } = field;
    return variable === undefined
      ? []
      : [{ name: () => variable, type: "long", doc: "a member", load: (builder, { raw, abi }) => loadField(builder, raw, field, abi) }];
  });
  const words = textOf(structure.name, 255, shown);
  return {
    variables: [addressVariable, { aspect: "words", name: suffixed("_str"), type: "string", doc: "what it holds", load: words }, ...members],
    shown,
  };
}

/** Kinds that are a structure in user memory. */
export const structureKinds: readonly (readonly [string, ArgumentKind])[] = structures.map(
  (structure) => [structure.name, structureKind(structure)] as const,
);
