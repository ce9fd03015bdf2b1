/**
 * The intermediate representation both engines are emitted from.
 *
 * Structured (no gotos), typed (every expression is a long or a string), and free of names: scripts' variables are
 * locals and globals by number, everything a probe point offers has been turned into loads. Handlers have all
 * aliases joined and their functions inlined, but for those that call themselves (see {@link FunctionBody}).
 *
 * Longs are 64-bit two's complement and wrap. Strings are bytes ending at the first NUL; in TypeScript a byte is one
 * latin1 character. Every string expression carries a `bound`: the most bytes it can have, NUL not counted.
 */
import type { CType } from "@tapset/btf";
import type { Span } from "@tapset/language";
import type { Automaton } from "./automaton.js";
import type { Fact } from "./fact.js";
import type { ReadPlans } from "./read-plan.js";
import type { ScalarType } from "./value-type.js";

// ---- variables ----

/** A variable of one handler run. */
export interface Local {
  readonly id: number;
  /** For listings only. */
  readonly name: string;
  readonly type: ScalarType;
  /** Bytes a string local can hold, NUL not counted. 0 for longs. */
  readonly bound: number;
}

/** How a statistics aggregate accumulates; the union of what the script's extractors ask of it. */
export interface StatsShape {
  readonly variance: boolean;
  readonly histogram: HistogramShape | undefined;
}
export type HistogramShape = (
  | { readonly kind: "log" }
  | { readonly kind: "linear"; readonly low: bigint; readonly high: bigint; readonly width: bigint }
) & {
  /** HIST_ELISION, as a drawing of it obeys it; SystemTap's default when left out. */
  readonly shownEmpty?: number;
};

export interface GlobalKey {
  readonly type: ScalarType;
  /** As {@link Local.bound}. */
  readonly bound: number;
  /** Set when every use of this key agrees on one injective fact: the key is stored raw (8 bytes) and rendered by it. */
  readonly fact?: Fact;
}

/**
 * A script's global. `keys` empty: a scalar (or a single aggregate); else an associative array.
 *
 * `storage`
 * - `session`: touched by session handlers only; a JavaScript variable or Map.
 * - `shared`: touched by kernel handlers (and perhaps session handlers): BPF maps.
 */
export interface Global {
  readonly id: number;
  readonly name: string;
  readonly type: ScalarType | "stats";
  readonly bound: number;
  readonly stats: StatsShape | undefined;
  readonly keys: readonly GlobalKey[];
  /** Most elements; exact. */
  readonly maxEntries: number;
  /** Declared with `%`: the oldest element makes room for a new one. */
  readonly wraps: boolean;
  readonly init: bigint | string | undefined;
  storage: "session" | "shared";
  /** A session handler iterates over it, or reads and then deletes it whole: two copies, flipped when such a handler begins (see {@link Handler.owns}). */
  twoCopies: boolean;
  readonly span: Span | undefined;
}

// ---- expressions ----

export type UnaryOperator = "neg" | "bitnot" | "not";
/** `div` and `mod` truncate towards zero, signed; dividing by 0 fails the handler. Shifts take their count modulo 64. */
export type BinaryOperator = "add" | "sub" | "mul" | "div" | "mod" | "and" | "or" | "xor" | "shl" | "shr" | "sar";
/** Signed for longs, byte-wise for strings. */
export type Comparison = "eq" | "ne" | "lt" | "le" | "gt" | "ge";

/**
 * How memory is reached.
 * - `typed`: a pointer the verifier knows (a tp_btf argument, the current task, or a typed load from one): a plain load
 *   that reads 0 through a bad pointer.
 * - `kernel`, `user`: bpf_probe_read_kernel / _user.
 */
export type Access = "typed" | "kernel" | "user";

/** Values every engine can supply; each emitter has a table of them. */
export type EnvironmentName =
  /** tgid << 32 | tid. Session: its own. */
  | "pid_tgid"
  /** gid << 32 | uid. */
  | "uid_gid"
  | "cpu"
  /** CLOCK_MONOTONIC. */
  | "ktime_ns"
  | "boottime_ns"
  /** CLOCK_REALTIME. */
  | "realtime_ns"
  | "jiffies"
  /** `struct task_struct *` of the current task, typed. Kernel only. */
  | "task"
  /** `struct pt_regs *`: what the current task's registers were when it entered the kernel, typed. Kernel only, Linux 5.15. */
  | "user_registers"
  /** The pid of -c or -x, 0 without. */
  | "target"
  /** The address of the program's own context, for what `context` can't load. Kernel only. */
  | "context_address"
  /** The value of the program's selector (see {@link KernelProgram.selector}). Kernel only. */
  | "selector"
  /** What the program answers as things stand (see {@link ProgramKind.answer}). Kernel only. */
  | "answer";

