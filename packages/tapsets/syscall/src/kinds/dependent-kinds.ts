import { faultAddress, quoteText, type Builder, type LongExpr } from "@tapset/core";
import { addressVariable, plain, registerText, signed32, suffixed, textOf, type ArgumentKind, type Recorded, type Recording } from "../argument-kind.js";
import { loadMarked } from "../quoting.js";
import type { SyscallAbi } from "../syscall-abi.js";
import { constantTables, constantWords } from "./constant-kinds.js";
import { fixed, loadField, memoryBytes, memoryOf, word } from "./structure-layout.js";
import { signalSet } from "./structure-kinds.js";

const hex = (value: Recorded): string => `0x${BigInt.asUintN(64, BigInt(value)).toString(16)}`;

/** The number of a choice of a table. */
function numberOf(table: string, name: string): bigint {
  return BigInt(constantTables.get(table)?.choices?.[name] ?? -1);
}

const PR_SET_NAME = numberOf("prctl_option", "PR_SET_NAME");
/** Bytes of a task's name, the NUL among them. */
const COMM_LENGTH = 16;

const operations: ReadonlyMap<bigint, string> = new Map(
  Object.entries({
    PR_SET_PDEATHSIG: "signal",
    PR_SET_DUMPABLE: "dumpable",
    PR_CAPBSET_READ: "capability",
    PR_CAPBSET_DROP: "capability",
    PR_CAP_AMBIENT: "ambient_operation",
    PR_SET_SECCOMP: "seccomp_mode",
  }).map(([name, table]) => [numberOf("prctl_option", name), table]),
);

/** What prctl's first operand is: a name that the thread takes, or a number whose meaning the option decides. */
const prctlArgument: ArgumentKind = {
  variables: [{ aspect: "value", name: plain, type: "long", doc: "a number or an address", load: (_builder, { raw }) => raw }],
  shown: {
    reading: {
      shape: () => "prctl-argument",
      record: (builder, { raw, peer = builder.constant(-1) }) => {
        const isName = builder.compare("eq", signed32(builder, peer), builder.constant(PR_SET_NAME));
        return [peer, raw, builder.select(isName, loadMarked(builder, raw, Math.min(COMM_LENGTH - 1, builder.maxString)), builder.text(""))];
      },
    },
    render: ([option = 0n, value = 0n, name = ""], { abi }) => {
      const number = BigInt.asIntN(32, BigInt(option));
      if (number === PR_SET_NAME) return faultAddress(String(name)) ?? quoteText(String(name), 4 * COMM_LENGTH, false);
      const table = operations.get(number);
      return table === undefined ? hex(value) : constantWords(table, abi.constants, BigInt(value));
    },
  },
};

/** The words of bpf's attributes that are told, all of 64 bits in all programs. */
const ATTRIBUTES = [0, 1, 2].map((index) => fixed(8 * index, 8));
const low = (value = 0n): bigint => BigInt.asUintN(32, value);
const high = (value = 0n): bigint => BigInt.asUintN(64, value) >> 32n;

const attributes: ReadonlyMap<bigint, (words: readonly bigint[], abi: SyscallAbi) => string> = new Map(
  Object.entries({
    // map_type, key_size, value_size, max_entries, map_flags
    BPF_MAP_CREATE: ([type, value, flags]: readonly bigint[], { constants }: SyscallAbi) =>
      `{${constantWords("bpf_map_type", constants, low(type))}, ${high(type)}, ${low(value)}, ${high(value)}, ${hex(low(flags))}}`,
    // prog_type, insn_cnt, insns, license
    BPF_PROG_LOAD: ([type, instructions]: readonly bigint[], { constants }: SyscallAbi) =>
      `{${constantWords("bpf_prog_type", constants, low(type))}, ${high(type)}, ${hex(instructions ?? 0n)}}`,
    ...Object.fromEntries(
      ["BPF_MAP_LOOKUP_ELEM", "BPF_MAP_UPDATE_ELEM", "BPF_MAP_DELETE_ELEM", "BPF_MAP_GET_NEXT_KEY"].map((name) => [
        name,
        // map_fd, key, value or next_key
        ([map, key, value]: readonly bigint[]) => `{${low(map)}, ${hex(key ?? 0n)}, ${hex(value ?? 0n)}}`,
      ]),
    ),
    // target_fd, attach_bpf_fd, attach_type
    BPF_PROG_ATTACH: ([fds, type]: readonly bigint[]) => `{${low(fds)}, ${high(fds)}, ${low(type)}}`,
    // prog_fd, target_fd, attach_type
    BPF_LINK_CREATE: ([fds, type]: readonly bigint[]) => `{${low(fds)}, ${high(fds)}, ${low(type)}}`,
  }).map(([name, render]) => [numberOf("bpf_command", name), render]),
);

