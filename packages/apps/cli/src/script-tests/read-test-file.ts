import { scriptTestProblems } from "@tapset/core";
import { Source } from "@tapset/language";
import { type Document, parseDocument } from "yaml";
import { durationNs } from "./duration.js";
import { schemaError } from "./schema-error.js";
import type { Expectations, GivenContext, GivenValue, LineExpectation, TestCase, TestEvent, TestFile, TestPath } from "./test-file.js";
import { TestFileError } from "./test-file.js";
import { placeIn } from "./yaml-places.js";

/** As schemas/script-test.schema.json has them; whole numbers are bigints. */
interface RawDefaults {
  readonly script?: string;
  readonly text?: string;
  readonly target?: string;
  readonly options?: string | readonly (string | bigint)[];
  readonly args?: string | readonly (string | bigint)[];
  readonly clock?: string;
  readonly by?: RawContext;
  readonly memory?: Readonly<Record<string, string>>;
}
interface RawContext {
  readonly pid?: bigint;
  readonly tid?: bigint;
  readonly execname?: string;
  readonly uid?: bigint;
  readonly gid?: bigint;
  readonly cpu?: bigint;
  readonly task?: Readonly<Record<string, GivenValue>>;
}
interface RawEvent {
  readonly point?: string;
  readonly values?: Readonly<Record<string, GivenValue>>;
  readonly by?: RawContext;
  readonly after?: string;
  readonly at?: string;
  readonly times?: bigint;
}
type RawLine = string | { readonly match: string };
interface RawCase extends RawDefaults {
  readonly name: string;
  readonly events?: readonly RawEvent[];
  readonly output?: string | readonly RawLine[];
  readonly warnings?: readonly RawLine[];
  readonly errors?: readonly RawLine[];
  readonly refused?: readonly RawLine[];
  readonly losses?: Readonly<Record<string, bigint>>;
  readonly globals?: Readonly<Record<string, unknown>>;
  readonly exit?: bigint;
}
interface RawFile extends RawDefaults {
  readonly cases: readonly RawCase[];
}

/**
 * Reads a file of cases: `NAME.test.yaml`.
 *
 * @param path as messages are to call it
 * @throws TestFileError for what is no YAML, or breaks schemas/script-test.schema.json
 */
export function readTestFile(path: string, text: string): TestFile {
  const source = new Source(path, text);
  const document = parseDocument(text, { intAsBigInt: true, prettyErrors: false });
  const [mistake] = document.errors;
  if (mistake !== undefined) {
    const { line, column } = source.position(mistake.pos[0]);
    throw new TestFileError(lowerCase(mistake.message), `${path}:${line}:${column}`, ["see what YAML looks like in docs/testing-scripts.md"]);
  }
  const raw: unknown = document.toJS();
  const [problem] = scriptTestProblems(withNumbers(raw));
  if (problem !== undefined) throw schemaError(problem, raw, document, source);
  return new FileReader(document, source).read(raw as RawFile);
}

/** JSON Schema's numbers are JavaScript's. */
function withNumbers(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(withNumbers);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withNumbers(each)]));
}

function lowerCase(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, "");
}

/** Makes cases of a checked document. */
class FileReader {
  constructor(
    readonly document: Document,
    readonly source: Source,
  ) {}

