import { release } from "node:os";
import { compile, printElaborated, printIr, type Compilation } from "@tapset/compiler";
import { namesIn, registry, type Registry, type RegistryView } from "@tapset/core";
import { parse, print, type ParseOptions, type Script } from "@tapset/language";
import { FdSink, loadModule, runSession, type SessionOptions } from "@tapset/runtime";
import { createKernel, type Kernel } from "@tapset/sys";
import { liveTarget, type LiveTarget } from "@tapset/target";
import { openSync } from "node:fs";
import { report } from "./diagnostics.js";
import { discoverTapsets } from "./discover.js";
import { EXIT, type ExitStatus } from "./exit-status.js";
import { readIncludes } from "./includes.js";
import { readLimits } from "./limits.js";
import { printListing } from "./listing.js";
import { PassClock } from "./pass-clock.js";
import { scriptSources } from "./script-source.js";
import type { Settings } from "./settings.js";

/** The version of SystemTap's language that scripts are told they run under. */
const LANGUAGE_VERSION = "5.0";

/** Runs, lists or only compiles, as the command line says. */
export async function runScript(settings: Settings): Promise<ExitStatus> {
  for (const note of settings.notes) if (!settings.quiet) process.stderr.write(`note: ${note}\n`);
  const kernel = createKernel();
  const target = liveTarget(kernel);
  try {
    const tapsets = registry().use(discoverTapsets(process.cwd()), ...settings.includes.map((folder) => readIncludes(folder)));
    return settings.listing === undefined
      ? await runPasses(settings, tapsets, target, kernel)
      : await printListing(settings.listing, tapsets, target, (text) => void process.stdout.write(text));
  } finally {
    target.close();
  }
}

async function runPasses(settings: Settings, tapsets: Registry, target: LiveTarget, kernel: Kernel): Promise<ExitStatus> {
  const clock = new PassClock(settings.verbosity);
  const options = parseOptions(settings, target);
  const script = clock.pass(1, "parsed", () => parseScripts(settings, tapsets, options));
  if (settings.lastPass === 1) return show(print(script));

  const view = await tapsets.load(namesIn(script), options);
  const compilation = clock.pass(3, "compiled", () => compileScript(settings, script, view, target));
  if (settings.lastPass === 2) return show(printElaborated(compilation.elaborated, { bodies: settings.verbosity > 0 }));
  const { ir, module } = compilation;
  if (ir === undefined || module === undefined) throw new Error("bug: no errors, and no module");
  if (settings.lastPass === 3) return show(printIr(ir));

  const session = sessionOptions(settings, view, target, kernel);
  if (settings.lastPass === 4) {
    loadModule(module, { kernel, btf: () => target.btf }).close();
    return EXIT.ok;
  }
  const summary = await runSession(module, session);
  return summary.status;
}

function show(text: string): ExitStatus {
  process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
  return EXIT.ok;
}

function parseOptions(settings: Settings, target: LiveTarget): ParseOptions {
  const kernelRelease = release();
  return {
    kernelRelease,
    kernelVersion: /^[\d.]+/.exec(kernelRelease)?.[0] ?? kernelRelease,
    arch: target.arch,
    config: (name) => target.config(name),
    systemtapVersion: settings.compatible ?? LANGUAGE_VERSION,
    runtime: "bpf",
    guru: settings.guru,
    args: settings.args,
  };
}

/** All scripts of the command line as one. */
function parseScripts(settings: Settings, tapsets: Registry, options: ParseOptions): Script {
  const { macros, diagnostics } = tapsets.macros(options);
  const results = scriptSources(settings).map((source) => parse(source, { ...options, macros }));
  report([...diagnostics, ...results.flatMap((result) => result.diagnostics)], settings);
  const [main, ...others] = results.map(({ script }) => script);
  if (main === undefined) throw new Error("bug: no script");
  return { ...main, items: [...main.items, ...others.flatMap(({ items }) => items)] };
}

function compileScript(settings: Settings, script: Script, view: RegistryView, target: LiveTarget): Compilation {
  const { limits, unknown } = readLimits(settings.defines);
  if (!settings.quiet) for (const name of unknown) process.stderr.write(`note: -D ${name} has no effect: there is no such limit\n`);
  const compilation = compile(script, view, target, { limits });
  report(compilation.diagnostics, settings);
  return compilation;
}

function sessionOptions(settings: Settings, view: RegistryView, target: LiveTarget, kernel: Kernel): SessionOptions {
  return {
    family: (name) => view.families.find((family) => family.name === name),
    host: view.host,
    kernel: () => kernel,
    btf: () => target.btf,
    format: settings.format,
    failOnLoss: settings.failOnLoss,
    hz: target.hz,
    ...(settings.output !== undefined && { stdout: new FdSink(openSync(settings.output, "w")) }),
    ...(settings.command !== undefined && { command: settings.command }),
    ...(settings.pid !== undefined && { pid: settings.pid }),
    ...(settings.timeoutSeconds !== undefined && { timeoutMs: settings.timeoutSeconds * 1000 }),
    ...(settings.bufferMegabytes !== undefined && { ringBytes: settings.bufferMegabytes << 20 }),
  };
}
