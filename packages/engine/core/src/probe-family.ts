import type { Span } from "@tapset/language";
import type { Builder } from "./builder.js";
import type { FeatureName } from "./features.js";
import type { AttachSpec, Expr, LongExpr, ProgramKind, StartSpec, Stmt } from "./ir.js";
import type { ProbeRegisters } from "./probe-registers.js";
import type { Target } from "./target.js";
import type { ScalarType } from "./value-type.js";

/** One component of a probe point a family offers: `function("…")`, `ms(N)`, `return`. */
export interface PatternComponent {
  /** The word itself; ignored when `names` is given. */
  readonly name: string;
  /** The literal it takes. Absent: none may be written. */
  readonly literal?: "string" | "number";
  /**
   * For components that stand for many words (`syscall.NAME`): the words there are. `name` is then how documentation
   * calls it (NAME).
   */
  names?(target: Target): readonly string[];
  /** Further words for the same things, which may be written out but which wildcards, listings and suggestions pass over. */
  synonyms?(target: Target): readonly string[];
}

/** A form of probe point. From the list come matching, `-l`, `--dump-probe-types`, documentation and "did you mean". */
export interface Pattern {
  readonly components: readonly PatternComponent[];
  /** One line: when it fires. */
  readonly doc: string;
  /** What the handler can read, for documentation; `-L` asks the derived probes. */
  readonly variables?: readonly { readonly name: string; readonly type: ScalarType; readonly doc: string }[];
  /**
   * Features without which no point of this form attaches, on any kernel; for the manifest. Where the target decides (this
   * way of attaching or that), only what all ways need: the derived probes say the rest.
   */
  readonly needs?: readonly FeatureName[];
  /**
   * Where the target decides: what each way of attaching takes besides `needs`, the best first; one of them has to be had.
   * For the manifest, by which `tapset doctor` tells what works without deriving. A form with neither fires in the session.
   */
  readonly ways?: readonly (readonly FeatureName[])[];
  /** Only in guru mode: nobody can check that the place is one where a probe does no harm. */
  readonly guru?: true;
}

/** A written probe point that matched a pattern, wildcards in component names already expanded. */
export interface Match {
  readonly pattern: Pattern;
  readonly components: readonly MatchedComponent[];
  /** The point with its literals, `timer.ms(100)`. */
  readonly text: string;
  readonly span: Span;
}
export interface MatchedComponent {
  readonly name: string;
  readonly literal: string | bigint | undefined;
  readonly span: Span;
}

/** Why a point can't be derived. Shown as a semantic error unless the point is optional. */
export interface DeriveError {
  /** kebab-case, unique within the family: "invalid-interval". */
  readonly id: string;
  readonly message: string;
  readonly hints: readonly string[];
  /** Set when a kernel or a privilege, not the script, is what's missing (exit status 3, not 1). */
  readonly lacks?: FeatureName;
}

/** What a matched point comes to. */
export type Derivation =
  | { readonly kind: "probes"; readonly probes: readonly DerivedProbe[] }
  /** Other probe points, as text, that stand for this one; a list of alternatives (`!`, `?`) as in a script. */
  | { readonly kind: "points"; readonly points: string }
  | { readonly kind: "errors"; readonly errors: readonly DeriveError[] };

/** Something the handler can read by name. Evaluated at most once a handler run, when first needed. */
export interface ContextVariable {
  /** With its `$`: "$prev", "$return", "$$vars"; or a plain value of the point: "filename". */
  readonly name: string;
  readonly type: ScalarType;
  /** C declaration or meaning, for documentation. */
  readonly doc: string;
  /** C type, where it has one; `-L` shows it in place of `type`. */
  readonly ctype?: string;
  /**
   * The value, read where the probe fires, or where its entry fires when `at` is "entry" (return probes only; the value
   * is kept for the thread). "both" is for what a return's context still has as it was at the entry: it's read where the
   * probe fires. What a script reads through either, `$p->a`, is read where the entry fires.
   */
  load(builder: Builder): Expr;
  readonly at?: "entry" | "fire" | "both";
  /** Of `$$vars` and its like: what it lists, also what is `absent`. `$$vars$` prints them. */
  readonly lists?: readonly ContextVariable[];
  /** Set for one that the source names and that has no value where the probe fires: why. For `@defined` it isn't there. */
  readonly absent?: string;
  /**
   * Set for a number that scripts in guru mode may assign: what an assignment comes to. Such a variable is loaded anew each time.
   */
  store?(builder: Builder, value: LongExpr): readonly Stmt[];
  /**
   * Probes at one attach point whose loads of this variable have equal keys load it the same way, so one handler can
   * serve them all. `syscall.*` with only `name` read is one handler.
   */
  readonly uniform?: string;
  /** Another way to load it for handlers that do nothing with it but print it: as a fact of what was gathered, say. */
  readonly printed?: (Pick<ContextVariable, "load"> & { readonly uniform: string }) | undefined;
}