  read({ cases, ...defaults }: RawFile): TestFile {
    return {
      path: this.source.name,
      cases: cases.map((each, index) => this.#case(each, defaults, ["cases", index])),
      place: (path) => placeIn(this.document, this.source, path),
    };
  }

  #case(raw: RawCase, defaults: RawDefaults, path: TestPath): TestCase {
    const { target = defaults.target, options = defaults.options, args = defaults.args, clock = defaults.clock } = raw;
    return {
      path,
      name: raw.name,
      script: this.#script(raw, defaults, path),
      target,
      options: wordsOf(options),
      args: wordsOf(args),
      startsAtNs: clock === undefined ? undefined : this.#clock(clock, raw.clock === undefined ? ["clock"] : [...path, "clock"]),
      memory: new Map(Object.entries({ ...defaults.memory, ...raw.memory }).map(([address, text]) => [BigInt.asUintN(64, BigInt(address)), text])),
      events: (raw.events ?? []).map((event, index) => this.#event(event, { ...defaults.by, ...raw.by }, [...path, "events", index])),
      expected: this.#expectations(raw, path),
    };
  }

  #script(raw: RawCase, defaults: RawDefaults, path: TestPath): TestCase["script"] {
    const { script, text } = raw.script === undefined && raw.text === undefined ? defaults : raw;
    if (script !== undefined && text !== undefined) throw this.#error("a case has a script or a text, not both", [...path, "text"]);
    if (text !== undefined) return { text };
    if (script !== undefined) return { path: script };
    throw this.#error("which script? neither the case nor the file says", path, ["write script: PATH, or the script itself behind text: |"]);
  }

  #clock(text: string, path: TestPath): bigint {
    // Where nothing is said of the zone it's UTC: a test is the same everywhere.
    const isZoned = /(?:Z|[+-]\d\d:\d\d)$/.test(text) || !/[T ]/.test(text);
    const ms = Date.parse(isZoned ? text : `${text.replace(" ", "T")}Z`);
    if (Number.isNaN(ms)) throw this.#error(`there is no moment ${text}`, path);
    return BigInt(ms) * 1_000_000n;
  }

  #event({ point, values = {}, by, after, at, times = 1n }: RawEvent, who: RawContext, path: TestPath): TestEvent {
    if (point === undefined && after === undefined && at === undefined) {
      throw this.#error("nothing happens here", path, ["write which point fires, or how much time passes: after: 1s"]);
    }
    const own = { ...who, ...by };
    // A thread's process isn't another process's.
    if (by?.pid !== undefined && by.tid === undefined) delete own.tid;
    return {
      path,
      point,
      values,
      by: contextOf(own),
      afterNs: after === undefined ? 0n : durationNs(after),
      atNs: at === undefined ? undefined : durationNs(at),
      times: Number(times),
    };
  }

  #expectations(raw: RawCase, path: TestPath): Expectations {
    const lines = (key: "output" | "warnings" | "errors" | "refused", list: readonly RawLine[]): readonly LineExpectation[] =>
      list.map((line, index) => (typeof line === "string" ? line : this.#pattern(line.match, [...path, key, index])));
    const { output, warnings = [], errors = [], refused, losses = {}, globals = {}, exit } = raw;
    return {
      output: typeof output === "string" || output === undefined ? output : lines("output", output),
      warnings: lines("warnings", warnings),
      errors: lines("errors", errors),
      refused: refused && lines("refused", refused),
      losses,
      globals,
      exit: exit === undefined ? undefined : Number(exit),
    };
  }

  #pattern(text: string, path: TestPath): RegExp {
    try {
      return new RegExp(`^(?:${text})$`, "u");
    } catch (cause) {
      throw this.#error(`match: ${(cause as Error).message.replace(/^Invalid/, "invalid")}`, path);
    }
  }

  #error(message: string, path: TestPath, hints?: readonly string[]): TestFileError {
    return new TestFileError(message, placeIn(this.document, this.source, path), hints);
  }
}

function wordsOf(words: RawDefaults["args"] = []): readonly string[] {
  return typeof words === "string" ? words.split(/\s+/).filter((word) => word !== "") : words.map(String);
}

function contextOf(raw: RawContext): GivenContext {
  const numbers = (["pid", "tid", "uid", "gid", "cpu"] as const).flatMap((key) => (raw[key] === undefined ? [] : [[key, Number(raw[key])]]));
  return {
    ...(Object.fromEntries(numbers) as Pick<GivenContext, "pid" | "tid" | "uid" | "gid" | "cpu">),
    ...(raw.execname !== undefined && { execname: raw.execname }),
    ...(raw.task !== undefined && { task: raw.task }),
  };
}