/** The stack of the kernel where a probe fired, or of the current task in its own code. */
export type StackName = "kernel" | "user";

interface Long {
  readonly type: "long";
  /** Set when the value is a pointer to (or a value of) a C type that `->` and `[]` can follow. */
  readonly ctype?: CType;
  /** Set when the value is a pointer the verifier knows; loads through it may be `typed`. */
  readonly trusted?: boolean;
  /** Set for a structure that lies in registers: what it's made of, 64 bits each, and the value is nothing by itself. */
  readonly words?: readonly LongExpr[];
}
interface Text {
  readonly type: "string";
  readonly bound: number;
}

export type LongExpr =
  | (Long & { readonly op: "const"; readonly value: bigint })
  | (Long & { readonly op: "local"; readonly local: Local })
  | (Long & { readonly op: "global"; readonly global: Global })
  | (Long & { readonly op: "element"; readonly global: Global; readonly keys: readonly Expr[] })
  | (Long & { readonly op: "unary"; readonly operator: UnaryOperator; readonly operand: LongExpr })
  | (Long & { readonly op: "binary"; readonly operator: BinaryOperator; readonly left: LongExpr; readonly right: LongExpr; readonly span?: Span })
  | (Long & { readonly op: "compare"; readonly comparison: Comparison; readonly left: Expr; readonly right: Expr })
  /** Short-circuit; yields 0 or 1. */
  | (Long & { readonly op: "logical"; readonly operator: "and" | "or"; readonly left: LongExpr; readonly right: LongExpr })
  | (Long & { readonly op: "select"; readonly condition: LongExpr; readonly then: LongExpr; readonly otherwise: LongExpr })
  /** `keys in array`. A key of `undefined` is `*`: any. */
  | (Long & { readonly op: "has"; readonly global: Global; readonly keys: readonly (Expr | undefined)[] })
  /** @count and its like. An empty aggregate fails the handler, but for count and sum. */
  | (Long & {
      readonly op: "extract";
      readonly extractor: "count" | "sum" | "min" | "max" | "avg" | "variance";
      /** Bits of precision, `@avg(x, N)`; 0 otherwise. */
      readonly shift: number;
      readonly global: Global;
      readonly keys: readonly Expr[];
      readonly span?: Span;
    })
  /** A histogram's bucket; 0 outside. */
  | (Long & { readonly op: "bucket"; readonly global: Global; readonly keys: readonly Expr[]; readonly index: LongExpr })
  /** One indivisible read-modify-write. See {@link Update}. */
  | (Long & { readonly op: "update"; readonly update: Update & { readonly value: LongExpr }; readonly yields: "old" | "new"; readonly span?: Span })
  /** `size` bytes at `offset` of the program's own context. Kernel only. */
  | (Long & { readonly op: "context"; readonly offset: number; readonly size: 1 | 2 | 4 | 8; readonly signed: boolean })
  /** Reads through a pointer. A fault yields 0 or fails the handler, and is counted. */
  | (Long & {
      readonly op: "load";
      readonly address: LongExpr;
      readonly offset: number;
      readonly size: 1 | 2 | 4 | 8;
      readonly signed: boolean;
      readonly access: Access;
      /** Typed: a number that shares its place with a pointer, for which the verifier takes it. */
      readonly seenAsPointer?: true;
      readonly onFault: "zero" | "fail";
      /** Not typed: NULL yields 0, and is no fault. */
      readonly nullIsZero?: true;
      readonly span?: Span;
    })
  | (Long & { readonly op: "environment"; readonly name: EnvironmentName })
  /** A BPF helper called with longs; for intrinsics that need one no row covers. Kernel only. `effect`: more than a value, never dropped. */
  | (Long & { readonly op: "helper"; readonly helper: number; readonly arguments: readonly LongExpr[]; readonly effect?: boolean })
  /** A value that a per-thread record kept at entry. See {@link EntryRecord}. Kernel only. */
  | (Long & { readonly op: "entry"; readonly slot: EntrySlot })
  /** The address so many levels below the top of a stack; 0 where it isn't as deep, and below {@link STACK_DEPTH} levels. Kernel only. */
  | (Long & { readonly op: "frame"; readonly stack: StackName; readonly depth: LongExpr })
  /** A function of the session, by name (see Intrinsic.session). Session only. `effect` as for helpers. */
  | (Long & { readonly op: "host"; readonly name: string; readonly arguments: readonly Expr[]; readonly effect?: boolean })
  | (Long & { readonly op: "strlen"; readonly text: StringExpr })
  /** The byte at `index`; 0 outside the text. */
  | (Long & { readonly op: "byte"; readonly text: StringExpr; readonly index: LongExpr })
  /** Where `part` is first found in a text, in bytes; -1 where it isn't. */
  | (Long & { readonly op: "find"; readonly text: StringExpr; readonly part: StringExpr })
  /** Where, from byte `start` on, the first byte of a text is that is among `bytes`, or isn't; its length where there is none. */
  | (Long & { readonly op: "scan"; readonly text: StringExpr; readonly start: LongExpr; readonly bytes: StringExpr; readonly among: boolean })
  /**
   * The number a text begins with, in a base of 2 to 36, or 0 for the one that a prefix says; 0 where there is none. It wraps.
   * As the kernel's own simple_strtol reads it: no blanks and no plus in front.
   */
  | (Long & { readonly op: "strtol"; readonly text: StringExpr; readonly base: LongExpr })
  /** Whether a regular expression matches: 0 or 1. The automaton has no registers. */
  | (Long & { readonly op: "match"; readonly text: StringExpr; readonly automaton: Automaton })
  /** Evaluates `before`, then yields `value`. How assignments, inlined functions and sequences nest in expressions. */
  | (Long & { readonly op: "sequence"; readonly before: readonly Stmt[]; readonly value: LongExpr });

