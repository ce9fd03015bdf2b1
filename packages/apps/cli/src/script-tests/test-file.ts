/** A value that an event gives: a number, a text, or a text's address in user or kernel memory. */
export type GivenValue = bigint | string | { readonly user: string } | { readonly kernel: string };

/** Where something stands in a test file: keys and indexes from the top. */
export type TestPath = readonly (string | number)[];

/** In whose context things happen. */
export interface GivenContext {
  readonly pid?: number;
  readonly tid?: number;
  readonly execname?: string;
  readonly uid?: number;
  readonly gid?: number;
  readonly cpu?: number;
  /** Members of the task's `task_struct`, as scripts write them: `real_parent->tgid`. */
  readonly task?: Readonly<Record<string, GivenValue>>;
}

/** Something that happens in a case. Time passes first. */
export interface TestEvent {
  readonly path: TestPath;
  /** The probe point that fires; undefined where only time passes. */
  readonly point: string | undefined;
  readonly values: Readonly<Record<string, GivenValue>>;
  readonly by: GivenContext;
  readonly afterNs: bigint;
  /** Since the session's beginning. */
  readonly atNs: bigint | undefined;
  readonly times: number;
}

/** A line that is expected: as it is, or what it matches. */
export type LineExpectation = string | RegExp;

/** What a case expects of its run. */
export interface Expectations {
  readonly output: string | readonly LineExpectation[] | undefined;
  readonly warnings: readonly LineExpectation[];
  readonly errors: readonly LineExpectation[];
  /** The compiler's errors; undefined where the script is to run. */
  readonly refused: readonly LineExpectation[] | undefined;
  readonly losses: Readonly<Record<string, bigint>>;
  readonly globals: Readonly<Record<string, unknown>>;
  /** The command's exit status; undefined: what its errors make of it. */
  readonly exit: number | undefined;
}

/** One case of a test file, with the file's defaults filled in. */
export interface TestCase {
  readonly path: TestPath;
  readonly name: string;
  /** A path from the test file's folder, or the text itself. */
  readonly script: { readonly path: string } | { readonly text: string };
  readonly target: string | undefined;
  readonly options: readonly string[];
  readonly args: readonly string[];
  /** In ns since the Unix epoch. */
  readonly startsAtNs: bigint | undefined;
  readonly memory: ReadonlyMap<bigint, string>;
  readonly events: readonly TestEvent[];
  readonly expected: Expectations;
}

/** A file of cases. */
export interface TestFile {
  readonly path: string;
  readonly cases: readonly TestCase[];
  /** `file:line:column` of what stands at a path. */
  place(path: TestPath): string;
}

/** What is wrong with a test file or a case of it, with its place. */
export class TestFileError extends Error {
  override readonly name = "TestFileError";
  constructor(
    message: string,
    readonly place: string,
    readonly hints: readonly string[] = [],
  ) {
    super(message);
  }
}
