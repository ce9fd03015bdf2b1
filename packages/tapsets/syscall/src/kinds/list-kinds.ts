import { type Builder, type Expr, faultAddress, type LongExpr, quoteText } from "@tapset/core";
import { addressVariable, type ArgumentKind, type ArgumentValue, type PlannedArgument, type Recorded, type Recording, recordedOf, suffixed, textOf, unsigned32 } from "../argument-kind.js";
import { DATA_LIMIT, DATA_WORDS, loadDataWords, loadMarked, shownBytes, wholeData } from "../quoting.js";
import type { PlannedWord, ReadMemory, ReadPlanner } from "../read-planner.js";
import type { SyscallAbi } from "../syscall-abi.js";
import { constantWords } from "./constant-kinds.js";
import { type List, strideOf } from "./list.js";
import { planList } from "./list-plan.js";
import { SOCKET_ADDRESS_VALUES, socketAddressWords } from "./socket-address-kind.js";
import { addressed, type Field, fieldValues, fixed, layoutKey, loadField, loadMemory, memoryBytes, memoryWidth, unread, word } from "./structure-layout.js";

const hex = (value: Recorded = 0n): string => `0x${BigInt.asUintN(64, BigInt(value)).toString(16)}`;

/** The beginning of a buffer: quoted, or its address where it can't be read. */
function quotedBuffer(address: bigint, length: bigint, text: string, words: readonly Recorded[]): string {
  return faultAddress(text) ?? quoteText(wholeData(text, shownBytes(length), address, words), 4 * DATA_LIMIT + 5, BigInt.asUintN(64, length) > BigInt(DATA_LIMIT));
}

const iovec = { most: 3, stride: [16, 8], fields: [word(0, { signed: false }), word(1, { signed: false })] } as const;
/** Buffers to be filled. */
const buffers: List = { ...iovec, name: "iovec", render: ([base, length]) => `{${hex(base)}, ${length}}` };
/** Buffers that are read. */
const data: List = { ...iovec, name: "iovec_data", hasData: true, render: ([base = 0n, length = 0n, text = "", ...words]) => `{${quotedBuffer(BigInt(base), BigInt(length), String(text), words)}, ${length}}` };

/** What is polled, for what, and what the call returns. */
const pollfd = [fixed(0, 4, { signed: true }), fixed(4, 2), fixed(6, 2)];

const lists: readonly List[] = [
  buffers,
  data,
  {
    name: "pollfd",
    most: 6,
    stride: [8, 8],
    fields: pollfd,
    render: ([fd, events = 0n], { constants }) => `{${fd}, ${constantWords("poll_events", constants, BigInt(events))}}`,
  },
  {
    name: "pollfd_returned",
    most: 6,
    stride: [8, 8],
    fields: pollfd,
    render: ([fd, events = 0n, returned = 0n], { constants }) =>
      `{${fd}, ${constantWords("poll_events", constants, BigInt(events))}, ${constantWords("poll_events", constants, BigInt(returned))}}`,
  },
  {
    name: "epoll_events",
    most: 3,
    stride: [12, 12],
    fields: [fixed(0, 4), fixed(4, 8)],
    render: ([events = 0n, value], { constants }) => `{${constantWords("epoll_events", constants, BigInt(events))}, ${hex(value)}}`,
  },
  {
    name: "sembuf",
    most: 3,
    stride: [6, 6],
    fields: [fixed(0, 2), fixed(2, 2, { signed: true }), fixed(4, 2)],
    render: ([number, operation, flags = 0n], { constants }) => `{${number}, ${operation}, ${constantWords("semop_flags", constants, BigInt(flags))}}`,
  },
  {
    name: "futex_waiter",
    most: 3,
    stride: [24, 24],
    fields: [fixed(0, 8), fixed(8, 8), fixed(16, 4)],
    render: ([value, address, flags = 0n], { constants }) => `{${value}, ${hex(address)}, ${constantWords("futex2_flags", constants, BigInt(flags))}}`,
  },
];

/** Values recorded of each element: with data its fields and that (a text, and words), else the memory that it is. */
const width = ({ fields, hasData }: List, abi: SyscallAbi): number => (hasData ? fields.length + 1 + DATA_WORDS : memoryWidth(fields, abi));

/** The address, the number of elements, and what the first few hold. */
function recordList(list: List, builder: Builder, { raw, peer, abi }: ArgumentValue): readonly Expr[] {
  const count = unsigned32(builder, peer ?? builder.constant(0));
  const stride = strideOf(list, abi);
  const elements = Array.from({ length: list.most }, (_, index): readonly Expr[] => {
    const isThere = builder.compare("gt", count, builder.constant(index));
    const address = builder.select(isThere, builder.binary("add", raw, stride * index), builder.constant(0));
    if (!list.hasData) return loadMemory(builder, address, list.fields, abi);
    const values = list.fields.map((field) => loadField(builder, address, field, abi));
    const [base, length] = values as [LongExpr, LongExpr];
    return [...values, buffer(builder, base, length), ...loadDataWords(builder, base, length)];
  });
  return [...addressed(builder, raw), count, ...elements.flat()];
}