export type StringExpr =
  | (Text & { readonly op: "text"; readonly text: string })
  | (Text & { readonly op: "local"; readonly local: Local })
  | (Text & { readonly op: "global"; readonly global: Global })
  | (Text & { readonly op: "element"; readonly global: Global; readonly keys: readonly Expr[] })
  | (Text & {
      readonly op: "select";
      readonly condition: LongExpr;
      readonly then: StringExpr;
      readonly otherwise: StringExpr;
      /** Both may be made, whichever is chosen: neither fails, nor does anything that's counted. A print statement may send them both. */
      readonly isEager?: true;
    })
  | (Text & { readonly op: "concat"; readonly parts: readonly StringExpr[] })
  /** sprintf: the text a print statement with the same segments would write. */
  | (Text & { readonly op: "format"; readonly segments: readonly Segment[] })
  /** The current task's comm. */
  | (Text & { readonly op: "comm" })
  /** The addresses of a stack from its top, at most so many: `0xffffffff81234567 0xffffffff81234890`. Kernel only. */
  | (Text & { readonly op: "stack"; readonly stack: StackName; readonly depth: number })
  /**
   * A NUL-terminated string in memory, cut at `bound`; the cut is counted unless only the beginning (`prefix`) was asked
   * for. With a `length` at most so many of its bytes are read (none of a negative one). A fault yields `fallback`, or fails the
   * handler when undefined; either is counted.
   */
  | (Text & {
      readonly op: "load-string";
      readonly prefix?: boolean;
      readonly address: LongExpr;
      readonly access: "kernel" | "user";
      readonly length?: LongExpr;
      readonly fallback: StringExpr | undefined;
      readonly span?: Span;
    })
  /** Text that is a pure function of raw values, made when it's printed. See {@link Fact}. */
  | (Text & { readonly op: "fact"; readonly fact: Fact; readonly raw: readonly Expr[] })
  /**
   * With `again` a text that was gathered at entry: where some of it couldn't be read then it's gathered anew, at the return.
   */
  | (Text & { readonly op: "entry"; readonly slot: EntrySlot; readonly again?: Gather })
  | Gather
  | (Text & { readonly op: "host"; readonly name: string; readonly arguments: readonly Expr[]; readonly effect?: boolean })
  | (Text & { readonly op: "substr"; readonly text: StringExpr; readonly start: LongExpr; readonly length: LongExpr })
  /** A text with another in the place of each `part` of it, from the left; as it is when the part is empty. */
  | (Text & { readonly op: "replace"; readonly text: StringExpr; readonly part: StringExpr; readonly replacement: StringExpr })
  /**
   * A text as C writes it in a literal: unprintable bytes, quotes and backslashes escaped. At most `length` bytes, escapes kept
   * whole; 0 or less is as long as strings may be. With `quotes`, in quotes, and `...` behind them where it was cut.
   */
  | (Text & { readonly op: "escape"; readonly text: StringExpr; readonly quotes: boolean; readonly length: LongExpr })
  /** What an automaton with registers finds in a text; empty where it finds nothing. */
  | (Text & { readonly op: "part"; readonly text: StringExpr; readonly automaton: Automaton })
  | (Text & { readonly op: "sequence"; readonly before: readonly Stmt[]; readonly value: StringExpr });

