import { debugImage, isPattern, parseSourcePattern } from "@tapset/core";
import type { Derivation, DerivedProbe, DeriveError, Match, Pattern, PatternComponent, ProbeFamily, Target } from "@tapset/core";
import { isDebugImage, neededDebugInfo, orMalformed } from "./debug-info.js";
import { malformedSource, missingFacility, noFunction, noModule, noSourceFunction, notReached } from "./function-errors.js";
import { type FunctionEnd, functionProbe, oneOfMany } from "./function-probe.js";
import { functionsMatching, type KernelFunction, modulesMatching } from "./kernel-function.js";
import { sourceProbes, type WantedFunctions } from "./source-functions.js";

const parameter = { name: "$PARAMETER", type: "long", doc: "a parameter, by its name; what it points to can be followed" } as const;
const groups = [
  { name: "$$vars", type: "string", doc: "every parameter as name=0x…" },
  { name: "$$parms", type: "string", doc: "every parameter as name=0x…" },
] as const;
const callVariables = [parameter, ...groups];
const returnVariables = [
  { name: "$return", type: "long", doc: "what the function returned, if it returns anything" },
  { ...parameter, doc: "a parameter as it was when the function began" },
  { name: "$$return", type: "string", doc: "what the function returned as return=0x…" },
  ...groups,
] as const;

/** What may stand behind a function, and what it means. */
const endings: readonly { readonly components: readonly PatternComponent[]; readonly doc: string; readonly variables: Pattern["variables"]; readonly ways: Pattern["ways"] }[] = [
  { components: [], doc: "begins", variables: callVariables, ways: [["fentry"], ["kprobe"]] },
  { components: [{ name: "call" }], doc: "is called", variables: callVariables, ways: [["fentry"], ["kprobe"]] },
  { components: [{ name: "exported" }], doc: "begins, if it's exported to modules", variables: callVariables, ways: [["fentry"], ["kprobe"]] },
  { components: [{ name: "return" }], doc: "returns", variables: returnVariables, ways: [["fexit"], ["kretprobe"]] },
  { components: [{ name: "return" }, { name: "maxactive", literal: "number" }], doc: "returns; N sets no limit of its own", variables: returnVariables, ways: [["fexit"], ["kretprobe"]] },
];

const roots: readonly { readonly components: readonly PatternComponent[]; readonly what: string }[] = [
  { components: [{ name: "kernel" }], what: 'the kernel\'s function "NAME"' },
  { components: [{ name: "module", literal: "string" }], what: 'the function "NAME" of a module' },
];

const patterns = roots.flatMap(({ components, what }): Pattern[] =>
  endings.map((ending) => ({
    components: [...components, { name: "function", literal: "string" }, ...ending.components],
    doc: `when ${what} ${ending.doc}; names may hold wildcards`,
    ...(ending.variables && { variables: ending.variables }),
    ...(ending.ways && { ways: ending.ways }),
  })),
);

/** A written point, taken apart. */
interface WrittenFunction {
  /** As it's written; undefined for the kernel proper. */
  readonly module: string | undefined;
  readonly name: string;
  readonly end: FunctionEnd;
  readonly isExported: boolean;
  /** `.return`, `.call`, as it's written behind the function. */
  readonly suffix: string;
}

function writtenFunction({ components }: Match): WrittenFunction {
  const [root, called, ...rest] = components;
  const text = (literal: string | bigint | undefined): string => (typeof literal === "string" ? literal : "");
  const names = rest.map(({ name }) => name);
  return {
    module: root?.name === "module" ? text(root.literal) : undefined,
    name: text(called?.literal),
    end: names.includes("return") ? "return" : "call",
    isExported: names.includes("exported"),
    suffix: rest.map(({ name, literal }) => `.${name}${literal === undefined ? "" : `(${literal})`}`).join(""),
  };
}

