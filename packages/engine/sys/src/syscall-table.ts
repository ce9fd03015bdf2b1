import { bpfAttrLayouts, bpfAttrSizeBytes, bpfCommands } from "./abi/bpf-attr.js";
import { perfAttrLayout, perfAttrSizeBytes } from "./abi/perf-attr.js";
import { decodeOutputs, encodeStruct } from "./abi/struct-layout.js";
import type { AddressOf, Layout } from "./abi/struct-layout.js";
import type { SystemCallName, SystemCallOf } from "./system-calls.js";

/** An argument as the foreign function interface takes it: an integer, or memory passed by address. */
export type MachineWord = number | bigint | Uint8Array | null;

/** What encoding needs from the live process. */
export interface Encoding {
  readonly architecture: "x64" | "arm64";
  readonly addressOf: AddressOf;
  /** Keeps memory reachable until the call has returned. */
  readonly keep: (memory: Uint8Array) => void;
  readonly viewMemory: (address: number, length: number) => ArrayBuffer;
}

/** How one system call is made. */
interface SystemCallRow<Name extends SystemCallName> {
  /** Its number per architecture. */
  readonly x64: number;
  readonly arm64: number;
  readonly encode: (call: SystemCallOf<Name>, encoding: Encoding) => readonly MachineWord[];
  /** Copies what the kernel wrote into the call; some calls answer even when they fail. */
  readonly decode?: (call: SystemCallOf<Name>, words: readonly MachineWord[], result: number, encoding: Encoding) => void;
}

const dataView = (word: MachineWord | undefined): DataView => {
  const bytes = word as Uint8Array;
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
};

/** Stores a structure into fresh zeroed memory. */
function struct(layout: Layout, values: object, sizeBytes: number, encoding: Encoding): Uint8Array {
  const bytes = new Uint8Array(sizeBytes);
  const referenced = encodeStruct(
    layout, values as Record<string, unknown>, new DataView(bytes.buffer), encoding.addressOf,
  );
  referenced.forEach(encoding.keep);
  return bytes;
}

const nsPerSecond = 1_000_000_000n;

/** `struct itimerspec`: interval, then first expiry, each as seconds and nanoseconds. */
function itimerspec(startNs: bigint, periodNs: bigint): Uint8Array {
  const words = new BigInt64Array([
    periodNs / nsPerSecond, periodNs % nsPerSecond, startNs / nsPerSecond, startNs % nsPerSecond,
  ]);
  return new Uint8Array(words.buffer);
}

// `struct epoll_event` is packed on x86-64 alone.
const epollEventSizeBytes = { x64: 12, arm64: 16 } as const;
const epollDataOffset = { x64: 4, arm64: 8 } as const;
const epollBatch = 64;

/** Every system call, with its numbers from the kernel's `syscall_64.tbl` and `asm-generic/unistd.h`. */
export const syscallTable: { readonly [Name in SystemCallName]: SystemCallRow<Name> } = {
  bpf: {
    x64: 321,
    arm64: 280,
    encode: ({ command, attr }, encoding) => [
      bpfCommands[command], struct(bpfAttrLayouts[command], attr, bpfAttrSizeBytes, encoding), bpfAttrSizeBytes,
    ],
    decode: ({ command, attr }, words) => {
      decodeOutputs(bpfAttrLayouts[command], dataView(words[1]), attr as Record<string, unknown>);
    },
  },
  perf_event_open: {
    x64: 298,
    arm64: 241,
    encode: ({ attr, pid, cpu, flags }, encoding) => [
      struct(perfAttrLayout, attr, perfAttrSizeBytes, encoding), pid, cpu, -1, flags,
    ],
  },
  ioctl: { x64: 16, arm64: 29, encode: ({ fd, request, argument }) => [fd, request, argument] },
  mmap: {
    x64: 9,
    arm64: 222,
    encode: ({ fixedAddress, length, protection, flags, fd, offset }) => [
      fixedAddress ?? 0, length, protection, flags, fd, offset,
    ],
    decode: (call, _words, address, encoding) => {
      if (address >= 0 && call.fixedAddress === undefined) call.memory = encoding.viewMemory(address, call.length);
    },
  },
  munmap: { x64: 11, arm64: 215, encode: ({ address, length }) => [address, length] },
  close: { x64: 3, arm64: 57, encode: ({ fd }) => [fd] },
  read: { x64: 0, arm64: 63, encode: ({ fd, buffer }) => [fd, buffer, buffer.length] },
  write: { x64: 1, arm64: 64, encode: ({ fd, buffer }) => [fd, buffer, buffer.length] },
  epoll_create1: { x64: 291, arm64: 20, encode: ({ flags }) => [flags] },
  epoll_ctl: {
    x64: 233,
    arm64: 21,
    encode: ({ epoll, operation, fd, events, tag }, { architecture }) => {
      const event = new Uint8Array(epollEventSizeBytes[architecture]);
      const view = new DataView(event.buffer);
      view.setUint32(0, events, true);
      view.setUint32(epollDataOffset[architecture], tag, true);
      return [epoll, operation, fd, event];
    },
  },
  epoll_pwait: {
    x64: 281,
    arm64: 22,
    encode: ({ epoll, timeoutMs }, { architecture }) => [
      epoll, new Uint8Array(epollBatch * epollEventSizeBytes[architecture]), epollBatch, timeoutMs, null, 0,
    ],
    decode: ({ tags }, words, count, { architecture }) => {
      const view = dataView(words[1]);
      const stride = epollEventSizeBytes[architecture];
      for (let i = 0; i < count; i++) tags.push(view.getUint32(i * stride + epollDataOffset[architecture], true));
    },
  },
  timerfd_create: { x64: 283, arm64: 85, encode: ({ clock, flags }) => [clock, flags] },
  timerfd_settime: {
    x64: 286,
    arm64: 86,
    encode: ({ fd, startNs, periodNs }) => [fd, 0, itimerspec(startNs, periodNs), null],
  },
  eventfd2: { x64: 290, arm64: 19, encode: ({ initial, flags }) => [initial, flags] },
  pidfd_open: { x64: 434, arm64: 434, encode: ({ pid }) => [pid, 0] },
  membarrier: { x64: 324, arm64: 283, encode: ({ command }) => [command, 0, 0] },
  fsopen: {
    x64: 430,
    arm64: 430,
    encode: ({ fileSystem, flags }) => [Buffer.from(`${fileSystem}\0`), flags],
  },
  fsconfig: { x64: 431, arm64: 431, encode: ({ fd, command }) => [fd, command, null, null, 0] },
  fsmount: { x64: 432, arm64: 432, encode: ({ fd, flags, attributes }) => [fd, flags, attributes] },
  prctl: { x64: 157, arm64: 167, encode: ({ option, argument }) => [option, argument, 0, 0, 0] },
  gettid: { x64: 186, arm64: 178, encode: () => [] },
  clock_gettime: {
    x64: 228,
    arm64: 113,
    encode: ({ clock }) => [clock, new Uint8Array(16)],
    decode: (call, words) => {
      const view = dataView(words[1]);
      call.nowNs = view.getBigInt64(0, true) * nsPerSecond + view.getBigInt64(8, true);
    },
  },
  sched_setaffinity: { x64: 203, arm64: 122, encode: ({ mask }) => [0, mask.length, mask] },
  sched_getaffinity: { x64: 204, arm64: 123, encode: ({ mask }) => [0, mask.length, mask] },
};
