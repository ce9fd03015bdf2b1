/**
 * What the compiler hands to the runtime: everything needed to create maps, load programs, attach them, run session
 * handlers and render records. Plain data (JSON-able but for byte arrays, facts and functions), made without a kernel.
 */
import type { AssembledProgram } from "@tapset/asm";
import type { Span } from "@tapset/language";
import type { AttachSpec, Fact, HistogramShape, Ir, ProgramKind, StartSpec, Stream } from "@tapset/core";

/** BPF_MAP_TYPE_ names the compiler uses. */
export type MapType =
  | "ARRAY"
  | "PERCPU_ARRAY"
  | "HASH"
  | "PERCPU_HASH"
  | "QUEUE"
  | "ARRAY_OF_MAPS"
  | "PROG_ARRAY"
  | "RINGBUF"
  | "TASK_STORAGE";

export interface MapSpec {
  /** Symbolic; relocations and layouts name it. */
  readonly name: string;
  readonly type: MapType;
  readonly keySize: number;
  readonly valueSize: number;
  /** Bytes for RINGBUF (a power of two of pages; the runtime may override it by -s). */
  readonly maxEntries: number;
  readonly mmapable: boolean;
  /** ARRAY_OF_MAPS: the spec its inner maps are made from (one is put in slot 0; the spare is the runtime's to make). */
  readonly inner?: MapSpec;
  /** ARRAY with one value: its initial bytes; `frozen` makes it read-only for the kernel side (constant tables). */
  readonly contents?: Uint8Array;
  readonly frozen?: boolean;
  /** TASK_STORAGE and maps whose values BTF must describe: the value's size is enough, it's an opaque struct. */
  readonly needsBtf?: boolean;
}

/** A program to load. */
export interface ProgramImage {
  /** At most 15 bytes, for the kernel; unique. */
  readonly name: string;
  readonly kind: ProgramKind;
  /** Whose handlers it runs, as indices into {@link Ir.probes}. */
  readonly probes: readonly number[];
  readonly code: AssembledProgram;
  /**
   * The same program at the price of some stores, for a kernel that finds too many paths in it: where a callback begins, what earlier
   * turns left on the stack in the words that it uses is cleared. The verifier follows a callback again for each difference there.
   */
  readonly forgetful?: () => AssembledProgram;
  /** The family that attaches it, and to what; empty for tail-call targets and test_run programs. */
  readonly family: string | undefined;
  readonly attach: readonly AttachSpec[];
  /** Tail-call target: the slots of the PROG_ARRAY it goes to. */
  readonly slots?: { readonly map: string; readonly indices: readonly number[] };
  /** Function names and byte offsets for func_info, when the program has callbacks. */
  readonly needsFuncInfo: boolean;
}

/** How one argument of a site lies in a record's entry. */
export type ArgumentLayout =
  | { readonly kind: "long" }
  /** `size` bytes (a multiple of 8), NUL-terminated or full. */
  | { readonly kind: "fixed"; readonly size: number }
  /** u32 length, u32 zero, then the bytes padded to 8. */
  | { readonly kind: "packed" }
  /** The same with bytes that may be 0; behind the length, how much couldn't be read. */
  | { readonly kind: "bytes" }
  /** A fact's raw values, each laid out in turn. */
  | { readonly kind: "fact"; readonly fact: Fact; readonly raw: readonly ArgumentLayout[] };

/** printf's directive with run-time widths replaced by "the next argument", which is a long. */
export interface PlannedDirective {
  readonly conversion: "d" | "i" | "u" | "x" | "X" | "o" | "c" | "s" | "p" | "b";
  readonly minus: boolean;
  readonly plus: boolean;
  readonly space: boolean;
  readonly zero: boolean;
  readonly alternate: boolean;
  readonly width: number | "argument" | undefined;
  readonly precision: number | "argument" | undefined;
}
export type PlannedSegment =
  | { readonly kind: "text"; readonly text: string }
  /** Takes width, precision (when "argument") and then its value from the site's arguments, in that order. */
  | { readonly kind: "value"; readonly directive: PlannedDirective }
  /** A sprintf inlined by the compiler: its segments printed to a string, then the directive applied. */
  | { readonly kind: "nested"; readonly directive: PlannedDirective; readonly segments: readonly PlannedSegment[]; readonly bound: number }
  /** Takes a number, and what both branches take; prints `then` unless it's 0. */
  | { readonly kind: "choice"; readonly then: readonly PlannedSegment[]; readonly otherwise: readonly PlannedSegment[] }
  /** Takes the counts of all its buckets, one argument each. */
  | { readonly kind: "histogram"; readonly shape: HistogramShape };

/**
 * A place in a kernel handler that sends an entry to the session. A ring record is a sequence of entries
 * `u32 site, u32 bytes (header included, multiple of 8), arguments…`, all of one handler run.
 */
