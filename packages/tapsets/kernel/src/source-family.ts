import { functionBeginnings, globMatcher, parseSourcePattern, sourceFunctions, spansLines } from "@tapset/core";
import type { DebugImage, Derivation, DerivedProbe, DeriveError, Match, MatchedComponent, Pattern, PatternComponent, ProbeFamily, Target } from "@tapset/core";
import type { CodeLabel, CodeScope, DwarfFunction } from "@tapset/elf";
import { calleeProbes } from "./callee-probes.js";
import { isDebugImage, neededDebugInfo, orMalformed } from "./debug-info.js";
import { debugProbe, oneOfManyPlaces, sourcePoint } from "./debug-probe.js";
import { malformedSource, missingKprobes, noModule, noSourceFunction } from "./function-errors.js";
import { kprobeFeature } from "./function-probe.js";
import { modulesMatching } from "./kernel-function.js";

/** What a point within a function comes to in one of the functions that are meant. */
type ToProbes = (image: DebugImage, each: DwarfFunction, ending: MatchedComponent | undefined, target: Target) => readonly DerivedProbe[];

/** What only debug information tells of. */
const endings: readonly { readonly components: readonly PatternComponent[]; readonly doc: string; readonly what: string; readonly toProbes: ToProbes }[] = [
  { components: [{ name: "inline" }], doc: "where copies of the function begin in others", what: "copy in another function", toProbes: copies },
  { components: [{ name: "callee", literal: "string" }], doc: "when a function that it calls begins, called from it; the name may hold wildcards", what: "such call", toProbes: (image, each, ending, target) => calleeProbes(image, each, { name: textOf(ending), depth: 1 }, target) },
  { components: [{ name: "callee", literal: "string" }, { name: "call" }], doc: "the same without copies in it", what: "such call", toProbes: (image, each, ending, target) => calleeProbes(image, each, { name: textOf(ending), depth: 1, end: "call" }, target) },
  { components: [{ name: "callee", literal: "string" }, { name: "return" }], doc: "when a function that it calls returns to it; the name may hold wildcards", what: "such call", toProbes: (image, each, ending, target) => calleeProbes(image, each, { name: textOf(ending), depth: 1, end: "return" }, target) },
  { components: [{ name: "callees" }], doc: "when functions that it calls begin, called from it", what: "call", toProbes: (image, each, _, target) => calleeProbes(image, each, { name: "*", depth: 1 }, target) },
  { components: [{ name: "callees", literal: "number" }], doc: "when functions that it calls, or those call, down to a depth, begin", what: "call", toProbes: (image, each, ending, target) => calleeProbes(image, each, { name: "*", depth: Number(ending?.literal) }, target) },
  { components: [{ name: "label", literal: "string" }], doc: "at labels in its source; the name may hold wildcards", what: "such label", toProbes: labels },
];
const roots: readonly (readonly PatternComponent[])[] = [[{ name: "kernel" }], [{ name: "module", literal: "string" }]];

const patterns = roots.flatMap((root) =>
  endings.map(({ components, doc }): Pattern => ({ components: [...root, { name: "function", literal: "string" }, ...components], doc: `${doc}; takes debugging information`, needs: [kprobeFeature[components.at(-1)?.name === "return" ? "return" : "call"]] })),
);

function textOf(component: MatchedComponent | undefined): string {
  return typeof component?.literal === "string" ? component.literal : "";
}

function derive({ components, text }: Match, target: Target): Derivation {
  const [root, called, ...ending] = components;
  const lack = missingKprobes(target);
  if (lack !== undefined) return failed(lack);
  const modules = root?.name === "module" ? modulesMatching(target, textOf(root)) : [undefined];
  if (modules.length === 0) return failed(noModule(textOf(root), target));
  const outcomes = modules.map((module) => deriveIn(module, textOf(called), ending, text, target));
  const probes = outcomes.flatMap((each) => each.probes);
  const [error] = outcomes.flatMap((each) => each.error ?? []);
  if (probes.length === 0 && error !== undefined) return failed(error);
  return { kind: "probes", probes: probes.length > 1 ? probes.map(oneOfManyPlaces) : probes };
}

const failed = (error: DeriveError): Derivation => ({ kind: "errors", errors: [error] });

function deriveIn(module: string | undefined, written: string, ending: readonly MatchedComponent[], text: string, target: Target): { readonly probes: readonly DerivedProbe[]; readonly error?: DeriveError } {
  const pattern = parseSourcePattern(written);
  if (pattern === undefined) return { probes: [], error: malformedSource(written) };
  const image = neededDebugInfo(text, module, target);
  if (!isDebugImage(image)) return { probes: [], error: image };
  const { lines } = pattern;
  const functions = sourceFunctions(image.dwarf, pattern).filter((each) => lines === undefined || spansLines(each, lines));
  if (functions.length === 0) return { probes: [], error: noSourceFunction(written, pattern, image) };
  const row = endings.find(({ components }) => isWrittenSo(components, ending));
  const probes = functions.flatMap((each) => row?.toProbes(image, each, ending[0], target) ?? []);
  return probes.length > 0 ? { probes } : { probes, error: nothingWithin(written, row?.what ?? "place", functions) };
}

function isWrittenSo(pattern: readonly PatternComponent[], ending: readonly MatchedComponent[]): boolean {
  return pattern.length === ending.length && ending.every((each, index) => pattern[index]?.name === each.name && pattern[index].literal === literalKind(each));
}

function literalKind(component: MatchedComponent): PatternComponent["literal"] {
  if (component.literal === undefined) return undefined;
  return typeof component.literal === "string" ? "string" : "number";
}

function copies(image: DebugImage, each: DwarfFunction, _: unknown, target: Target): readonly DerivedProbe[] {
  return functionBeginnings(each, { bodies: false, copies: true }).flatMap((place) => debugProbe(`${sourcePoint(image, "function", each.name, place)}.inline`, image, place, target) ?? []);
}

function labels(image: DebugImage, each: DwarfFunction, ending: MatchedComponent | undefined, target: Target): readonly DerivedProbe[] {
  const matches = globMatcher(textOf(ending));
  return [...each.bodies, ...each.inlined()].flatMap((code) =>
    ownLabels(code).filter(({ name }) => matches(name)).flatMap(({ name, address, line }) => {
      const source = each.source && { file: each.source.file, line: line ?? each.source.line };
      return debugProbe(`${sourcePoint(image, "function", each.name, { source })}.label("${name}")`, image, { code, address, source }, target) ?? [];
    }),
  );
}

/** The labels of a function; those in copies of others are theirs. */
function ownLabels(code: CodeScope): readonly CodeLabel[] {
  return code.labels().filter(({ address }) => code.innermostAt(address).die.offset === code.die.offset);
}

/** That functions have nothing of a kind, with the names of labels where those were asked for. */
function nothingWithin(written: string, what: string, functions: readonly DwarfFunction[]): DeriveError {
  const names = [...new Set(functions.flatMap((each) => [...each.bodies, ...each.inlined()].flatMap((code) => ownLabels(code).map(({ name }) => name))))];
  const hints = what !== "such label" ? [] : [names.length > 0 ? `its labels are: ${names.join(", ")}` : "it has no labels that the compiler has kept"];
  return { id: "nothing-within", message: `function "${written}" has no ${what} that debug information tells of`, hints };
}

/** Points within functions that only their source names. */
export const sourceFamily: ProbeFamily = { name: "kernel.source", patterns, derive: (match, target) => orMalformed(() => derive(match, target)), loadAttach: () => import("./attach.js") };
