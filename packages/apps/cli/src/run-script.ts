import { compile, printedTypes, printElaborated, printIr, type Compilation, type Elaborated } from "@tapset/compiler";
import { namesIn, registry, type AttachSpec, type Registry, type RegistryView } from "@tapset/core";
import { print, type Script } from "@tapset/language";
import { AttachError, loadModule, runSession, type SessionOptions } from "@tapset/runtime";
import { createKernel, type Kernel } from "@tapset/sys";
import type { KernelTarget } from "@tapset/target";
import { compileOptions } from "./compile-options.js";
import { type CompileTarget, compileTarget } from "./compile-target.js";
import { report } from "./diagnostics.js";
import { discoverTapsets } from "./discover.js";
import { CommandError, EXIT, type ExitStatus } from "./exit-status.js";
import { readIncludes } from "./includes.js";
import { hitReport } from "./hit-report.js";
import { withInstallHints } from "./install-hints.js";
import { keepModule } from "./keep-module.js";
import { readLimits, type SessionLimits } from "./limits.js";
import { printListing } from "./listing.js";
import { openOutput } from "./open-output.js";
import { parseOptions, parseScripts, wholeScript } from "./parse-scripts.js";
import { PassClock } from "./pass-clock.js";
import { scriptSources } from "./script-source.js";
import type { ImportModule } from "./package-reader.js";
import type { Settings } from "./settings.js";
import { servingLines } from "./serving-lines.js";
import { printError, printOut } from "./standard-streams.js";

/** What is done with a script that compiles, in place of what the command line says. */
export type Inspect = (compilation: Compilation) => ExitStatus;

/** Runs, lists or only compiles, as the command line says. */
export async function runScript(settings: Settings, importModule: ImportModule, inspect?: Inspect): Promise<ExitStatus> {
  const limits = readLimits(settings.defines, settings.suppressTimeLimits);
  if (!settings.quiet) for (const note of [...settings.notes, ...limits.notes, ...targetNotes(settings)]) printError(`note: ${note}\n`);
  checkNamespaces(settings);
  const kernel = createKernel();
  const machine = compileTarget(settings, kernel);
  const { target, withDebugInfo, close } = machine;
  try {
    const tapsets = registry().use(discoverTapsets(process.cwd(), importModule), ...settings.includes.map((folder) => readIncludes(folder, parseOptions(settings, target))));
    return settings.listing === undefined
      ? await runPasses(settings, limits, tapsets, machine, kernel, inspect)
      : await printListing(settings.listing, tapsets, target, (text) => printOut(text), withDebugInfo);
  } finally {
    close();
  }
}

async function runPasses(settings: Settings, limits: SessionLimits, tapsets: Registry, machine: CompileTarget, kernel: Kernel, inspect: Inspect | undefined): Promise<ExitStatus> {
  const { target } = machine;
  const clock = new PassClock(settings.verbosity, settings.lastPass);
  const options = parseOptions(settings, target);
  const script = clock.pass(1, "parsed user script", () => {
    const { scripts, diagnostics } = parseScripts(scriptSources(settings), tapsets, options);
    report(diagnostics, settings);
    return wholeScript(scripts, settings);
  });
  if (settings.lastPass === 1) return show(print(script));

  const view = await tapsets.load(namesIn(script), options);
  const struck = new Set<string>();
  for (;;) {
    const compilation = await compileScript(settings, limits, script, view, machine, struck, clock);
    if (inspect !== undefined) return inspect(compilation);
    try {
      return await runLaterPasses(settings, compilation, sessionOptions(settings, limits, view, target, kernel), kernel, target, clock);
    } catch (error) {
      // Points marked ? or ! that turn out not to attach count as unresolved, and the alternatives after them are tried.
      const optional = error instanceof AttachError ? optionalPoints(compilation.elaborated, error.spec) : [];
      if (optional.length === 0) throw error;
      for (const point of optional) struck.add(point);
    }
  }
}

