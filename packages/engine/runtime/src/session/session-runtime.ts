import { foundPart, matches, type SessionFunctions, type SessionRuntime, type SessionValue, type StatsStore, type ValueStore } from "@tapset/compiler";
import { escapeText, escapeWithin, type Fact, type HostContext, type HostFunctions, quoteText } from "@tapset/core";
import { divide, remainder } from "../long-arithmetic.js";
import type { Output } from "../output/output.js";
import { createFormatter } from "../render/formatter.js";
import { scan } from "../text/scan.js";
import { strtol } from "../text/strtol.js";
import { substr } from "../text/substr.js";
import { ArrayOverflow, ScriptError } from "../script-error.js";
import type { Environment } from "./environment.js";
import type { SessionIdentity } from "./session-identity.js";
import type { SessionLosses } from "./session-losses.js";
import { memoryReads } from "./memory-reads.js";
import type { SessionMemory } from "./session-memory.js";

/** What the generated half of a session's handlers works on. */
export interface SessionRuntimeParts {
  /** By id. */
  readonly globals: readonly (ValueStore | StatsStore)[];
  readonly facts: readonly Fact[];
  readonly host: HostFunctions;
  /** What they may know of the session. */
  readonly identity: SessionIdentity;
  readonly environment: Environment;
  /** Undefined where no handler reads memory. */
  readonly memory: SessionMemory | undefined;
  readonly output: Output;
  readonly losses: SessionLosses;
  /** MAXACTION_INTERRUPTIBLE. */
  readonly actions: number;
  readonly exit: () => void;
}

/** A session's handlers, and how their errors are placed in the script. */
export interface BoundFunctions {
  readonly functions: SessionFunctions;
  /** Where an error occurred: `near operator '/' at script.stp:3:7`. */
  locate(error: ScriptError): string | undefined;
}

/** Turns the generated source into functions that work on these parts. */
export function bindFunctions(source: string, parts: SessionRuntimeParts): BoundFunctions {
  let locations: readonly string[] = [];
  const runtime = createRuntime(parts, (texts) => {
    locations = texts;
  });
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the compiler's output; a script's text is in it as literals alone
  const make = new Function("rt", source) as (rt: SessionRuntime) => SessionFunctions | undefined;
  return {
    functions: make(runtime) ?? {},
    locate: ({ at }) => (at === undefined ? undefined : locations[at]),
  };
}

function createRuntime(parts: SessionRuntimeParts, locations: SessionRuntime["locations"]): SessionRuntime {
  const { globals, host, identity, environment, output, losses, actions, exit } = parts;
  const reads = memoryReads(parts);
  const facts = new Map(parts.facts.map((fact) => [fact.name, fact]));
  const context: HostContext = { ...identity, exit, write: (text: string) => output.print("output", text) };
  return {
    locations,
    global: (id) => found(globals[id], `global ${id}`),
    formatter: createFormatter,
    fact: (name) => {
      const fact = found(facts.get(name), `fact ${name}`);
      return (...raw) => fact.render(...raw);
    },
    host: (name) => {
      const call = found(host[name], `session function ${name}`);
      return (...args) => call(context, ...args) as SessionValue | undefined;
    },
    environment: (name) => environment.get(name),
    ...reads,
    comm: () => environment.comm(),
    print: (stream, text) => output.print(stream, text),
    hold: (speculation, text) => output.hold(speculation, text),
    decide: (speculation, keep) => output.decide(speculation, keep),
    exit,
    cut: (text, bound) => {
      const nul = text.indexOf("\0");
      const end = nul < 0 ? text.length : nul;
      if (end > bound) losses.count("truncated");
      return text.slice(0, Math.min(end, bound));
    },
    divide,
    remainder,
    matches,
    foundPart,
    substr,
    scan,
    strtol,
    replace: (text, part, replacement) => (part === "" ? text : text.replaceAll(part, () => replacement)),
    escape: (text, quotes, length, bound) => {
      const isAsked = length > 0n && length <= BigInt(bound);
      const limit = isAsked ? Number(length) : bound;
      const made = quotes ? quoteText(text, limit) : escapeWithin(text, limit);
      if (!isAsked && made.length < escapeText(text).length + (quotes ? 2 : 0)) losses.count("truncated");
      return made;
    },
    error: (message, at) => new ScriptError(message, at),
    caught: (error) => {
      if (!(error instanceof ScriptError)) throw error;
      if (error instanceof ArrayOverflow) losses.count("array-full");
      return error.message;
    },
    actions,
  };
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`bug: the session has no ${what}`);
  return value;
}
