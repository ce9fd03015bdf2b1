import { closest, didYouMean, isPattern } from "@tapset/core";
import type { Derivation, DeriveError, Match, MatchedComponent, Pattern, PatternComponent, ProbeFamily, Target } from "@tapset/core";
import { type FunctionEnd, kprobeAtAddress, kprobeAtFunction } from "./function-probe.js";
import { functionsMatching, isFunctionSymbol, type KernelFunction } from "./kernel-function.js";

const callee: PatternComponent = { name: "function", literal: "string" };
const returned = { name: "return" };
const maxactive: PatternComponent = { name: "maxactive", literal: "number" };

const endings: readonly { readonly components: readonly PatternComponent[]; readonly doc: string; readonly feature: string }[] = [
  { components: [], doc: "begins", feature: "kprobe" },
  { components: [{ name: "call" }], doc: "is called", feature: "kprobe" },
  { components: [returned], doc: "returns", feature: "kretprobe" },
  { components: [returned, maxactive], doc: "returns; the kernel itself decides of how many calls at a time", feature: "kretprobe" },
];

const roots: readonly { readonly components: readonly PatternComponent[]; readonly what: string }[] = [
  { components: [{ name: "kprobe" }, callee], what: 'the kernel\'s function "NAME"' },
  { components: [{ name: "kprobe" }, { name: "module", literal: "string" }, callee], what: 'the function "NAME" of a module' },
];

const patterns: readonly Pattern[] = [
  ...roots.flatMap(({ components, what }) =>
    endings.map((ending): Pattern => ({ components: [...components, ...ending.components], doc: `when ${what} ${ending.doc}; no debugging information is used`, needs: [ending.feature] })),
  ),
  {
    components: [{ name: "kprobe" }, { name: "statement", literal: "number" }, { name: "absolute" }],
    doc: "at the instruction of the kernel that lies at an address; in guru mode",
    needs: ["kprobe"],
    guru: true,
  },
];

const textOf = (component: MatchedComponent | undefined): string => (typeof component?.literal === "string" ? component.literal : "");

function derive({ components, text }: Match, target: Target): Derivation {
  const named = (name: string): MatchedComponent | undefined => components.find((component) => component.name === name);
  const statement = named("statement")?.literal;
  if (typeof statement === "bigint") return { kind: "probes", probes: [kprobeAtAddress(text, statement, "call", false)] };
  const name = textOf(named("function"));
  const module = named("module") && textOf(named("module")).replaceAll("-", "_");
  const end: FunctionEnd = named("return") === undefined ? "call" : "return";
  const error = isPattern(name) || isPattern(module ?? "") ? noWildcards(name) : unlessThere({ name, module, prototype: undefined }, target);
  if (error !== undefined) return { kind: "errors", errors: [error] };
  // What the registers hold is all these points offer, as in SystemTap.
  return { kind: "probes", probes: [kprobeAtFunction(text, { name, module, prototype: undefined }, end, target)] };
}

function noWildcards(name: string): DeriveError {
  return { id: "no-wildcards", message: `kprobe takes one function by its name, no wildcards: "${name}"`, hints: ['write kernel.function("…"), which takes them'] };
}

/** Why a function isn't one of the kernel's, where its symbols can be read. */
function unlessThere({ name, module }: KernelFunction, target: Target): DeriveError | undefined {
  const symbols = target.symbols();
  if (symbols === undefined || isFunctionSymbol(symbols, name, module)) return undefined;
  const near = closest(name, functionsMatching(target, module, "*").map((each) => each.name)).slice(0, 5);
  return { id: "no-such-function", message: `no function of ${module === undefined ? "the kernel" : `module "${module}"`} is called "${name}"`, hints: didYouMean(near) };
}

/** `kprobe.function("NAME")` and its kin: functions by their names alone. */
export const kprobeFamily: ProbeFamily = {
  name: "kprobe",
  patterns,
  derive,
  loadAttach: () => import("./attach.js"),
};
