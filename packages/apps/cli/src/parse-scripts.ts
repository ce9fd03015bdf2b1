import { namesIn, type Registry } from "@tapset/core";
import { diagnostic, type Diagnostic, parse, type ParseOptions, type Script, type Source } from "@tapset/language";
import type { KernelTarget } from "@tapset/target";
import { withGlobalValues } from "./global-values.js";
import type { Settings } from "./settings.js";

/** The version of SystemTap's language that scripts are told they run under. */
export const LANGUAGE_VERSION = "5.0";

/** What SystemTap calls all arguments together: a script that reads one of them may read each. */
const ALL_ARGUMENTS = ["argc", "argv"];

/** How scripts are parsed for a target. */
export function parseOptions(settings: Pick<Settings, "compatible" | "guru" | "args">, target: KernelTarget): ParseOptions {
  return {
    kernelRelease: target.release,
    kernelVersion: target.version,
    arch: target.arch,
    config: (name) => target.config(name),
    systemtapVersion: settings.compatible ?? LANGUAGE_VERSION,
    runtime: "bpf",
    guru: settings.guru,
    args: settings.args,
  };
}

/** The scripts of a command line, each parsed, and what is wrong with them and with the macros in use. */
export function parseScripts(sources: readonly Source[], tapsets: Registry, options: ParseOptions): { readonly scripts: readonly Script[]; readonly diagnostics: readonly Diagnostic[] } {
  const { macros, diagnostics } = tapsets.macros(options);
  const results = sources.map((source) => parse(source, { ...options, macros }));
  const { variables } = namesIn(...results.map(({ script }) => script));
  const readsAll = ALL_ARGUMENTS.some((name) => variables.has(name));
  const unused = readsAll ? [] : unusedArguments(options.args ?? [], new Set(results.flatMap(({ namedArguments }) => [...namedArguments])));
  return { scripts: results.map(({ script }) => script), diagnostics: [...diagnostics, ...results.flatMap((result) => result.diagnostics), ...unused] };
}

function unusedArguments(args: readonly string[], named: ReadonlySet<number>): readonly Diagnostic[] {
  const numbers = args.map((_, index) => index + 1).filter((number) => !named.has(number));
  return numbers.map((number) => diagnostic("unused-argument", `unused command line option $${number}/@${number}`, undefined, { severity: "warning" }));
}

/**
 * Scripts as one, the first being the main one, with the values that `-G` sets.
 * @throws CommandError with status 2 for a `-G` that doesn't fit
 */
export function wholeScript([main, ...others]: readonly Script[], settings: Pick<Settings, "globals">): Script {
  if (main === undefined) throw new Error("bug: no script");
  const whole = { ...main, items: [...main.items, ...others.flatMap(({ items }) => items)] };
  return withGlobalValues(whole, settings.globals);
}