const bpfAttributes: Recording = {
  reading: {
    shape: () => "bpf-attributes",
    record: (builder, { raw, peer = builder.constant(-1), abi }) => [peer, raw, ...ATTRIBUTES.map((field) => loadField(builder, raw, field, abi))],
    plan: (planner, { raw, peer, abi }) => {
      const read = planner.text("bytes", raw, memoryBytes(ATTRIBUTES, abi));
      return (memory) => [peer ? memory.word(peer) : -1n, memory.word(raw), ...memoryOf(memory.bytes(read), ATTRIBUTES, abi)];
    },
  },
  render: ([command = 0n, address = 0n, ...words], { abi }) =>
    attributes.get(BigInt.asIntN(32, BigInt(command)))?.(words.map(BigInt), abi) ?? hex(address),
};

/** How many longs each of socketcall's calls takes, by its number. */
const SOCKET_ARGUMENTS = [0, 3, 3, 3, 2, 3, 3, 3, 4, 4, 4, 6, 6, 2, 5, 5, 3, 3, 4, 5, 4];
const MOST_SOCKET_ARGUMENTS = Math.max(...SOCKET_ARGUMENTS);
/** Larger numbers are addresses or sets of bits. */
const LARGEST_DECIMAL = 0xffffn;

const socketArguments: Recording = {
  reading: {
    shape: ({ wordSize }) => `socket-arguments ${wordSize}`,
    record: (builder: Builder, { raw, peer = builder.constant(0), abi }) => {
      const words = Array.from({ length: MOST_SOCKET_ARGUMENTS }, (_, index): LongExpr => loadField(builder, raw, word(index), abi));
      return [peer, raw, ...words];
    },
  },
  render: ([call = 0n, address = 0n, ...words]) => {
    const count = SOCKET_ARGUMENTS[Number(BigInt.asUintN(32, BigInt(call)))];
    if (count === undefined || address === 0n) return hex(address);
    const number = (word: Recorded): string => (BigInt(word) >= -1n && BigInt(word) <= LARGEST_DECIMAL ? String(word) : hex(BigInt.asUintN(32, BigInt(word))));
    return `{${words.slice(0, count).map(number).join(", ")}}`;
  },
};

/** A set of signals that is the argument itself. */
const signalMask = registerText((value, abi) => signalSet(BigInt.asUintN(32, value), abi));

function inWords(name: string, shown: Recording): ArgumentKind {
  return { variables: [addressVariable, { aspect: "words", name: suffixed("_str"), type: "string", doc: "what it holds", load: textOf(name, 255, shown) }], shown };
}

/** Kinds whose meaning another argument decides, and that are no plain table of names. */
export const dependentKinds: readonly (readonly [string, ArgumentKind])[] = [
  ["prctl_argument", prctlArgument],
  ["bpf_attr", inWords("bpf_attr", bpfAttributes)],
  ["socketcall_arguments", inWords("socketcall_arguments", socketArguments)],
  [
    "signal_mask",
    {
      variables: [
        { aspect: "value", name: plain, type: "long", doc: "as a number", load: (_builder, { raw }) => raw },
        { aspect: "words", name: suffixed("_str"), type: "string", doc: "in words", load: textOf("signal_mask", 255, signalMask) },
      ],
      shown: signalMask,
    },
  ],
];
