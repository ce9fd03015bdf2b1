import { closest, type DebugImage, didYouMean, type DeriveError, isPattern, sourceFunctions, type SourcePattern, type Target } from "@tapset/core";
import { type FunctionEnd, kprobeFeature, trampolineFeature } from "./function-probe.js";

/** Why no function at all can be probed here, said once however many there are. */
export function missingFacility(end: FunctionEnd, target: Target): DeriveError | undefined {
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

/** Why no instruction can be probed. */
export function missingKprobes(target: Target): DeriveError | undefined {
  const { verdict, reason, wayOut } = target.feature("kprobe");
  if (verdict !== "no") return undefined;
  return { id: "no-kprobes", message: `places in the kernel's code can't be probed: kprobe is not available (${reason})`, hints: wayOut === undefined ? [] : [wayOut], lacks: "kprobe" };
}

/** That no module has a name. */
export function noModule(written: string, target: Target): DeriveError {
  const hints = isPattern(written) ? [] : didYouMean(closest(written, target.moduleNames()));
  return {
    id: "no-such-module",
    message: `no module matches "${written}" among those that are loaded`,
    hints: hints.length > 0 ? hints : [`load it with: modprobe ${written}`],
  };
}

/** A function as a point names it. */
interface MissingFunction {
  readonly name: string;
  readonly module: string | undefined;
  readonly isExported: boolean;
}

/** How many names a hint lists. */
const MOST_SUGGESTED = 5;

/** That no function has a name. `isThere` where some have, and none is exported. */
export function noFunction({ name, module, isExported }: MissingFunction, isThere: boolean, target: Target): DeriveError {
  if (target.btf === undefined) {
    return {
      id: "no-kernel-types",
      message: `function "${name}" can't be found: this kernel doesn't show its types (/sys/kernel/btf/vmlinux)`,
      hints: ["use a kernel built with CONFIG_DEBUG_INFO_BTF"],
      lacks: "kernel-types",
    };
  }
  if (isExported && isThere && !tellsExports(target)) {
    return {
      id: "no-exports",
      message: `which functions are exported is not told: /proc/kallsyms ${target.symbols() === undefined ? "can't be read" : "lists functions alone"}`,
      hints: ["leave .exported out, or use a kernel built with CONFIG_KALLSYMS_ALL"],
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

/** Exported functions have symbols of their own, which are data. */
function tellsExports(target: Target): boolean {
  for (const { name } of target.symbols()?.list("__ksymtab_") ?? []) if (name.startsWith("__ksymtab_")) return true;
  return false;
}

/** That the only way to probe a function is one that the kernel lacks. */
export function notReached({ name }: MissingFunction): DeriveError {
  return {
    id: "no-trampoline",
    message: `function "${name}" takes or returns what doesn't fit a register, or more than 6 values, so that only kprobes could be attached to it`,
    hints: [],
    lacks: "kprobe",
  };
}

/** That a place in the source is written in a way that means none. */
export function malformedSource(written: string): DeriveError {
  return { id: "malformed-source", message: `"${written}" names no place in the source`, hints: ['write "NAME@FILE", "NAME@FILE:LINE", "NAME@FILE:FIRST-LAST", "NAME@FILE:*" or "NAME@FILE+LINES"'] };
}

/** That a source file has no function of a name, or none at some lines. */
export function noSourceFunction(written: string, pattern: SourcePattern, { dwarf, path }: DebugImage): DeriveError {
  const elsewhere = isPattern(pattern.name) ? [] : sourceFunctions(dwarf, { ...pattern, file: undefined });
  const places = [...new Set(elsewhere.flatMap(({ source }) => (source === undefined ? [] : [`${source.file}:${source.line}`])))].slice(0, MOST_SUGGESTED);
  return {
    id: "no-such-source",
    message: `no function matches "${written}" in the debug information ${path}`,
    hints: places.length > 0 ? [`it's declared at ${places.join(", ")}`] : didYouMean(isPattern(pattern.name) ? [] : closest(pattern.name, dwarf.functionNames()).slice(0, MOST_SUGGESTED)),
  };
}
