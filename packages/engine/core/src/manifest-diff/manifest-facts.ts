import { isInternalName } from "../internal-name.js";
import type { Manifest, ManifestFamily, ManifestFunction, ManifestProbe, ManifestValue } from "../manifest.js";
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
  /** The subject with which it comes and goes. */
  readonly owner?: string;
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
    yield { kind: "file", subject: "module", says: module, owner: "code of its own" };
  }
  for (const required of requires) yield { kind: "requirement", subject: `requirement ${required}` };
  for (const path of scripts) yield { kind: "file", subject: `script ${path}` };
  for (const family of manifest.families) yield* familyFacts(family);
  for (const probe of manifest.probes) yield* probeFacts(probe);
  for (const declared of manifest.functions) yield functionFact(declared);
  for (const global of manifest.globals) yield { kind: "global", subject: `global ${global.name}`, words: global.doc };
  for (const macro of manifest.macros) yield { kind: "macro", subject: `macro ${macro.name}`, words: macro.doc };
}

function* familyFacts({ patterns }: ManifestFamily): Generator<ManifestFact> {
  for (const { form, doc, variables } of patterns) {
    const owner = `probe ${form}`;
    yield { kind: "pattern", subject: owner, words: doc };
    for (const variable of variables) yield valueFact("variable", variable, owner);
  }
}

function* probeFacts({ name, doc, context, values, backends }: ManifestProbe): Generator<ManifestFact> {
  const owner = `probe ${name}`;
  const isInternal = isInternalName(name);
  yield { kind: "probe", subject: owner, words: JSON.stringify([doc, context]), isInternal };
  for (const value of values) yield { ...valueFact("value", value, owner), isInternal };
  for (const backend of backends) yield { kind: "backend", subject: `backend ${backend} of ${owner}`, owner, isInternal };
  yield { kind: "preference", subject: `order of the backends of ${owner}`, says: backends.join(", "), owner, isInternal };
}

function valueFact(kind: "value" | "variable", { name, type, doc }: ManifestValue, owner: string): ManifestFact {
  return { kind, subject: `value ${name} of ${owner}`, says: type, words: doc, owner };
}

function functionFact({ name, parameters, returns, doc }: ManifestFunction): ManifestFact {
  return {
    kind: "function",
    subject: `function ${name}(${parameters.map(({ type }) => type).join(", ")})`,
    says: returns,
    words: JSON.stringify([doc, parameters.map((parameter) => [parameter.name, parameter.doc])]),
    isInternal: isInternalName(name),
  };
}
