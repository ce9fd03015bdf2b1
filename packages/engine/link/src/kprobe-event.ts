import { type Fd, type Kernel, SyscallError } from "@tapset/sys";
import type { Attachment } from "./attachment.js";
import { attachIdlePerfEvent } from "./idle-perf-event.js";
import type { SymbolPlace } from "./kprobe.js";

/**
 * Many instructions of the kernel, or with `kretprobe` the ends of the functions that begin there, as one trace event of the session's own: a `kprobe`
 * program, whose context is the CPU's registers (`struct pt_regs`). Since 5.5, where tracefs may be written, as it may not be under lockdown for confidentiality.
 */
export interface KprobeEventSpec {
  readonly kind: "kprobe" | "kretprobe";
  /** No two of them the same. */
  readonly places: readonly SymbolPlace[];
}

/** A program at work at those of the places that the kernel takes. */
export interface KprobeEventAttachment extends Attachment {
  /** The others, by their index, and why. */
  readonly refused: readonly { readonly index: number; readonly error: SyscallError }[];
}

/** The folder of our events in tracefs. */
const GROUP = "tapset";
const MOST_DIGITS = 16;
const letters = { kprobe: "p", kretprobe: "r" } as const;

/**
 * Attaches a program to all of the places; undefined where there's no way into tracefs. Perf's own kprobes take the kernel several times
 * as long, since it waits for each of them to be out of use; the places of one event it waits for together. A process that is killed leaves the
 * event behind, in use by nobody. There is no count of misses.
 */
export function attachKprobeEvent(kernel: Kernel, program: Fd, { kind, places }: KprobeEventSpec): KprobeEventAttachment | undefined {
  const event = TracefsKprobes.open(kernel);
  if (event === undefined) return undefined;
  try {
    const refused = places.flatMap((place, index) => {
      const error = event.add(kind, place);
      return error === undefined ? [] : [{ index, error }];
    });
    const attachment = refused.length === places.length ? undefined : attachIdlePerfEvent(kernel, program, { kind: "tracepoint", id: event.id() });
    const close = (): void => {
      attachment?.close();
      event.close();
    };
    return { refused, close };
  } catch (error) {
    event.close();
    throw error;
  }
}

/** An event in tracefs that fires at several places. */
class TracefsKprobes {
  readonly #kernel: Kernel;
  readonly #tracefs: Fd;
  readonly #definitions: Fd;
  /** Another's of this name would get our places: no two sessions have the same. */
  readonly #name = `kprobes_${process.pid}_${process.hrtime.bigint().toString(36)}`;
  #isDefined = false;

  private constructor(kernel: Kernel, tracefs: Fd, definitions: Fd) {
    this.#kernel = kernel;
    this.#tracefs = tracefs;
    this.#definitions = definitions;
  }

  static open(kernel: Kernel): TracefsKprobes | undefined {
    let tracefs: Fd | undefined;
    try {
      tracefs = kernel.mounts.detached("tracefs");
      return new TracefsKprobes(kernel, tracefs, kernel.files.open(`${folderOf(tracefs)}/kprobe_events`, "append", "kprobe_events"));
    } catch (error) {
      tracefs?.close();
      if (error instanceof SyscallError) return undefined;
      throw error;
    }
  }

  /** Has it fire at a place, too; gives the kernel's refusal. */
  add(kind: KprobeEventSpec["kind"], { function: symbol, offset }: SymbolPlace): SyscallError | undefined {
    try {
      this.#write(`${letters[kind]}:${GROUP}/${this.#name} ${symbol}+${offset}`, `define ${kind} ${symbol}+${offset}`);
      this.#isDefined = true;
      return undefined;
    } catch (error) {
      if (error instanceof SyscallError) return error;
      throw error;
    }
  }

  /** Its number in tracefs. */
  id(): number {
    const { files } = this.#kernel;
    const file = files.open(`${folderOf(this.#tracefs)}/events/${GROUP}/${this.#name}/id`, "read", `number of ${this.#name}`);
    const text = new Uint8Array(MOST_DIGITS);
    try {
      return Number(Buffer.from(text.subarray(0, files.read(file, text))).toString("latin1"));
    } finally {
      file.close();
    }
  }

  close(): void {
    try {
      if (this.#isDefined) this.#write(`-:${GROUP}/${this.#name}`, `remove ${this.#name}`);
    } catch (error) {
      // Who has all trace events written down uses this one, too: it stays then, and does nothing.
      if (!(error instanceof SyscallError)) throw error;
    }
    this.#isDefined = false;
    this.#definitions.close();
    this.#tracefs.close();
  }

  #write(command: string, attempt: string): void {
    this.#kernel.files.write(this.#definitions, Buffer.from(`${command}\n`), attempt);
  }
}

function folderOf(tracefs: Fd): string {
  return `/proc/self/fd/${tracefs.number}`;
}
