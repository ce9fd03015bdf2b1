import {
  CONTRACT_VERSION,
  type Derivation,
  type DerivedProbe,
  type Intrinsic,
  type Manifest,
  type Match,
  type Pattern,
  type ProbeFamily,
  type RegistryView,
  type Scope,
  type Tapset,
  type Target,
  buildManifest,
  namesIn,
  registry,
  unknownTarget,
} from "@tapset/core";
import { type Script, Source, parse } from "@tapset/language";
import { expect } from "vitest";
import { type ElaborateOptions, type Elaborated, elaborate } from "../../src/index.js";

/** A frozen target where everything works but what is named. */
export function frozenTarget(missing: readonly string[] = []): Target {
  return {
    ...unknownTarget,
    release: "6.1.0-test",
    version: "6.1.0",
    arch: "x86_64",
    hz: 250,
    cpus: { possible: 2, online: 2 },
    feature: (name) => (missing.includes(name) ? { verdict: "no", reason: "not in this kernel" } : { verdict: "yes", reason: "" }),
  };
}

const emptyScope: Scope = { lookup: () => undefined, list: () => [] };

function sessionProbe(point: string): Derivation {
  return { kind: "probes", probes: [{ point, site: { where: "session", phase: "events", order: 0 }, scope: emptyScope, needs: [] }] };
}

function pattern(form: string, names?: readonly string[]): Pattern {
  const components = form.split(".").map((part) => {
    const [, name, literal] = /^(\w+)(?:\((string|number)\))?$/.exec(part)!;
    return {
      name: name!,
      ...(literal !== undefined && { literal: literal as "string" | "number" }),
      ...(names && name === "NAME" && { names: () => names }),
    };
  });
  return { components, doc: form };
}

/** begin, end, never, timer.ms(number): always there. */
const basic: ProbeFamily = {
  name: "basic",
  patterns: ["begin", "begin(number)", "end", "never", "timer.ms(number)"].map((form) => pattern(form)),
  derive: (match) =>
    match.components[1]?.literal === 0n
      ? { kind: "errors", errors: [{ id: "invalid-interval", message: "invalid interval 0", hints: ["write a number above 0"] }] }
      : sessionProbe(match.text),
};

function kprobeOf(point: string): DerivedProbe {
  return { point, site: { where: "kernel", program: { type: "KPROBE" }, attach: { kind: "kprobe" } }, scope: emptyScope, needs: [] };
}

/** kernel.function(string)[.return]: needs the feature kprobe; only functions that begin with `f` exist, those that begin with `fentry` in two ways. */
const kernel: ProbeFamily = {
  name: "kernel",
  patterns: ["kernel.function(string)", "kernel.function(string).return"].map((form) => pattern(form)),
  derive(match: Match): Derivation {
    const name = match.components[1]!.literal as string;
    if (!name.startsWith("f")) return { kind: "errors", errors: [{ id: "no-function", message: `no function '${name}'`, hints: [] }] };
    const names = name.endsWith("*") ? ["f1", "f2"] : [name];
    return {
      kind: "probes",
      probes: names.map((each) => ({
        point: match.text.replace(name, each),
        site: { where: "kernel", program: { type: "KPROBE" }, attach: { kind: "kprobe", name: each } },
        scope: {
          lookup: () => undefined,
          list: () => [{ name: "$x", type: "long", doc: "a parameter", load: (builder) => builder.constant(1) }],
        },
        needs: ["kprobe"],
        ...(name.startsWith("fentry") && { withRegisters: kprobeOf(`${each} with registers`) }),
      })),
    };
  },
};

/** call.NAME over the words one, two and three; `two` derives to other points, `loop` to itself. */
const call: ProbeFamily = {
  name: "call",
  patterns: [pattern("call.NAME", ["one", "two", "three", "loop"])],
  derive(match: Match): Derivation {
    const name = match.components[1]!.name;
    if (name === "two") return { kind: "points", points: 'kernel.function("gone") !, end' };
    if (name === "loop") return { kind: "points", points: "call.loop" };
    if (name === "three") return { kind: "errors", errors: [{ id: "no-three", message: "no three here", hints: [], lacks: "three" }] };
    return sessionProbe(match.text);
  },
};

const intrinsics: readonly Intrinsic[] = ["pid", "exit", "register"].map((name) => ({
  name,
  parameters: [],
  doc: "",
  purity: "reads",
  returns: "long",
  lower: (builder) => builder.constant(1),
  ...(name === "register" && { readsRegisters: true }),
}));

const base: Tapset = {
  manifest: {
    contract: CONTRACT_VERSION,
    name: "base",
    version: "1.0.0",
    summary: "",
    families: [basic, kernel, call].map(({ name, patterns }) => ({
      name,
      patterns: patterns.map(({ doc }) => ({ form: doc, doc, variables: [] })),
    })),
    scripts: [],
    probes: [],
    functions: intrinsics.map(({ name }) => ({ name, parameters: [], returns: "long", doc: "" })),
    globals: [],
    macros: [],
    requires: [],
  },
  scripts: () => [],
  loadModule: () => Promise.resolve({ families: [basic, kernel, call], intrinsics, host: {} }),
};

/** A tapset of one `.stp` file, and of those it requires. */
export function scriptTapset(name: string, text: string, requires: readonly Tapset[] = []): Tapset {
  const { manifest } = buildManifest({
    name,
    version: "1.0.0",
    summary: "",
    files: [{ path: `${name}.stp`, script: parsed(text, `${name}.stp`) }],
    requires: requires.map((tapset) => tapset.manifest.name),
    offered: requires.map((tapset) => tapset.manifest),
    valueType: () => "long",
  });
  return { manifest: manifest satisfies Manifest, scripts: () => [{ name: `${name}.stp`, text }] };
}

export function parsed(text: string, name = "<input>"): Script {
  const { script, diagnostics } = parse(new Source(name, text));
  expect(diagnostics).toEqual([]);
  return script;
}

export function viewFor(script: Script, ...tapsets: readonly Tapset[]): Promise<RegistryView> {
  return registry().use(base, ...tapsets).load(namesIn(script));
}

export interface Bench extends ElaborateOptions {
  readonly tapsets?: Readonly<Record<string, string>>;
  /** Further tapsets, packed. */
  readonly packed?: readonly Tapset[];
  /** Features the kernel lacks. */
  readonly missing?: readonly string[];
}

/** Elaborates a script over the families above and some `.stp` tapsets. */
export async function elaborated(text: string, { tapsets = {}, packed = [], missing = [], ...options }: Bench = {}): Promise<Elaborated> {
  const script = parsed(text);
  const view = await viewFor(script, ...Object.entries(tapsets).map(([name, source]) => scriptTapset(name, source)), ...packed);
  return elaborate(script, view, frozenTarget(missing), options);
}

/** The points of an elaboration that is without errors. */
export async function points(text: string, bench?: Bench): Promise<string[]> {
  const { probes, diagnostics } = await elaborated(text, bench);
  expect(diagnostics).toEqual([]);
  return probes.map(({ derived }) => derived.point);
}

/** `id at line:column` of every diagnostic. */
export async function problems(text: string, bench?: Bench): Promise<string[]> {
  const { diagnostics } = await elaborated(text, bench);
  return diagnostics.map(({ id, span }) => {
    if (span === undefined) return id;
    const { line, column } = span.source.position(span.start);
    return `${id} at ${span.source.name}:${line}:${column}`;
  });
}