function derive(match: Match, target: Target): Derivation {
  const written = writtenFunction(match);
  const lack = missingFacility(written.end, target);
  if (lack !== undefined) return { kind: "errors", errors: [lack] };
  const modules = written.module === undefined ? [undefined] : modulesMatching(target, written.module);
  if (modules.length === 0) return { kind: "errors", errors: [noModule(written.module ?? "", target)] };
  const outcomes = modules.map((module) => (written.name.includes("@") ? bySource(written, module, target) : byName(written, module, target)));
  const probes = outcomes.flatMap((each) => each.probes);
  if (probes.length > 0) return { kind: "probes", probes };
  return { kind: "errors", errors: [...new Map(outcomes.flatMap(({ error }) => (error ? [[error.message, error] as const] : []))).values()] };
}

/** Probes, or why there are none. */
interface Outcome {
  readonly probes: readonly DerivedProbe[];
  readonly error?: DeriveError;
}

/** The functions of a name: by the kernel's types, and what debug information knows beyond them, where it's installed. */
function byName(written: WrittenFunction, module: string | undefined, target: Target): Outcome {
  const { name, isExported, suffix } = written;
  const functions = functionsMatching(target, module, name);
  const chosen = isExported ? functions.filter((each) => isExportedFunction(each, target)) : functions;
  const isTyped = chosen.some(({ prototype }) => prototype !== undefined);
  const image = isPattern(name) || (isTyped && suffix !== "") ? undefined : debugImage(target, module);
  const pattern = parseSourcePattern(name);
  const isKnown = pattern !== undefined && image?.found === true;
  // Wildcards mean functions with code of their own: copies of others would be many more.
  const bySource = isKnown ? sourceProbes(image, pattern, { ...wantedOf(written, module, target), bodies: !isTyped }, target) : [];
  const typed = isTyped || bySource.length === 0 ? chosen.flatMap((each) => probeOf(each, written, target) ?? []) : [];
  const probes = [...typed, ...bySource];
  if (probes.length > 0) return { probes };
  return { probes, error: chosen.length > 0 ? notReached(written) : noFunction(written, functions.length > 0, target) };
}

/** The functions of a source file. */
function bySource(written: WrittenFunction, module: string | undefined, target: Target): Outcome {
  const pattern = parseSourcePattern(written.name);
  if (pattern === undefined) return { probes: [], error: malformedSource(written.name) };
  const image = neededDebugInfo(`the source file of "${written.name}"`, module, target);
  if (!isDebugImage(image)) return { probes: [], error: image };
  const probes = sourceProbes(image, pattern, wantedOf(written, module, target), target);
  return probes.length > 0 ? { probes } : { probes, error: noSourceFunction(written.name, pattern, image) };
}

function wantedOf({ end, suffix, isExported }: WrittenFunction, module: string | undefined, target: Target): WantedFunctions {
  return { end, suffix, bodies: true, copies: suffix === "", isMeant: (name) => !isExported || isExportedFunction({ name, module }, target) };
}

function probeOf(each: KernelFunction, { name, end, suffix }: WrittenFunction, target: Target): DerivedProbe | undefined {
  const root = each.module === undefined ? "kernel" : `module("${each.module}")`;
  const probe = functionProbe(`${root}.function("${each.name}")${suffix}`, each, end, target);
  return probe && isPattern(name) ? oneOfMany(probe, each, end, target) : probe;
}

/** Modules find exported functions by symbols of their own. */
function isExportedFunction({ name, module }: Pick<KernelFunction, "name" | "module">, target: Target): boolean {
  const symbol = target.symbols()?.find(`__ksymtab_${name}`);
  return symbol !== undefined && symbol.module === module;
}

/** `kernel.function("NAME")` and `module("NAME").function("NAME")`, with what may stand behind them. */
export const functionFamily: ProbeFamily = {
  name: "kernel.function",
  patterns,
  derive: (match, target) => orMalformed(() => derive(match, target)),
  loadAttach: () => import("./attach.js"),
};