/**
 * What the plan for the selector's value reads of the process's memory (see {@link ReadPlans}), behind the words it begins with, at most
 * {@link READ_PLAN_WORDS}. It's no string, since it may hold NULs, and longer than strings may be: only a fact that is printed may take it, as a
 * raw value. Kernel only.
 */
export type Gather = Text & { readonly op: "gather"; readonly plans: ReadPlans; readonly words: readonly LongExpr[] };

export type Expr = LongExpr | StringExpr;

// ---- printing ----

/** printf's flags, as SystemTap's stapprobes and langref give them. `%m` and `%M` have become loads, and directives of what they give. */
export interface Directive {
  /** `symbol`, in spellings of facts alone: what the kernel calls the code at an address, with ` [module]` behind it where a module has it. */
  readonly conversion: "d" | "i" | "u" | "x" | "X" | "o" | "c" | "s" | "p" | "b" | "symbol";
  readonly minus: boolean;
  readonly plus: boolean;
  readonly space: boolean;
  readonly zero: boolean;
  readonly alternate: boolean;
  readonly width: number | LongExpr | undefined;
  readonly precision: number | LongExpr | undefined;
}
export type Segment =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "value"; readonly directive: Directive; readonly value: Expr }
  /** print(@hist_log(x)): the whole drawing. */
  | { readonly kind: "histogram"; readonly global: Global; readonly keys: readonly Expr[] };

/** Where text goes. `warning` and `error` are SystemTap's WARNING:/ERROR: lines on stderr; `log` is stderr as it stands. */
export type Stream = "output" | "warning" | "log";

// ---- statements ----

/** What a write changes. `shared` globals change indivisibly. */
export interface Update {
  readonly place: { readonly global: Global; readonly keys: readonly Expr[] };
  /** `set`, or an operator of `place OP= value`. Only `add`, `and`, `or`, `xor` and `set` are one instruction; the others are a compare-and-swap loop. */
  readonly operator: "set" | BinaryOperator;
}

export interface SortOrder {
  readonly direction: "ascending" | "descending";
  /** Sort by the N-th key (from 0), by the value, or by an extractor of an aggregate value. */
  readonly by: number | "value" | "count" | "sum" | "min" | "max" | "avg" | "variance";
}

