import { type Compilation, compile, DEFAULT_LIMITS } from "@tapset/compiler";
import { type Limits, namesIn, registry, type RegistryView, type Target, type Usable } from "@tapset/core";
import { type Diagnostic, formatDiagnostic, hasErrors, parse, type ParseOptions, type Script, Source } from "@tapset/language";
import { defaultTarget } from "./default-target.js";

/** What a script is compiled with. */
export interface ScriptOptions {
  /** The tapsets it may draw on; none unless said. */
  readonly tapsets?: Usable;
  /** The kernel it is compiled for: Linux 6.18 on x86-64 unless said. */
  readonly target?: Target;
  /** As -D sets them. */
  readonly limits?: Partial<Limits>;
  /** `$1`, `@1` and so on. */
  readonly args?: readonly string[];
  /** As with -g. */
  readonly guru?: boolean;
}

/** A script as far as it compiled. Where there are errors, what the passes after them would have made is missing. */
export interface CompiledScript extends Partial<Compilation> {
  readonly script: Script;
  readonly diagnostics: readonly Diagnostic[];
  /** What the script's names have been looked up in. */
  readonly view: RegistryView | undefined;
}

/** Compiles a script as the command does, for a kernel that need not be this machine's. */
export async function compileScript(text: string, options: ScriptOptions = {}): Promise<CompiledScript> {
  const { tapsets = [], target = defaultTarget(), limits, guru } = options;
  const tapsetsInUse = registry().use(tapsets);
  const parsing = parseOptions(options, target);
  const { macros, diagnostics: macroDiagnostics } = tapsetsInUse.macros(parsing);
  const { script, diagnostics: parseDiagnostics } = parse(new Source("script.stp", text), { ...parsing, macros });
  const diagnostics = [...macroDiagnostics, ...parseDiagnostics];
  if (hasErrors(diagnostics)) return { script, diagnostics, view: undefined };
  const view = await tapsetsInUse.load(namesIn(script), parsing);
  const compilation = compile(script, view, target, { limits: { ...DEFAULT_LIMITS, ...limits }, guru });
  return { ...compilation, script, view, diagnostics: [...diagnostics, ...compilation.diagnostics] };
}

function parseOptions({ args = [], guru = false }: ScriptOptions, target: Target): ParseOptions {
  return {
    kernelRelease: target.release,
    kernelVersion: target.version,
    arch: target.arch,
    config: (name) => target.config(name),
    runtime: "bpf",
    guru,
    args,
  };
}

/** A script that can't run: its errors, as the command prints them. */
export class ScriptRefusedError extends Error {
  override readonly name = "ScriptRefusedError";
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(`the script doesn't compile:\n${diagnostics.map(formatDiagnostic).join("\n")}`);
    this.diagnostics = diagnostics;
  }
}
