import type { Btf, CType } from "@tapset/btf";
import { debugVariables, type Target } from "@tapset/core";
import { suggest } from "./suggest.js";
import { moduleHints } from "./target-type.js";

/** A variable of the kernel or of a module, not of a function. */
export interface KernelVariable {
  readonly name: string;
  /** undefined where only a symbol tells of it. */
  readonly ctype: CType | undefined;
  readonly place:
    | { readonly kind: "fixed"; readonly address: bigint }
    /** Each CPU has one: `distance` bytes from its `runqueues`, which the scheduler's structures point to. */
    | { readonly kind: "per-cpu"; readonly distance: number };
}

/** Why a name is no variable, and what to do. */
export interface NoVariable {
  readonly message: string;
  readonly hints: readonly string[];
}

/** The section of BTF that says where per-CPU variables lie in a CPU's part of memory. */
const PER_CPU_SECTION = ".data..percpu";
const RUN_QUEUES = "runqueues";

/** As nm(1) has them: initialised, not initialised, read-only, small, weak. */
const VARIABLE_SYMBOL = /^[dbrgsv]$/i;

/**
 * The variable of a name, by installed debug information where a file is named, `name@file`. Symbols and types don't say which file it's from.
 *
 * @param module as in `@var("name", "module")`; `kernel` is the kernel itself, as is none
 */
export function kernelVariable(target: Target, written: string, module?: string): KernelVariable | NoVariable {
  const name = nameIn(written);
  const owner = module === undefined || module === "kernel" ? undefined : module.replace(/\.ko$/, "").replaceAll("-", "_");
  const btf = owner === undefined ? target.btf : target.moduleBtf(owner);
  const perCpu = owner === undefined ? perCpuVariables(btf, name) : [];
  const [described, ...others] = perCpu.length === 0 ? debugVariables(target, written, owner) : [];
  if (described !== undefined && others.length === 0) return { name, ctype: described.ctype, place: { kind: "fixed", address: described.address } };
  const symbols = symbolsNamed(target, name, owner);
  if (perCpu.length + symbols.length > 1) {
    return { message: `'${name}' is the name of ${Math.max(perCpu.length, symbols.length)} variables`, hints: ['name its source file, @var("NAME@FILE"), where debug information is installed', "read the one you mean by its address, with @cast(ADDRESS, \"TYPE\")"] };
  }
  const [only] = perCpu;
  if (only !== undefined) return { name, ...only };
  const [address] = symbols;
  if (address !== undefined) return { name, ctype: btf?.byName("var", name)?.type, place: { kind: "fixed", address } };
  return unknown(target, btf, written, owner);
}

function perCpuVariables(btf: Btf | undefined, name: string): readonly Pick<KernelVariable, "ctype" | "place">[] {
  const variables = btf?.byName("datasec", PER_CPU_SECTION)?.variables ?? [];
  const origin = variables.find(({ type }) => type.name === RUN_QUEUES)?.offset;
  if (origin === undefined) return [];
  return variables
    .filter(({ type }) => type.name === name)
    .map(({ type, offset }) => ({ ctype: type.kind === "var" ? type.type : undefined, place: { kind: "per-cpu", distance: offset - origin } }));
}

/** Addresses of the variables with a name; none that the kernel hides. Symbols of per-CPU variables are no addresses. */
function symbolsNamed(target: Target, name: string, module: string | undefined): readonly bigint[] {
  const found: bigint[] = [];
  for (const symbol of target.symbols()?.list(name) ?? []) {
    if (symbol.name === name && symbol.module === module && symbol.address !== 0n && VARIABLE_SYMBOL.test(symbol.type)) found.push(symbol.address);
  }
  return found;
}

function unknown(target: Target, btf: Btf | undefined, written: string, module: string | undefined): NoVariable {
  const name = nameIn(written);
  if (module?.includes("/") === true) return { message: `'${name}' of ${module} can't be read: @var knows the variables of the kernel and of its modules`, hints: [`probe the program, process("${module}"), for what belongs to it`] };
  if (module !== undefined && btf === undefined && !target.moduleNames().includes(module)) return { message: `no module '${module}' is loaded`, hints: moduleHints(target, module) };
  if (name !== written) {
    const answer = target.debugInfo(module === undefined ? { kind: "kernel" } : { kind: "module", name: module });
    if (!answer.found) return { message: `'${written}' takes debug information: ${answer.reason}`, hints: answer.wayOut };
    return { message: `'${written}' is no variable that the debug information ${answer.path} has an address for`, hints: ["name its source file as it's called there: its last parts are enough"] };
  }
  const hasAll = target.config("CONFIG_KALLSYMS_ALL") !== undefined;
  const near = suggest(name, btf?.names("var") ?? []);
  return {
    message: `'${name}' is no variable of ${module === undefined ? "the kernel" : `module '${module}'`} that its symbols or its types tell of`,
    hints: [...near, ...(hasAll ? [] : ["use a kernel built with CONFIG_KALLSYMS_ALL: the symbols of this one are functions alone"])],
  };
}

/** The name in `name@file`. */
function nameIn(written: string): string {
  return written.replace(/@.*$/, "");
}