async function runLaterPasses(settings: Settings, compilation: Compilation, session: SessionOptions, kernel: Kernel, target: KernelTarget, clock: PassClock): Promise<ExitStatus> {
  if (settings.lastPass === 2) return show(printElaborated(compilation.elaborated, { types: printedTypes(compilation.typed), bodies: settings.verbosity > 0 }));
  if (compilation.module === undefined) throw new Error("bug: no errors, and no module");
  const { module } = compilation;
  if (settings.lastPass === 3) return show(printIr(module.ir));
  if (settings.keep) printError(`Keeping temporary directory "${keepModule(module)}"\n`);
  if (settings.lastPass === 4) {
    loadModule(module, { kernel, btf: () => target.btf, note: session.note }).close();
    return EXIT.ok;
  }
  const summary = await clock.run(() => runSession(module, session));
  // A write that waits for its reader would keep the process; dying by the signal is what a second Ctrl-C asks for.
  if (summary.isForced) process.kill(process.pid, "SIGINT");
  if (settings.timing) printError(hitReport(summary, compilation));
  return summary.status;
}

/** `-x` takes any number: the process may start or end at any time. Mostly it's a slip of the finger. */
function targetNotes({ pid }: Settings): readonly string[] {
  if (pid === undefined) return [];
  return isProcess(pid) ? [] : [`-x ${pid}: there is no such process`];
}

function isProcess(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    // Somebody else's process is one.
    return (cause as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/** Without the process there are no namespaces to tell ids in. */
function checkNamespaces({ namespacesOf }: Settings): void {
  if (namespacesOf === undefined || isProcess(namespacesOf)) return;
  throw new CommandError(EXIT.script, `--target-namespaces ${namespacesOf}: there is no such process`);
}

/** The optional points that a spec attaches, as pp() prints them. */
function optionalPoints({ probes }: Elaborated, spec: AttachSpec): readonly string[] {
  const text = JSON.stringify(spec);
  return probes.flatMap(({ optional, derived: { point, site } }) => {
    if (!optional || site.where !== "kernel") return [];
    return [site.attach, site.contextFree?.attach].some((attach) => JSON.stringify(attach) === text) ? [point] : [];
  });
}

function show(text: string): ExitStatus {
  printOut(text.endsWith("\n") ? text : `${text}\n`);
  return EXIT.ok;
}

async function compileScript(settings: Settings, limits: SessionLimits, script: Script, view: RegistryView, machine: CompileTarget, struck: ReadonlySet<string>, clock: PassClock): Promise<Compilation> {
  const { target, withDebugInfo } = machine;
  const compilation = await withDebugInfo(() => clock.compile((timed) => compile(script, view, target, { ...compileOptions(settings, limits), struck, timed })));
  report(withInstallHints(compilation.diagnostics, view.manifests.map(({ name }) => name)), settings);
  if (settings.verbosity > 0) for (const line of servingLines(compilation.elaborated)) printError(`${line}\n`);
  return compilation;
}

function sessionOptions(settings: Settings, { overload }: SessionLimits, view: RegistryView, target: KernelTarget, kernel: Kernel): SessionOptions {
  return {
    family: (name) => view.families.find((family) => family.name === name),
    host: view.host,
    kernel: () => kernel,
    btf: () => target.btf,
    format: settings.format,
    failOnLoss: settings.failOnLoss,
    suppressErrors: settings.suppressHandlerErrors,
    hz: () => target.hz,
    ...(settings.verbosity > 0 && { note: (text: string) => printError(`note: ${text}\n`) }),
    ...(overload !== undefined && { overload }),
    ...(settings.output !== undefined && { stdout: openOutput(settings.output) }),
    ...(settings.command !== undefined && { command: settings.command }),
    ...(settings.pid !== undefined && { pid: settings.pid }),
    ...(settings.name !== undefined && { name: settings.name }),
    ...(settings.namespacesOf !== undefined && { namespacesOf: settings.namespacesOf }),
    ...(settings.timeoutSeconds !== undefined && { timeoutMs: settings.timeoutSeconds * 1000 }),
    ...(settings.bufferMegabytes !== undefined && { ringBytes: settings.bufferMegabytes * 2 ** 20 }),
  };
}