function buffer(builder: Builder, address: LongExpr, length: LongExpr): Expr {
  const isEmpty = builder.compare("eq", length, builder.constant(0));
  return builder.select(isEmpty, builder.text(""), loadMarked(builder, address, Math.min(DATA_LIMIT, builder.maxString)));
}

function renderList(list: List, [address, isReadable, count = 0n, ...values]: readonly Recorded[], abi: SyscallAbi): string {
  const instead = unread(address, count === 0n ? 1n : isReadable);
  if (instead !== undefined) return instead;
  const read = Math.min(Number(count), list.most);
  const each = width(list, abi);
  const elements = Array.from({ length: read }, (_, index) => {
    const own = values.slice(each * index, each * (index + 1));
    return list.render(list.hasData ? own : fieldValues(own, list.fields, abi), abi);
  });
  return `[${[...elements, ...(Number(count) > read ? ["..."] : [])].join(", ")}]`;
}

function listRecording(list: List): Recording {
  return {
    reading: {
      shape: (abi) => `list ${list.most} ${strideOf(list, abi)} ${layoutKey(list.fields, abi)}${list.hasData ? " data" : ""}`,
      record: (builder, argument) => recordList(list, builder, argument),
      plan: (planner, argument) => planList(list, planner, argument),
    },
    render: (values, { abi }) => renderList(list, values, abi),
  };
}

/** NAME_uaddr and NAME_str. */
function kind(name: string, shown: Recording): ArgumentKind {
  const words = textOf(name, 1023, shown);
  return { variables: [addressVariable, { aspect: "words", name: suffixed("_str"), type: "string", doc: "what it holds", load: words }], shown };
}

/** Name and its length, vectors and their number, control data and its length. */
const HEADER: readonly Field[] = [0, 1, 2, 3, 4, 5].map((index) => (index === 1 ? { ...word(1), size: [4, 4] } : word(index, { signed: false })));

/** A message: `{{AF_INET, 127.0.0.1, 53}, [{"…", 30}], 0x0, 0}`. */
function message(list: List): Recording {
  return {
    reading: {
      shape: ({ wordSize }) => `message ${list.name} ${wordSize}`,
      record: (builder, { raw, abi }) => {
        const [name, nameLength, vector, count, control, controlLength] = HEADER.map((field) => loadField(builder, raw, field, abi)) as [LongExpr, LongExpr, LongExpr, LongExpr, LongExpr, LongExpr];
        const sender = list.hasData ? recordedOf(socketAddressWords, builder, { raw: name, peer: nameLength, abi }) : [name, nameLength];
        return [...addressed(builder, raw), ...sender, ...recordList(list, builder, { raw: vector, peer: count, abi }), control, controlLength];
      },
      plan: (planner, argument) => planMessage(list, planner, argument),
    },
    render: ([address, isReadable, ...values], rendering) => {
      const instead = unread(address, isReadable);
      if (instead !== undefined) return instead;
      const vectors = 3 + width(list, rendering.abi) * list.most;
      const nameValues = list.hasData ? SOCKET_ADDRESS_VALUES : 2;
      const name = list.hasData ? socketAddressWords.render(values.slice(0, nameValues), rendering) : hex(values[0]);
      const [control, controlLength] = values.slice(nameValues + vectors);
      return `{${name}, ${renderList(list, values.slice(nameValues, nameValues + vectors), rendering.abi)}, ${hex(control)}, ${controlLength}}`;
    },
  };
}

function planMessage(list: List, planner: ReadPlanner, { raw, abi }: PlannedArgument): (memory: ReadMemory) => readonly Recorded[] {
  const layout = abi.wordSize === 8 ? 0 : 1;
  const header = planner.text("bytes", raw, memoryBytes(HEADER, abi));
  const [name, nameLength, vector, count, control, controlLength] = HEADER.map(({ offset, size }) => planner.word(raw, size[layout] as 4 | 8, { offset: offset[layout] })) as [PlannedWord, PlannedWord, PlannedWord, PlannedWord, PlannedWord, PlannedWord];
  const sender = list.hasData && socketAddressWords.reading?.plan?.(planner, { raw: name, peer: nameLength, abi });
  const buffers = planList(list, planner, { raw: vector, peer: count, abi });
  planner.skip([header]);
  return (memory) => [
    memory.word(raw),
    memory.isReadable(header),
    ...(sender ? sender(memory) : [memory.word(name), memory.word(nameLength)]),
    ...buffers(memory),
    memory.word(control),
    memory.word(controlLength),
  ];
}

/** Kinds that are arrays in user memory, and messages, which hold one. */
export const listKinds: readonly (readonly [string, ArgumentKind])[] = [
  ...lists.map((list) => [list.name, kind(list.name, listRecording(list))] as const),
  ["message", kind("message", message(buffers))],
  ["message_data", kind("message_data", message(data))],
];
