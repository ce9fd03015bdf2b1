import type { Btf, CType, CTypeOf, FunctionPrototype } from "@tapset/btf";
import { skipModifiers } from "@tapset/btf";
import { globMatcher, isPattern, type KernelSymbolTable, type Target, textsOfPattern } from "@tapset/core";

/** A function of the kernel, or of one of its modules. */
export interface KernelFunction {
  readonly name: string;
  /** undefined for the kernel proper. */
  readonly module: string | undefined;
  /** What it takes and returns; undefined where no types tell. */
  readonly prototype: FunctionPrototype | undefined;
  /** Where it lies; undefined where that wasn't looked up, or symbols don't tell. */
  readonly address?: bigint | undefined;
}

/** The functions of a module, or of the kernel proper, that match a name: those that BTF describes, or else that symbols know: of the kernel proper one without wildcards. */
export function functionsMatching(target: Target, module: string | undefined, name: string): readonly KernelFunction[] {
  const btf = module === undefined ? target.btf : target.moduleBtf(module);
  if (!isPattern(name)) {
    const typed = btf && typedFunction(btf, name, module);
    if (typed !== undefined) return [typed];
    const symbols = target.symbols();
    return symbols !== undefined && isFunctionSymbol(symbols, name, module) ? [{ name, module, prototype: undefined }] : [];
  }
  const symbols = target.symbols();
  // Some that types describe are gone since the kernel booted, others were never kept.
  const there = symbols && (codeNames(symbols, longestText(name)).get(module ?? "") ?? new Map<string, bigint | undefined>());
  const matches = globMatcher(name);
  if (btf === undefined) {
    if (there === undefined || module === undefined) return [];
    return [...there].filter(([each]) => matches(each)).map(([each, address]) => ({ name: each, module, prototype: undefined, address }));
  }
  const typed = new Map<string, KernelFunction>();
  for (const [each, id] of btf.named("func", textsOfPattern(name)[0])) {
    if (typed.has(each) || !matches(each) || there?.has(each) === false) continue;
    const { type } = btf.type(id) as CTypeOf<"func">;
    if (type.kind === "func_proto") typed.set(each, { name: each, module, prototype: type, address: there?.get(each) });
  }
  return [...typed.values()];
}

function typedFunction(btf: Btf, name: string, module: string | undefined): KernelFunction | undefined {
  const type = btf.byName("func", name);
  // A module's types continue the kernel's, whose functions are not the module's.
  if (type?.type.kind !== "func_proto" || (module !== undefined && type.id < btf.firstId)) return undefined;
  return { name, module, prototype: type.type };
}

function longestText(pattern: string): string {
  return textsOfPattern(pattern).reduce((longest, text) => (text.length > longest.length ? text : longest));
}

/** Names and addresses, by module. */
type CodeNames = ReadonlyMap<string, ReadonlyMap<string, bigint | undefined>>;

const codeOf = new WeakMap<KernelSymbolTable, Map<string, CodeNames>>();

/** Code whose names hold a text, by module; "" is the kernel proper. Of several of one name the first. */
function codeNames(symbols: KernelSymbolTable, text: string): CodeNames {
  const known = codeOf.get(symbols) ?? new Map<string, CodeNames>();
  codeOf.set(symbols, known);
  const names = known.get(text) ?? namesOfCode(symbols, text);
  known.set(text, names);
  return names;
}

function namesOfCode(symbols: KernelSymbolTable, text: string): CodeNames {
  const boundary = (name: string): bigint => symbols.find(name)?.address ?? 0n;
  const [start, end] = [boundary("_sinittext"), boundary("_einittext")];
  const code = new Map<string, Map<string, bigint | undefined>>();
  for (const symbol of symbols.list(text)) {
    if (!isCode(symbol) || (symbol.address >= start && symbol.address < end)) continue;
    const names = code.get(symbol.module ?? "") ?? new Map<string, bigint | undefined>();
    code.set(symbol.module ?? "", names);
    // Hidden ones are 0.
    if (!names.has(symbol.name)) names.set(symbol.name, symbol.address === 0n ? undefined : symbol.address);
  }
  return code;
}

/** Whether the kernel, or one of its modules, has code of a name. */
export function isFunctionSymbol(symbols: KernelSymbolTable, name: string, module: string | undefined): boolean {
  // Several may have it.
  for (const symbol of symbols.list(name)) if (symbol.name === name && isCode(symbol) && symbol.module === module) return true;
  return false;
}

/** Whether a symbol names code. */
export function isCode({ type }: { readonly type: string }): boolean {
  return /^[tw]$/i.test(type);
}

/** What symbols name as a module and is none: programs, and code that the kernel makes as it runs. */
const NO_MODULE = /^(?:bpf|__builtin__.*)?$/;

/** Modules that match a name as scripts write it: `-` stands for `_` too. Those that show no types are known by their symbols. */
export function modulesMatching(target: Target, written: string): readonly string[] {
  const matches = globMatcher(isPattern(written) ? written : written.replaceAll("-", "_"));
  const typed = target.moduleNames().filter(matches);
  const symbols = target.symbols();
  if (symbols === undefined || (typed.length > 0 && !isPattern(written))) return typed;
  const known = [...codeNames(symbols, "").keys()].filter((name) => !NO_MODULE.test(name) && matches(name));
  return [...new Set([...typed, ...known])];
}

/** The registers that arguments come in, on the machines that probes of functions know. */
const MOST_ARGUMENTS = 6;

/** Whether fentry and fexit programs can be attached: each value has to fit a register. */
export function fitsTrampoline({ parameters, returnType }: FunctionPrototype): boolean {
  return parameters.length <= MOST_ARGUMENTS && parameters.every(({ type }) => isWord(type)) && (returnsNothing(returnType) || isWord(returnType));
}

/** Whether a function has no result. */
export function returnsNothing(type: CType): boolean {
  return skipModifiers(type).kind === "void";
}

function isWord(type: CType): boolean {
  const { kind } = skipModifiers(type);
  return kind === "int" || kind === "enum" || kind === "ptr";
}
