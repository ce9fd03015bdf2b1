import type { CType, FunctionPrototype } from "@tapset/btf";
import { skipModifiers } from "@tapset/btf";
import { globMatcher, isPattern, type KernelSymbolTable, type Target } from "@tapset/core";

/** A function of the kernel, or of one of its modules. */
export interface KernelFunction {
  readonly name: string;
  /** undefined for the kernel proper. */
  readonly module: string | undefined;
  /** What it takes and returns; undefined where no types tell. */
  readonly prototype: FunctionPrototype | undefined;
}

/** The functions of a module, or of the kernel proper, that match a name: those that BTF describes, or else that symbols know: of the kernel proper one without wildcards. */
export function functionsMatching(target: Target, module: string | undefined, name: string): readonly KernelFunction[] {
  const btf = module === undefined ? target.btf : target.moduleBtf(module);
  const symbols = target.symbols();
  const untyped: KernelFunction[] = !isPattern(name) && symbols !== undefined && isFunctionSymbol(symbols, name, module) ? [{ name, module, prototype: undefined }] : [];
  if (btf === undefined) {
    if (!isPattern(name) || symbols === undefined || module === undefined) return untyped;
    return [...(codeNames(symbols).get(module) ?? [])].filter(globMatcher(name)).map((each) => ({ name: each, module, prototype: undefined }));
  }
  const names = isPattern(name) ? [...new Set(btf.names("func"))].filter(globMatcher(name)).filter(isThere(symbols, module)) : [name];
  const typed = names.flatMap((each): KernelFunction[] => {
    const type = btf.byName("func", each);
    // A module's types continue the kernel's, whose functions are not the module's.
    if (type?.type.kind !== "func_proto" || (module !== undefined && type.id < btf.firstId)) return [];
    return [{ name: each, module, prototype: type.type }];
  });
  return typed.length > 0 ? typed : untyped;
}

const codeOf = new WeakMap<KernelSymbolTable, Map<string, Set<string>>>();

/** Of functions that types describe, those that are there: some are gone since the kernel booted, others were never kept. */
function isThere(symbols: KernelSymbolTable | undefined, module = ""): (name: string) => boolean {
  if (symbols === undefined) return () => true;
  const names = codeNames(symbols).get(module);
  return (name) => names?.has(name) === true;
}

/** The names of code, by module; "" is the kernel proper. */
function codeNames(symbols: KernelSymbolTable): Map<string, Set<string>> {
  let code = codeOf.get(symbols);
  if (code === undefined) {
    code = namesOfCode(symbols);
    codeOf.set(symbols, code);
  }
  return code;
}

function namesOfCode(symbols: KernelSymbolTable): Map<string, Set<string>> {
  const boundary = (name: string): bigint => symbols.find(name)?.address ?? 0n;
  const [start, end] = [boundary("_sinittext"), boundary("_einittext")];
  const code = new Map<string, Set<string>>();
  for (const symbol of symbols.list()) {
    if (!isCode(symbol) || (symbol.address >= start && symbol.address < end)) continue;
    const names = code.get(symbol.module ?? "") ?? new Set();
    code.set(symbol.module ?? "", names.add(symbol.name));
  }
  return code;
}

/** Whether the kernel, or one of its modules, has code of a name. */
export function isFunctionSymbol(symbols: KernelSymbolTable, name: string, module: string | undefined): boolean {
  const first = symbols.find(name);
  if (first === undefined) return false;
  if (isCode(first) && first.module === module) return true;
  // Others may have the name too.
  for (const symbol of symbols.list()) if (symbol.name === name && isCode(symbol) && symbol.module === module) return true;
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
  const known = [...codeNames(symbols).keys()].filter((name) => !NO_MODULE.test(name) && matches(name));
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
