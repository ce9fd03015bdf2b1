import { type Compilation, compile } from "@tapset/compiler";
import { namesIn, registry, type RegistryView, type Tapset } from "@tapset/core";
import { type Diagnostic, hasErrors, type Script } from "@tapset/language";
import type { KernelTarget } from "@tapset/target";
import { readIncludes } from "../includes.js";
import { compileOptions } from "../compile-options.js";
import { readLimits } from "../limits.js";
import { parseOptions, parseScripts, wholeScript } from "../parse-scripts.js";
import { scriptSources } from "../script-source.js";
import type { Settings } from "../settings.js";
import { withGivenAliases } from "./rehearsal/given-aliases.js";
import { RehearsedFamilies } from "./rehearsal/rehearsed-family.js";
import { rehearsedView } from "./rehearsal/rehearsed-view.js";
import { Stage } from "./rehearsal/stage.js";
import type { TestEvent } from "./test-file.js";

/** A case's script compiled for the stage, or what keeps it from that. */
export type PreparedCase =
  | { readonly isReady: false; readonly diagnostics: readonly Diagnostic[] }
  | {
      readonly isReady: true;
      readonly diagnostics: readonly Diagnostic[];
      readonly script: Script;
      readonly view: RegistryView;
      readonly compilation: Compilation & { readonly module: NonNullable<Compilation["module"]> };
      readonly stage: Stage;
      readonly families: RehearsedFamilies;
    };

/** What a script is changed by before it's compiled: to see where it has been, say. */
export type Rewriting = (script: Script, view: RegistryView, stage: Stage) => { readonly script: Script; readonly view: RegistryView };

/**
 * Compiles a case's script for the stage.
 * @throws CommandError for a script that can't be read, and for `-D`, `-G` and `-I` that don't fit
 */
export async function prepareCase(settings: Settings, tapsets: readonly Tapset[], target: KernelTarget, events: readonly TestEvent[], rewrite?: Rewriting): Promise<PreparedCase> {
  const options = parseOptions(settings, target);
  const inUse = registry().use(tapsets, ...settings.includes.map((folder) => readIncludes(folder, options)));
  const parsed = parseScripts(scriptSources(settings), inUse, options);
  if (hasErrors(parsed.diagnostics)) return { isReady: false, diagnostics: parsed.diagnostics };
  const whole = wholeScript(parsed.scripts, settings);
  const stage = new Stage();
  const families = new RehearsedFamilies(stage, target);
  const usual = rehearsedView(await inUse.load(namesIn(whole), options), families, stage);
  const staged = withGivenAliases({ script: whole, view: usual }, events, families, stage, target);
  const { script, view } = rewrite?.(staged.script, staged.view, stage) ?? staged;
  const limits = readLimits(settings.defines, settings.suppressTimeLimits);
  const compilation = compile(script, view, target, compileOptions(settings, limits));
  const diagnostics = [...parsed.diagnostics, ...compilation.diagnostics];
  const { module } = compilation;
  if (module === undefined || hasErrors(diagnostics)) return { isReady: false, diagnostics };
  return { isReady: true, diagnostics, script, view, compilation: { ...compilation, module }, stage, families };
}