export type Site =
  | {
      readonly kind: "print";
      readonly stream: Stream;
      /** The text is held; the first argument is the speculation's id. */
      readonly isHeld?: boolean;
      readonly segments: readonly PlannedSegment[];
      readonly arguments: readonly ArgumentLayout[];
      readonly probe: number;
    }
  /** A handler failed: the message (as nested segments), and where. Ends the session past MAXERRORS. */
  | {
      readonly kind: "error";
      readonly segments: readonly PlannedSegment[];
      readonly arguments: readonly ArgumentLayout[];
      readonly probe: number;
      /** What follows the message: see `errorLocation`. */
      readonly location: string | undefined;
    }
  /** What is held under the id, a long that is the only argument, is printed or thrown away. */
  | { readonly kind: "decide"; readonly keep: boolean }
  | { readonly kind: "exit" };

/** How a shared global lies in maps. Session-only globals have none. */
export type GlobalLayout =
  /** A long scalar: 8 bytes at `offset` of the mmapped `globals` map. */
  | { readonly kind: "word"; readonly offset: number }
  /** One map; a scalar string or aggregate is a map with no keys (hash key of 8 zero bytes, or per-CPU array slot 0). */
  | {
      readonly kind: "map";
      readonly map: string;
      readonly perCpu: boolean;
      /** In order; the key's size is their sum. */
      readonly keys: readonly { readonly type: "long" | "string"; readonly size: number; readonly fact?: Fact }[];
      /** A `%` array's long or string is followed by a word of the programs' own, counted in `size`; a new one's is 0. */
      readonly value: { readonly type: "long" | "string"; readonly size: number } | StatsLayout;
      /** Through an ARRAY_OF_MAPS whose slot 0 is flipped by owning handlers. */
      readonly twoCopies: boolean;
      /** The QUEUE of keys of a `%` array. */
      readonly queue?: { readonly map: string; readonly maxEntries: number };
      /** The SYSCALL program by which the session updates an element indivisibly (layout/accessor-layout.ts). */
      readonly accessor?: string;
    };
/** u64 words: count, sum, min, max, then when `variance` the 128-bit sum of squares (low, high), then the buckets. */
export interface StatsLayout {
  readonly type: "stats";
  readonly size: number;
  readonly variance: boolean;
  readonly histogram: HistogramShape | undefined;
  /** Number of buckets and the word the first is at. */
  readonly buckets: number;
  readonly firstBucket: number;
}

/** Offsets in bytes of the control words at the start of the `globals` map. All u64. */
export const CONTROL = {
  /** 1 while probes may run. exit() makes it 0, also when the ring has no room for the `exit` entry. */
  armed: 0,
  /** tgid of the session as BPF sees it. */
  self: 8,
  /** target(). */
  target: 16,
  /** CLOCK_REALTIME minus CLOCK_MONOTONIC, ns. */
  realtimeOffset: 24,
  /**
   * A program wakes the session when it has sent this many bytes from one CPU since it last did; 0 wakes it at every record. The
   * session sets it to what suits the load.
   */
  wakeBytes: 32,
  /** 1 once the command of -c has begun, where that is what arms. */
  begun: 40,
  /** How many elements of `%` arrays have been made. */
  stamps: 48,
  /** Where the script's scalars begin. */
  scalars: 64,
} as const;

/** Words of a program's per-CPU ledger block, one block for each of its handlers at the start of its scratch value. */
export const LEDGER = {
  entered: 0,
  filtered: 1,
  completed: 2,
  failed: 3,
  /** Records the ring had no room for, and records made. */
  dropped: 4,
  produced: 5,
  truncated: 6,
  arrayFull: 7,
  failedReads: 8,
  /** Updates of an array that the kernel refused for another reason than room (its bucket was busy). */
  refused: 9,
  /** Runs that were timed (see `emit-bpf/program/run-clock.ts`), what they took together, and the shortest and longest of them; ns. */
  timed: 10,
  elapsedNs: 11,
  leastNs: 12,
  mostNs: 13,
  words: 14,
} as const;

/** Where one handler's counters are: words of {@link LEDGER} in each CPU's value. A probe may have several: add them up. */
export interface LedgerBlock {
  readonly probe: number;
  readonly map: string;
  readonly offset: number;
}

/** A session handler's registration. */
export interface SessionEntry {
  /** Property of the object the session source returns. */
  readonly handler: number;
  readonly probe: number;
  readonly family: string;
  readonly phase: "begin" | "events" | "end" | "error" | "never";
  readonly order: number;
  readonly start: StartSpec | undefined;
  /** Globals (ids) whose old copy the handler owns while it runs. */
  readonly owns: readonly number[];
}

export interface Module {
  readonly ir: Ir;
  readonly maps: readonly MapSpec[];
  readonly programs: readonly ProgramImage[];
  readonly sites: readonly Site[];
  /** By global id; undefined for session-only globals. */
  readonly layouts: readonly (GlobalLayout | undefined)[];
  readonly ledger: readonly LedgerBlock[];
  /** Places in the script, by the tags in the programs' `code.lines`. */
  readonly spans: readonly Span[];
  /** Body of a function of one argument `rt` (the session's half of the handlers) that returns `{ [handler]: () => boolean }`, false when the handler's condition was. */
  readonly sessionSource: string;
  readonly session: readonly SessionEntry[];
  /** Facts whose texts the session source makes. */
  readonly sessionFacts: readonly Fact[];
  /** Whether the session source reads memory, which takes a program in the kernel. */
  readonly sessionReads: boolean;
}
