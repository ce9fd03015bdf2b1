import type { FeatureName } from "../features.js";
import { isInternalName } from "../internal-name.js";
import type { Manifest, ManifestBackend, ManifestFamily, ManifestFunction, ManifestProbe, ManifestValue } from "../manifest.js";
import type { FactKind } from "./change-rules.js";
import { type ComparedManifest, isWhole } from "./compared-manifest.js";

/** One thing a manifest says, by itself. */
export interface ManifestFact {
  readonly kind: FactKind;
  /** What it is about, as messages name it; no two facts of a manifest are about the same. */
  readonly subject: string;
  /** What it says of that. */
  readonly says?: string;
  /** What it says for people to read. */
  readonly words?: string;
  /** The subjects with which it comes and goes. */
  readonly owners?: readonly string[];
  /** A change is told only where this is as before: else it's the consequence of others. */
  readonly given?: string;
  /** It's the package's own business. */
  readonly isInternal?: boolean;
}

/** Everything a manifest says that can be lost, be new or change; by subject. */
export function manifestFacts(manifest: ComparedManifest): ReadonlyMap<string, ManifestFact> {
  return new Map([...factsOf(manifest)].map((fact) => [fact.subject, fact]));
}

function* factsOf(manifest: ComparedManifest): Generator<ManifestFact> {
  const { contract, name, version } = manifest;
  yield { kind: "contract", subject: "contract", says: String(contract) };
  yield { kind: "package", subject: "package", says: name };
  yield { kind: "version", subject: "version", says: version };
  if (isWhole(manifest)) yield* offeredFacts(manifest);
}

function* offeredFacts(manifest: Manifest): Generator<ManifestFact> {
  const { summary, module, requires, scripts } = manifest;
  yield { kind: "package", subject: "summary", words: summary };
  if (module !== undefined) {
    yield { kind: "code", subject: "code of its own" };
    yield { kind: "file", subject: "module", says: module, owners: ["code of its own"] };
  }
  for (const required of requires) yield { kind: "requirement", subject: `requirement ${required}` };
  for (const path of scripts) yield { kind: "file", subject: `script ${path}` };
  for (const family of manifest.families) yield* familyFacts(family);
  for (const probe of manifest.probes) yield* probeFacts(probe);
  // The alias is another package's: it neither comes nor goes with what is added to it.
  for (const { name, backends } of manifest.adds ?? []) yield* backendFacts(backends, `probe ${name}`, []);
  for (const declared of manifest.functions) yield* functionFacts(declared);
  for (const global of manifest.globals) yield { kind: "global", subject: `global ${global.name}`, words: global.doc };
  for (const macro of manifest.macros) yield { kind: "macro", subject: `macro ${macro.name}`, words: macro.doc };
}

function* familyFacts({ patterns }: ManifestFamily): Generator<ManifestFact> {
  for (const { form, doc, variables, needs = [], ways = [] } of patterns) {
    const subject = `probe ${form}`;
    yield { kind: "pattern", subject, words: doc };
    for (const variable of variables) yield valueFact("variable", variable, subject);
    for (const need of needs) yield needFact(need, subject);
    for (const way of ways) yield { kind: "way", subject: `way ${way.join(" and ")} of ${subject}`, owners: [subject] };
  }
}

function* probeFacts({ name, doc, context, values, backends }: ManifestProbe): Generator<ManifestFact> {
  const subject = `probe ${name}`;
  yield { kind: "probe", subject, words: JSON.stringify([doc, context]), isInternal: isInternalName(name) };
  for (const value of values) yield { ...valueFact("value", value, subject), isInternal: isInternalName(name) };
  for (const fact of backendFacts(backends, subject, [subject])) yield { ...fact, isInternal: isInternalName(name) };
}

/** Backends of an alias; `owners` are what they come and go with. */
function* backendFacts(backends: readonly ManifestBackend[], alias: string, owners: readonly string[]): Generator<ManifestFact> {
  for (const { point, values, absent = [], needs } of backends) {
    const subject = `backend ${point} of ${alias}`;
    yield { kind: "backend", subject, words: JSON.stringify(absent), owners };
    for (const value of values) {
      const documented = owners.map((owner) => `value ${value} of ${owner}`);
      yield { kind: "supply", subject: `value ${value} from ${subject}`, owners: [subject, ...documented] };
    }
    for (const need of needs) yield needFact(need, subject);
  }
  const points = backends.map(({ point }) => point).sort();
  const order = backends.map(({ point, mark = "" }) => point + mark);
  yield { kind: "preference", subject: `order of the backends of ${alias}`, says: order.join(", "), given: points.join(", "), owners };
}

function valueFact(kind: "value" | "variable", { name, type, doc }: ManifestValue, owner: string): ManifestFact {
  return { kind, subject: `value ${name} of ${owner}`, says: type, words: doc, owners: [owner] };
}

function needFact(need: FeatureName, owner: string): ManifestFact {
  return { kind: "need", subject: `need ${need} of ${owner}`, owners: [owner] };
}

function* functionFacts({ name, parameters, returns, doc, needs = [] }: ManifestFunction): Generator<ManifestFact> {
  const subject = `function ${name}(${parameters.map(({ type }) => type).join(", ")})`;
  const isInternal = isInternalName(name);
  const words = JSON.stringify([doc, parameters.map((parameter) => [parameter.name, parameter.doc])]);
  yield { kind: "function", subject, says: returns, words, isInternal };
  for (const need of needs) yield { ...needFact(need, subject), isInternal };
}
