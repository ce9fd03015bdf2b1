import { bpfAttrLayouts, bpfAttrSizeBytes, bpfCommands } from "./abi/bpf-attr.js";
import { perfAttrLayout, perfAttrSizeBytes } from "./abi/perf-attr.js";
import { decodeOutputs, encodeStruct } from "./abi/struct-layout.js";
import type { CallMemory } from "./call-memory.js";
import type { SystemCallName, SystemCallOf } from "./system-calls.js";

/** The machine calls are encoded for. */
export interface Machine {
  readonly architecture: "x64" | "arm64";
  readonly memory: CallMemory;
  readonly viewMemory: (address: number, length: number) => ArrayBuffer;
}

/** How one system call is made. */
interface SystemCallRow<Name extends SystemCallName> {
  /** Its number per architecture. */
  readonly x64: number;
  readonly arm64: number;
  /** The machine words the kernel takes: integers and addresses. Every call starts with empty `memory`. */
  readonly encode: (call: SystemCallOf<Name>, machine: Machine) => readonly number[];
  /** Copies what the kernel wrote into the call; some calls answer even when they fail. */
  readonly decode?: (call: SystemCallOf<Name>, result: number, machine: Machine) => void;
}

const nsPerSecond = 1_000_000_000n;

// `struct epoll_event` is packed on x86-64 alone.
const epollEventSizeBytes = { x64: 12, arm64: 16 } as const;
const epollDataOffset = { x64: 4, arm64: 8 } as const;
const epollBatch = 64;

const timespecSizeBytes = 16;

function writeTimespec(view: DataView, offset: number, ns: bigint): void {
  view.setBigInt64(offset, ns / nsPerSecond, true);
  view.setBigInt64(offset + 8, ns % nsPerSecond, true);
}

/** A structure a call answers with is the first thing its encoder reserves. */
const answerOffset = 0;

/** Paths are this process's. */
const AT_FDCWD = -100;

/** Every system call, with its numbers from the kernel's `syscall_64.tbl` and `asm-generic/unistd.h`. */
export const syscallTable: { readonly [Name in SystemCallName]: SystemCallRow<Name> } = {
  bpf: {
    x64: 321,
    arm64: 280,
    encode: ({ command, attr }, { memory }) => {
      const offset = memory.reserve(bpfAttrSizeBytes);
      encodeStruct(bpfAttrLayouts[command], attr, memory.view, offset, memory);
      return [bpfCommands[command], memory.addressAt(offset), bpfAttrSizeBytes];
    },
    decode: ({ command, attr }, _result, { memory }) => {
      decodeOutputs(bpfAttrLayouts[command], attr, memory.view, answerOffset);
    },
  },
  perf_event_open: {
    x64: 298,
    arm64: 241,
    encode: ({ attr, pid, cpu, flags }, { memory }) => {
      const offset = memory.reserve(perfAttrSizeBytes);
      encodeStruct(perfAttrLayout, attr, memory.view, offset, memory);
      return [memory.addressAt(offset), pid, cpu, -1, flags];
    },
  },
  ioctl: { x64: 16, arm64: 29, encode: ({ fd, request, argument }) => [fd, request, argument] },
  mmap: {
    x64: 9,
    arm64: 222,
    encode: ({ fixedAddress, length, protection, flags, fd, offset }) => [
      fixedAddress ?? 0, length, protection, flags, fd, offset,
    ],
    decode: (call, address, { viewMemory }) => {
      if (address >= 0 && call.fixedAddress === undefined) call.memory = viewMemory(address, call.length);
    },
  },
  munmap: { x64: 11, arm64: 215, encode: ({ address, length }) => [address, length] },
  close: { x64: 3, arm64: 57, encode: ({ fd }) => [fd] },
  openat: { x64: 257, arm64: 56, encode: ({ path, flags }, { memory }) => [AT_FDCWD, memory.addressOfText(path), flags, 0] },
  read: { x64: 0, arm64: 63, encode: ({ fd, buffer }, { memory }) => [fd, memory.addressOf(buffer), buffer.length] },
  write: { x64: 1, arm64: 64, encode: ({ fd, buffer }, { memory }) => [fd, memory.addressOf(buffer), buffer.length] },
  epoll_create1: { x64: 291, arm64: 20, encode: ({ flags }) => [flags] },
  epoll_ctl: {
    x64: 233,
    arm64: 21,
    encode: ({ epoll, operation, fd, events, tag }, { memory, architecture }) => {
      const offset = memory.reserve(epollEventSizeBytes[architecture]);
      memory.view.setUint32(offset, events, true);
      memory.view.setUint32(offset + epollDataOffset[architecture], tag, true);
      return [epoll, operation, fd, memory.addressAt(offset)];
    },
  },
  epoll_pwait: {
    x64: 281,
    arm64: 22,
    encode: ({ epoll, timeoutMs }, { memory, architecture }) => {
      const offset = memory.reserve(epollBatch * epollEventSizeBytes[architecture]);
      return [epoll, memory.addressAt(offset), epollBatch, timeoutMs];
    },
    decode: ({ tags }, count, { memory, architecture }) => {
      const first = answerOffset + epollDataOffset[architecture];
      const stride = epollEventSizeBytes[architecture];
      for (let i = 0; i < count; i++) tags.push(memory.view.getUint32(first + i * stride, true));
    },
  },
  timerfd_create: { x64: 283, arm64: 85, encode: ({ clock, flags }) => [clock, flags] },
  timerfd_settime: {
    x64: 286,
    arm64: 86,
    // `struct itimerspec`: the interval, then the first expiry.
    encode: ({ fd, startNs, periodNs }, { memory }) => {
      const offset = memory.reserve(2 * timespecSizeBytes);
      writeTimespec(memory.view, offset, periodNs);
      writeTimespec(memory.view, offset + timespecSizeBytes, startNs);
      return [fd, 0, memory.addressAt(offset)];
    },
  },
  eventfd2: { x64: 290, arm64: 19, encode: ({ initial, flags }) => [initial, flags] },
  pidfd_open: { x64: 434, arm64: 434, encode: ({ pid }) => [pid, 0] },
  membarrier: { x64: 324, arm64: 283, encode: ({ command }) => [command] },
  fsopen: {
    x64: 430,
    arm64: 430,
    encode: ({ fileSystem, flags }, { memory }) => [memory.addressOfText(fileSystem), flags],
  },
  fsconfig: { x64: 431, arm64: 431, encode: ({ fd, command }) => [fd, command] },
  fsmount: { x64: 432, arm64: 432, encode: ({ fd, flags, attributes }) => [fd, flags, attributes] },
  prctl: { x64: 157, arm64: 167, encode: ({ option, argument }) => [option, argument] },
  gettid: { x64: 186, arm64: 178, encode: () => [] },
  clock_gettime: {
    x64: 228,
    arm64: 113,
    encode: ({ clock }, { memory }) => [clock, memory.addressAt(memory.reserve(timespecSizeBytes))],
    decode: (call, _result, { memory }) => {
      const seconds = memory.view.getBigInt64(answerOffset, true);
      call.nowNs = seconds * nsPerSecond + memory.view.getBigInt64(answerOffset + 8, true);
    },
  },
  sched_setaffinity: {
    x64: 203,
    arm64: 122,
    encode: ({ mask }, { memory }) => [0, mask.length, memory.addressOf(mask)],
  },
  sched_getaffinity: {
    x64: 204,
    arm64: 123,
    encode: ({ mask }, { memory }) => [0, mask.length, memory.addressOf(mask)],
  },
};
