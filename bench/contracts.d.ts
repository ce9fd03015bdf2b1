/** What a row of each table is. */

/** One number that a figure has of a run. */
export interface Part {
  readonly unit: string;
  format(value: number): string;
}

/** What a figure gets for a sample. */
export interface Subject<Spec = readonly string[]> {
  /** The tracer's name. */
  readonly tracer: string;
  /** What the case says of this tracer. */
  readonly spec: Spec;
  /** The command line that begins with the tracer and goes on with `words`. */
  line(words: readonly string[]): readonly string[];
  /** How the tracer says that it begins to attach. Throws where it doesn't. */
  readonly announces: Announcement;
  /** Events that the tracer has said it lost. */
  saidLost(output: string): number;
  /** The case's workload as a command line. Throws where the case has none. */
  workload(): readonly string[];
  /** The path of one of the bench's own programs. */
  program(name: string): string;
  /** For whatever a sample writes. */
  readonly folder: string;
}

/** What is measured: how one run gives one number for each part. */
export interface Figure {
  readonly parts: Readonly<Record<string, Part>>;
  /** One round is enough: the same comes out each time. */
  readonly isFixed?: boolean;
  /** Doesn't trace, so needs neither root nor a tracer that can run. */
  readonly isPassive?: boolean;
  /** Why it can't be measured here. */
  obstacle?(): string | undefined;
  // Each figure knows the shape that its cases give it.
  measure(subject: Subject<any>): Promise<Readonly<Record<string, number>>>;
}

/** How a tracer says that it begins to attach. */
export interface Announcement {
  /** Words of its command line that have it say so. */
  readonly words: readonly string[];
  /** What it says. */
  readonly line: RegExp;
}

/** Who is compared. */
export interface Tracer {
  /** How a command line begins. */
  line(words: readonly string[], program: (name: string) => string): readonly string[];
  /** Why it can't be used here. */
  obstacle(): string | undefined;
  /** What it calls itself. */
  version(): string;
  /** How it says on stdout or stderr that it lost events, the number as the first group. */
  readonly lost: RegExp;
  readonly announces?: Announcement;
}

/** What we hold ourselves to: at most so much, or at most so many times what a peer takes. */
export interface Goal {
  readonly value?: number;
  readonly bpftrace?: number;
  readonly c?: number;
  readonly strace?: number;
  readonly perf?: number;
}

/** What is compared. */
export interface Case {
  readonly name: string;
  readonly title: string;
  /** A name of figures.mjs. */
  readonly figure: string;
  /** Why it can't be measured here. */
  obstacle?(): string | undefined;
  readonly workload?: { readonly program: string; readonly calls: number };
  /** What the figure takes for each tracer, words of a command line unless it says otherwise; a function of it where that depends on the machine. */
  readonly tapset: unknown;
  readonly bpftrace?: unknown;
  readonly c?: unknown;
  readonly strace?: unknown;
  readonly perf?: unknown;
  readonly untraced?: unknown;
  /** At most so many rounds of a slow peer. */
  readonly mostRounds?: Readonly<Record<string, number>>;
  /** By part. */
  readonly goals: Readonly<Record<string, Goal>>;
}

/** The ratio of ours to a peer's, round by round. */
export interface Ratio {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export interface Side {
  readonly values: readonly number[];
  readonly median: number;
}

export type Peer = (Side & { readonly ratio: Ratio | null }) | { readonly skipped: string } | { readonly failed: string };

/** A line of NDJSON: schemas/bench-record.schema.json. */
export interface MachineRecord {
  readonly type: "machine";
  readonly kernel: string;
  readonly processor: string;
  readonly cpus: number;
  readonly node: string;
  readonly rounds: number;
  /** By tracer; empty where it's missing. */
  readonly versions: Readonly<Record<string, string>>;
}

export interface ResultRecord {
  readonly type: "result";
  readonly case: string;
  readonly part: string;
  readonly title: string;
  readonly figure: string;
  readonly unit: string;
  readonly goal: Goal;
  readonly tapset: Side;
  readonly peers: Readonly<Record<string, Peer>>;
  readonly verdict: "met" | "missed" | "unknown" | "no goal";
}

export interface NothingRecord {
  readonly type: "nothing";
  readonly case: string;
  readonly title: string;
  readonly figure: string;
  readonly skipped?: string;
  readonly failed?: string;
}

export type BenchRecord = MachineRecord | ResultRecord | NothingRecord;
