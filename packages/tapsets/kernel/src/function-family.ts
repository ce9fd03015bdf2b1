import { closest, didYouMean } from "@tapset/core";
import type { Derivation, DerivedProbe, DeriveError, Match, Pattern, PatternComponent, ProbeFamily, Target } from "@tapset/core";
import { type FunctionEnd, functionProbe, kprobeFeature, oneOfMany, trampolineFeature } from "./function-probe.js";
import { needsDebugInfo } from "./debug-info.js";
import { isPattern } from "./glob.js";
import { functionsMatching, type KernelFunction, modulesMatching } from "./kernel-function.js";

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
  { components: [{ name: "return" }, { name: "maxactive", literal: "number" }], doc: "returns, of at most N calls at a time", variables: returnVariables, ways: [["fexit"], ["kretprobe"]] },
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
  if (written.name.includes("@")) return { kind: "errors", errors: [needsDebugInfo(`the source file of "${written.name}"`, written.module, target)] };
  const lack = missingFacility(written, target);
  if (lack !== undefined) return { kind: "errors", errors: [lack] };
  const modules = written.module === undefined ? [undefined] : modulesMatching(target, written.module);
  if (modules.length === 0) return { kind: "errors", errors: [noModule(written.module ?? "", target)] };
  const functions = modules.flatMap((module) => functionsMatching(target, module, written.name));
  const chosen = written.isExported ? functions.filter((each) => isExported(each, target)) : functions;
  const probes = chosen.flatMap((each) => probeOf(each, written, target) ?? []);
  if (probes.length > 0) return { kind: "probes", probes };
  return { kind: "errors", errors: [chosen.length > 0 ? notReached(written) : noFunction(written, functions.length > 0, target)] };
}

/** Why no function at all can be probed here, said once however many there are. */
function missingFacility({ end }: WrittenFunction, target: Target): DeriveError | undefined {
  const { verdict, reason, wayOut } = target.feature(trampolineFeature[end]);
  const kprobes = target.feature(kprobeFeature[end]);
  if (verdict !== "no" || kprobes.verdict !== "no") return undefined;
  return {
    id: "no-function-probes",
    message: `functions of this kernel can't be probed: ${trampolineFeature[end]} is not available (${reason}), nor are kprobes (${kprobes.reason})`,
    hints: wayOut === undefined ? [] : [wayOut],
    lacks: trampolineFeature[end],
  };
}

function probeOf(each: KernelFunction, { name, end, suffix }: WrittenFunction, target: Target): DerivedProbe | undefined {
  const root = each.module === undefined ? "kernel" : `module("${each.module}")`;
  const probe = functionProbe(`${root}.function("${each.name}")${suffix}`, each, end, target);
  return probe && isPattern(name) ? oneOfMany(probe, each, end, target) : probe;
}

/** Modules find exported functions by symbols of their own. */
function isExported({ name, module }: KernelFunction, target: Target): boolean {
  const symbol = target.symbols()?.find(`__ksymtab_${name}`);
  return symbol !== undefined && symbol.module === module;
}

function noModule(written: string, target: Target): DeriveError {
  const hints = isPattern(written) ? [] : didYouMean(closest(written, target.moduleNames()));
  return {
    id: "no-such-module",
    message: `no module matches "${written}" among those that are loaded and show their types (/sys/kernel/btf)`,
    hints: hints.length > 0 ? hints : [`load it with: modprobe ${written}`],
  };
}

/** How many names a hint lists. */
const MOST_SUGGESTED = 5;

function noFunction({ name, module, isExported }: WrittenFunction, isThere: boolean, target: Target): DeriveError {
  if (target.btf === undefined) {
    return {
      id: "no-kernel-types",
      message: `function "${name}" can't be found: this kernel doesn't show its types (/sys/kernel/btf/vmlinux)`,
      hints: ["use a kernel built with CONFIG_DEBUG_INFO_BTF"],
      lacks: "kernel-types",
    };
  }
  if (isExported && isThere) return { id: "not-exported", message: `no function that matches "${name}" is exported`, hints: ["leave .exported out"] };
  const btf = module === undefined ? target.btf : (target.moduleBtf(module) ?? target.btf);
  const near = isPattern(name) ? [] : closest(name, btf.names("func")).slice(0, MOST_SUGGESTED);
  return {
    id: "no-such-function",
    message: `no function of ${module === undefined ? "the kernel" : `module "${module}"`} matches "${name}"`,
    hints: near.length > 0 ? didYouMean(near) : [`list what there is with: tapset -l '${module === undefined ? "kernel" : `module("${module}")`}.function("*")'`],
  };
}

function notReached({ name }: WrittenFunction): DeriveError {
  return {
    id: "no-trampoline",
    message: `function "${name}" takes or returns what doesn't fit a register, or more than 6 values, so that only kprobes could be attached to it`,
    hints: [],
    lacks: "kprobe",
  };
}

/** `kernel.function("NAME")` and `module("NAME").function("NAME")`, with what may stand behind them. */
export const functionFamily: ProbeFamily = {
  name: "kernel.function",
  patterns,
  derive,
  loadAttach: () => import("./attach.js"),
};