export type Stmt =
  | { readonly op: "set"; readonly local: Local; readonly value: Expr }
  | { readonly op: "evaluate"; readonly value: Expr }
  /** Assigns a string to a global; longs use the `update` expression. */
  | { readonly op: "update"; readonly update: Update & { readonly value: Expr }; readonly span?: Span }
  /** `global[keys] <<< value`. */
  | { readonly op: "accumulate"; readonly global: Global; readonly keys: readonly Expr[]; readonly value: LongExpr; readonly span?: Span }
  | { readonly op: "delete"; readonly global: Global; readonly keys: readonly (Expr | undefined)[] }
  /** Whole array, or a scalar back to 0, "" or empty. */
  | { readonly op: "clear"; readonly global: Global }
  | { readonly op: "if"; readonly condition: LongExpr; readonly then: readonly Stmt[]; readonly otherwise: readonly Stmt[]; readonly span?: Span }
  /**
   * Runs `body` until a break out of `label`. Each turn costs `actions` of MAXACTION; nothing where `isFree`, which is for
   * loops of the compiler's own that end by themselves.
   */
  | { readonly op: "loop"; readonly label: number; readonly body: readonly Stmt[]; readonly actions: number; readonly isFree?: true; readonly span?: Span }
  | {
      readonly op: "foreach";
      readonly label: number;
      readonly global: Global;
      /** One for each key; long or string as the key's type. */
      readonly keys: readonly Local[];
      /** The element's value (not for aggregates). */
      readonly value: Local | undefined;
      /** Only elements that match: undefined is `*`. Empty when no slice was written. */
      readonly slice: readonly (Expr | undefined)[];
      readonly sort: SortOrder | undefined;
      readonly limit: LongExpr | undefined;
      readonly body: readonly Stmt[];
      readonly actions: number;
      readonly span?: Span;
    }
  /** A target for `break`: leaves the block, loop or foreach of that label. `continue` is a break out of a block that is the loop's body. */
  | { readonly op: "block"; readonly label: number; readonly body: readonly Stmt[] }
  | { readonly op: "break"; readonly label: number }
  /** Ends the handler run: `next`, or return from the handler. */
  | { readonly op: "end" }
  /**
   * Calls a function of the handler (see {@link Handler.functions}) by its id. One call more than MAXNESTING within each
   * other is an error.
   */
  | { readonly op: "call"; readonly callee: number; readonly arguments: readonly Expr[]; readonly result: Local | undefined; readonly span?: Span }
  /** Leaves a function. With a value where the function has one. */
  | { readonly op: "return"; readonly value: Expr | undefined }
  /** Errors in `body` (and only they) run `handler`, with the message in `message`. */
  | { readonly op: "try"; readonly body: readonly Stmt[]; readonly message: Local | undefined; readonly handler: readonly Stmt[] }
  /** Raises an error with a message: `error("…")`. Unwinds to the nearest try, else fails the handler and the session. */
  | { readonly op: "raise"; readonly message: StringExpr; readonly span?: Span }
  /** With a `speculation` the text is held under that id until the script decides on it. */
  | { readonly op: "print"; readonly stream: Stream; readonly segments: readonly Segment[]; readonly speculation?: LongExpr }
  /** Prints what is held under a speculation's id, in the order it was held, or throws it away. */
  | { readonly op: "decide"; readonly speculation: LongExpr; readonly keep: boolean }
  /** exit(): no probe begins after this; the handler goes on. */
  | { readonly op: "exit" }
  /** Sets what the program answers. Kernel only, where the kind of program has an answer. */
  | { readonly op: "answer"; readonly value: LongExpr }
  /** Calls a session function for its effect. Session only. */
  | { readonly op: "host"; readonly name: string; readonly arguments: readonly Expr[] }
  /** Keeps values for the thread's return. Kernel only. */
  | { readonly op: "remember"; readonly record: EntryRecord; readonly values: readonly { readonly slot: EntrySlot; readonly value: Expr }[]; readonly mark: LongExpr };

// ---- per-thread entry records ----

/**
 * What a thread's entry keeps for its return: one record per thread and {@link EntryRecord} (and nesting, where it `nests`), in task storage. `mark`
 * identifies the entry (a syscall number + 1, say); a return whose mark differs is not paired and doesn't run.
 */
export interface EntryRecord {
  readonly id: number;
  /** Whether a thread has a record for each of its calls within each other, up to a fixed depth. */
  readonly nests: boolean;
  readonly slots: EntrySlot[];
}
export interface EntrySlot {
  readonly index: number;
  readonly name: string;
  readonly type: ScalarType;
  readonly bound: number;
  /**
   * For user strings: the address is kept beside the text, and a text that couldn't be read at entry is read again at
   * the return.
   */
  readonly rereadUser: boolean;
  /** Set where the text is gathered: bytes of it. */
  readonly gathered?: number;
}

// ---- handlers and programs ----

/**
 * A function that calls itself, perhaps by way of others. Its locals are its own: each call has fresh ones. All that it
 * reads is assigned in it or a parameter.
 */
export interface FunctionBody {
  /** Among the handler's functions. */
  readonly id: number;
  /** As the script has it, for listings. */
  readonly name: string;
  /** Set by each call; the body assigns none of them. */
  readonly parameters: readonly Local[];
  /** Takes the value of a `return`; undefined where there is none. */
  readonly result: Local | undefined;
  readonly locals: readonly Local[];
  /** Ends with a `return`. */
  readonly body: readonly Stmt[];
  /** What a call costs of MAXACTION. */
  readonly actions: number;
}