/** What a derived probe's handler can name. */
export interface Scope {
  /** `name` as written: "$prev", "$$vars", "filename". */
  lookup(name: string): ContextVariable | undefined;
  /** Everything there is, in the order `-L` prints it. */
  list(): readonly ContextVariable[];
}

/** Fires in the kernel: a BPF program. */
export interface KernelSite {
  readonly where: "kernel";
  readonly program: ProgramKind;
  /** Equal specs (as JSON) share one program. */
  readonly attach: AttachSpec;
  /** A cheaper site for handlers that read no context variable. */
  readonly contextFree?: { readonly program: ProgramKind; readonly attach: AttachSpec };
  /** It fires in whichever task happens to run, which needn't have to do with the event: the session's own process is not left out. */
  readonly inAnyTask?: true;
  /** When one attach point serves many probes: what to compare, and this probe's value of it. */
  readonly select?: { selector(builder: Builder): LongExpr; readonly value: bigint };
}

/** Fires in the session: JavaScript. */
export interface SessionSite {
  readonly where: "session";
  readonly phase: "begin" | "events" | "end" | "error" | "never";
  /** Within the phase, ascending. */
  readonly order: number;
  /** For phase `events`. */
  readonly start?: StartSpec;
}

/** One thing that fires. */
export interface DerivedProbe {
  /** As pp() prints it: `syscall.openat`, `kernel.trace("sched:sched_switch")`. */
  readonly point: string;
  readonly site: KernelSite | SessionSite;
  readonly scope: Scope;
  readonly needs: readonly FeatureName[];
  /** Something the machine has only so many of, for each place that is attached to; asking for more is warned of, as others may use them too. */
  readonly scarce?: { readonly name: string; readonly available: number };
  /** Where the probe has registers: what register(), int_arg() and their like read. Equal for probes whose handlers may be shared. */
  readonly registers?: ProbeRegisters;
  /** A probe without registers: the same by a way that has them, for handlers that read them. */
  readonly withRegisters?: DerivedProbe | undefined;
  /** Return probes: the registers where the entry fires, for `@entry(int_arg(1))`; those of the return when left out. */
  readonly entryRegisters?: ProbeRegisters;
  /** Return probes: where the thread's entry fires. The return runs only if that entry was seen. */
  readonly entry?: KernelSite;
  /**
   * Return probes: a thread may be in several of these calls within each other, as in a function that calls itself. Each call
   * keeps its entry's values for itself then; without, a new entry takes the place of the last. The kernel itself pairs
   * such returns with their entries, so a handler that reads nothing of the entry does without.
   */
  readonly entryNests?: boolean;
}

/** What attaching gave. */
export interface Attachment {
  close(): void;
  /** Events the kernel says it didn't deliver; undefined where it keeps no count. */
  missed?(): bigint | undefined;
}

/** What attaching to many places at once gave. */
export interface JointAttachment extends Attachment {
  /** Those that the kernel refused, with its errors; it's attached to the others. */
  readonly refused?: readonly { readonly spec: AttachSpec; readonly cause: Error }[];
}

/** What an attach file may want to know of the session, and tell it. */
export interface AttachSession {
  /** The process of -c or -x, by its id in the session's own namespace; `program` is the file that a command, which still waits, will be. */
  readonly target: { readonly pid: number; readonly program?: string } | undefined;
  /** Tells those who asked for more (`-v`) something that they can't see in the script: one line. */
  note(text: string): void;
}

/**
 * A family's attach file: `attach` takes the kernel and a loaded program (the `Kernel` and `Fd` of @tapset/sys; typed
 * there, opaque here), a spec the family derived, and the session. The program stays the caller's. Throws the errors of @tapset/sys.
 */
export interface AttachModule<Kernel = unknown, Program = unknown> {
  attach(kernel: Kernel, program: Program, spec: AttachSpec, session: AttachSession): Attachment;
  /**
   * Attaches a program to many places at once, where that takes the kernel less than one after the other; undefined where it doesn't.
   * Throws when the kernel refuses any of them and doesn't tell which, and attaches to none then.
   */
  attachAll?(kernel: Kernel, program: Program, specs: readonly AttachSpec[], session: AttachSession): JointAttachment | undefined;
}

/** What the session offers to sources of events. */
export interface SessionHost {
  /**
   * Calls `fire` after every interval; `nextNs` is asked before each. Ticks that pass while the session is busy are
   * counted as missed, not made up for.
   */
  timer(nextNs: () => bigint, fire: () => void): EventSource;
}
export interface EventSource {
  stop(): void;
  /** Events that came to nothing since start. */
  missed(): bigint;
}

/** A family's start file: begins a source of session events. `fire` runs the handler. */
export interface StartModule {
  start(host: SessionHost, spec: StartSpec, fire: () => void): EventSource;
}

/**
 * A probe family: a plain object. Deriving is pure: the same match on the same target gives the same probes. The two
 * loaders import files of their own, only when a script uses the family.
 */
export interface ProbeFamily {
  readonly name: string;
  readonly patterns: readonly Pattern[];
  derive(match: Match, target: Target): Derivation;
  loadAttach?(): Promise<AttachModule>;
  loadStart?(): Promise<StartModule>;
}
