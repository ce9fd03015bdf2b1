import type { Automaton, EnvironmentName, SortOrder, Stream } from "@tapset/core";
import type { PlannedDirective } from "../module.js";

/** A value of the language in a session handler: a signed 64-bit `bigint`, or bytes as latin1. */
export type SessionValue = bigint | string;

/**
 * Index into the table given to {@link SessionRuntime.locations}: where in the script an operation stands, for the
 * message if it fails. Undefined where no place is known.
 */
export type LocationIndex = number | undefined;

/** What an update does to a long; `set` replaces. */
export type LongUpdateOperator = "set" | "add" | "sub" | "mul" | "div" | "mod" | "and" | "or" | "xor" | "shl" | "shr" | "sar";

/** What `foreach` asks for. */
export interface Iteration {
  readonly sort: SortOrder | undefined;
  /** Most elements; 0 and less give none. */
  readonly limit: number | undefined;
  /** Keys that must match; undefined matches any. */
  readonly slice: readonly (SessionValue | undefined)[] | undefined;
}

/** One element `foreach` visits; `value` is undefined for aggregates. */
export interface VisitedElement {
  readonly keys: readonly SessionValue[];
  readonly value: SessionValue | undefined;
}

/**
 * A script's global as generated code uses it; scalars have no keys. Where a key is kept as the raw value of a fact, it
 * may be given raw (a bigint) or as its text; it's visited as its text.
 */
export interface ElementStore {
  has(keys: readonly (SessionValue | undefined)[]): boolean;
  /** The elements that match; undefined matches any key. */
  delete(keys: readonly (SessionValue | undefined)[]): void;
  /** Whole array, or a scalar back to 0, "" or empty. */
  clear(): void;
  /** The elements as they are now; changes made while they are visited aren't seen. */
  each(iteration: Iteration): Iterable<VisitedElement>;
}

/** A global of longs or strings. */
export interface ValueStore extends ElementStore {
  /** The value; 0 or "" when there is no such element. */
  get(keys: readonly SessionValue[]): SessionValue;
  /** One indivisible change of a long. Fails when the array is full, or when it would divide by 0. */
  update(keys: readonly SessionValue[], operator: LongUpdateOperator, operand: bigint, yields: "old" | "new", at: LocationIndex): bigint;
  /** Replaces a string. Fails when the array is full. */
  assign(keys: readonly SessionValue[], text: string, at: LocationIndex): void;
}

/** A global of statistics aggregates. */
export interface StatsStore extends ElementStore {
  /** `<<<`. Fails when the array is full. */
  accumulate(keys: readonly SessionValue[], value: bigint, at: LocationIndex): void;
  /** `shift`: bits of precision. Fails on an empty aggregate but for count and sum. */
  extract(
    keys: readonly SessionValue[],
    extractor: "count" | "sum" | "min" | "max" | "avg" | "variance",
    shift: number,
    at: LocationIndex,
  ): bigint;
  /** A histogram bucket's count; 0 outside. */
  bucket(keys: readonly SessionValue[], index: bigint): bigint;
  /** A histogram as it's printed. Fails on an empty aggregate. */
  drawing(keys: readonly SessionValue[]): string;
}

/** Text of one printf directive; `width` and `precision` are given for those a `*` asks at run time. */
export type Formatter = (value: SessionValue, width?: bigint, precision?: bigint) => string;

/** Values a session handler can ask of its surroundings. */
export type SessionEnvironmentName = Exclude<EnvironmentName, "user_registers" | "context_address" | "selector" | "answer">;

/** Whose memory a session handler reads: the kernel's, or its own process's. */
export type MemorySpace = "kernel" | "user";

/** What the generated half of the session handlers is given as `rt`. */
export interface SessionRuntime {
  /** Told once, before any handler runs: what follows an error's message, as {@link LocationIndex} counts. */
  locations(texts: readonly string[]): void;
  global(id: number): ValueStore | StatsStore;
  formatter(directive: PlannedDirective): Formatter;
  /** A fact's text, by the fact's name. */
  fact(name: string): (...raw: readonly SessionValue[]) => string;
  /** A session function, by name. One without a value gives undefined. */
  host(name: string): (...args: readonly SessionValue[]) => SessionValue | undefined;
  environment(name: SessionEnvironmentName): bigint;
  /** `size` bytes of memory as a number. What can't be read is 0 or an error, and is counted but where nobody is to see it. */
  load(space: MemorySpace, address: bigint, size: 1 | 2 | 4 | 8, signed: boolean, onFault: "zero" | "fail" | "unseen", at: LocationIndex): bigint;
  /**
   * A NUL-terminated string in memory, at most `length` of its bytes and no more than `bound`, which is counted as cut off where it `counts`.
   * What can't be read is counted, and is undefined or, where it `fails`, an error.
   */
  loadText(space: MemorySpace, address: bigint, length: bigint | undefined, bound: number, counts: boolean, fails: boolean, at: LocationIndex): string | undefined;
  /** The session's own comm. */
  comm(): string;
  print(stream: Stream, text: string): void;
  /** Holds output under a speculation's id. */
  hold(speculation: bigint, text: string): void;
  /** Prints what is held under an id, or throws it away. */
  decide(speculation: bigint, keep: boolean): void;
  /** `exit()`. */
  exit(): void;
  /** Cuts text at its first NUL and to `bound` bytes; what the bound cuts off is counted as lost. */
  cut(text: string, bound: number): string;
  /** Signed, towards zero; fails when `right` is 0. */
  divide(left: bigint, right: bigint, at: LocationIndex): bigint;
  /** Sign of the dividend; fails when `right` is 0. */
  remainder(left: bigint, right: bigint, at: LocationIndex): bigint;
  /** Whether a regular expression matches. */
  matches(automaton: Automaton, text: string): boolean;
  /** What a regular expression with registers finds. */
  foundPart(automaton: Automaton, text: string): string;
  substr(text: string, start: bigint, length: bigint): string;
  /** Where the first byte from `start` on is that is among `bytes`, or isn't; the text's length where there is none. */
  scan(text: string, start: bigint, bytes: string, among: boolean): number;
  /** The number a text begins with; 0 where there is none. */
  strtol(text: string, base: bigint): bigint;
  /** With `replacement` in the place of each `part`. */
  replace(text: string, part: string, replacement: string): string;
  /** Escaped as C does, at most `length` bytes, or where that's 0 or more than `bound`, `bound`: what that cuts off is counted as lost. */
  escape(text: string, quotes: boolean, length: bigint, bound: number): string;
  /** An error to throw. */
  error(message: string, at: LocationIndex): Error;
  /** The message of an error a script may catch; any other is thrown again. */
  caught(error: unknown): string;
  /** Actions a handler run may take: MAXACTION_INTERRUPTIBLE. */
  readonly actions: number;
}

/** A compiled handler. False when its condition was false and nothing was done. */
export type SessionFunction = () => boolean;

/** What `new Function("rt", source)` returns when called: handlers by id. */
export type SessionFunctions = Readonly<Record<number, SessionFunction>>;