/** One probe's handler, joined from its aliases' bodies and its own. */
export interface Handler {
  readonly id: number;
  /** Index into {@link Ir.probes}. */
  readonly probe: number;
  /** All conditions of all alias levels, over globals only; false counts as filtered. */
  readonly condition: LongExpr | undefined;
  readonly locals: readonly Local[];
  readonly body: readonly Stmt[];
  /** What the body calls, by id. */
  readonly functions: readonly FunctionBody[];
  /** Session handlers: two-copy arrays whose old copy this handler owns while it runs. */
  readonly owns: readonly Global[];
  /** Kernel return handlers: the record that must carry `mark` for the handler to run; it's spent by running. */
  readonly paired: { readonly record: EntryRecord; readonly mark: LongExpr } | undefined;
  /** Runs at the entry to remember what a return handler needs: no run of the probe, so the ledger doesn't count it. */
  readonly companion?: boolean;
}

/** One derived probe, as the ledger and pp() know it. */
export interface ProbeInfo {
  readonly id: number;
  /** As pp() prints it. For merged probes the point of the wildcard, and pp() is a fact of the selector. */
  readonly point: string;
  /** The point as the script wrote it. */
  readonly written: string;
  readonly span: Span;
}

/** What kind of program the kernel is to load. */
export interface ProgramKind {
  /** As the kernel spells it without BPF_PROG_TYPE_: "TRACING" (tp_btf), "RAW_TRACEPOINT", "TRACEPOINT", "PERF_EVENT". */
  readonly type: string;
  /** Without BPF_: "TRACE_RAW_TP". */
  readonly expectedAttachType?: string;
  /** The kernel type whose BTF id goes to attach_btf_id: the typedef "btf_trace_sched_switch", or a function. */
  readonly attachBtfName?: string;
  /** The module whose BTF has it; the kernel's own when left out. */
  readonly attachBtfModule?: string;
  /** Functions of the kernel that lie between the place where the probe fires and the program: no part of the stack it asks for. */
  readonly calledBy?: readonly string[];
  /**
   * The function of the kernel that calls the program, by way of code without symbols. Its stack begins with that function, or where it
   * has ended with what had called it.
   */
  readonly runBy?: { readonly function: string; readonly module?: string; readonly hasEnded: boolean };
  /** What the program answers the kernel unless a handler says otherwise, for programs whose answer decides something: 0 or 1. */
  readonly answer?: 0 | 1;
}

/** Everything that fires at one attach point: one BPF program (a dispatcher with tail calls when it's large). */
export interface KernelProgram {
  readonly id: number;
  readonly name: string;
  readonly family: string;
  readonly program: ProgramKind;
  /** What the family's attach function takes; more than one when handlers that read no context are the same everywhere. */
  readonly attach: readonly AttachSpec[];
  readonly selector: LongExpr | undefined;
  readonly cases: readonly KernelCase[];
  /** Whether the tool's own process is left out. */
  readonly skipSelf: boolean;
}
export interface KernelCase {
  /** Selector values this handler runs for; undefined = all. */
  readonly when: readonly bigint[] | undefined;
  readonly handler: Handler;
}

/** Something the session runs: a phase (begin, end, error) or a source of events (a timer, a file). */
export interface SessionHandler {
  readonly handler: Handler;
  readonly family: string;
  readonly phase: "begin" | "events" | "end" | "error" | "never";
  /** Within a phase, ascending; ties in order of declaration. */
  readonly order: number;
  /** JSON-able; what the family's start function takes. Only for `events`. */
  readonly start: StartSpec | undefined;
}

/** JSON-able data a family's attach file understands; equal specs share one program. `kind` names the way of attaching. */
export interface AttachSpec {
  readonly kind: string;
  /** One of many that a wildcard means, by its point: where the kernel refuses it, it's left out. */
  readonly optional?: string;
  readonly [key: string]: unknown;
}
/** JSON-able data a family's start file understands. */
export interface StartSpec {
  readonly kind: string;
  readonly [key: string]: unknown;
}

/** A compiled script before either emitter. */
export interface Ir {
  readonly globals: readonly Global[];
  readonly probes: readonly ProbeInfo[];
  readonly records: readonly EntryRecord[];
  readonly programs: readonly KernelProgram[];
  readonly session: readonly SessionHandler[];
  readonly limits: Limits;
}

/** SystemTap's limits, settable with -D. */
export interface Limits {
  readonly MAXSTRINGLEN: number;
  readonly MAXMAPENTRIES: number;
  readonly MAXACTION: number;
  readonly MAXACTION_INTERRUPTIBLE: number;
  readonly MAXERRORS: number;
  readonly MAXNESTING: number;
  /** Empty rows a histogram shows on each side of a gap; all of them when it's negative. */
  readonly HIST_ELISION: number;
}
