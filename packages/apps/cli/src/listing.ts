import { isBeyondKernel, listProbes, type ListedProbe } from "@tapset/compiler";
import { pointNames, type ManifestFunction, type Registry, type RegistryView, type Target } from "@tapset/core";
import { formatDiagnostic, parseProbePoints, print, Source, type AliasDecl } from "@tapset/language";
import { aliasValues } from "./alias-values.js";
import { asInstalled, type WithDebugInfo } from "./compile-target.js";
import { CommandError, EXIT, type ExitStatus } from "./exit-status.js";
import { withInstallHints } from "./install-hints.js";
import type { Listing } from "./settings.js";

/** Where a listing goes, piece by piece. */
export type Write = (text: string) => void;

/**
 * Prints what `-l`, `-L` or one of the `--dump-…` options asks for, a line each, sorted, as stap(1) lays it out.
 *
 * @throws CommandError when a pattern is none, or matches nothing: then the status is 1, or 3 where the kernel or the
 * caller's privilege is what's missing
 */
export async function printListing(listing: Listing, registry: Registry, target: Target, write: Write, withDebugInfo: WithDebugInfo = asInstalled): Promise<ExitStatus> {
  const lines = await listingLines(listing, registry, target, withDebugInfo);
  for (const line of [...new Set(lines)].sort()) write(`${line}\n`);
  return EXIT.ok;
}

async function listingLines(listing: Listing, registry: Registry, target: Target, withDebugInfo: WithDebugInfo): Promise<readonly string[]> {
  const manifests = registry.tapsets.map(({ manifest }) => manifest);
  switch (listing.kind) {
    case "points":
      return pointLines(listing.pattern, listing.variables, registry, target, withDebugInfo);
    case "types":
      return manifests.flatMap(({ families }) => families.flatMap(({ patterns }) => patterns.map(({ form }) => form)));
    case "aliases":
      return (await loadFor(registry, EVERYTHING)).aliases.map(({ declaration }) => aliasLine(declaration));
    case "functions":
      return manifests.flatMap(({ functions }) => functions.map(functionLine));
  }
}

async function pointLines(pattern: string, variables: boolean, registry: Registry, target: Target, withDebugInfo: WithDebugInfo): Promise<readonly string[]> {
  const { points, diagnostics } = parseProbePoints(new Source("<command line>", pattern));
  if (diagnostics.length > 0) throw new CommandError(EXIT.usage, diagnostics.map(formatDiagnostic).join("\n"));
  const view = await loadFor(registry, points.map(pointNames));
  const { probes } = await withDebugInfo(() => listProbes(points, view, target));
  if (probes.length > 0) return probes.map((probe) => (variables ? pointLine(probe, view, target) : probe.point));
  // Suggestions may come from packages the pattern doesn't name.
  const everything = await loadFor(registry, EVERYTHING);
  const failed = withInstallHints(listProbes(points, everything, target).diagnostics, everything.manifests.map(({ name }) => name));
  const [reason] = failed;
  const status = isBeyondKernel(failed) ? EXIT.unsupported : EXIT.script;
  throw new CommandError(status, reason?.message ?? `no probe point matches '${pattern}'`, reason?.hints);
}

/** A pattern of component names that all points match. */
const EVERYTHING = [["**"]];

function loadFor(registry: Registry, points: readonly (readonly string[])[]): Promise<RegistryView> {
  return registry.load({ points, functions: new Set(), variables: new Set() });
}

/** `kernel.trace("sched:sched_stat_runtime") $tsk:struct task_struct* $runtime:u64`. Groups such as `$$vars` go without saying. */
function pointLine({ point, values }: ListedProbe, view: RegistryView, target: Target): string {
  const shown = values.filter(({ name }) => !name.startsWith("$$")).map(({ name, type, ctype }) => `${name}:${ctype?.replaceAll(" *", "*") ?? type}`);
  return [point, ...(shown.length > 0 ? shown : undocumentedValues(point, view, target))].join(" ");
}

/** What an alias without a documentation comment sets, such as those of `-I`. */
function undocumentedValues(point: string, view: RegistryView, target: Target): readonly string[] {
  const isAlias = view.aliases.some(({ name }) => point.startsWith(pointNames(name).join(".")));
  return isAlias ? [...aliasValues(point, view, target).types].map(([name, type]) => `${name}:${type ?? "unknown"}`) : [];
}

/** `name = point!, point?`, with `+=` where only an epilogue is there. */
function aliasLine({ names, points, prologue }: AliasDecl): string {
  const operators = names.map((name, index) => `${print(name)} ${index === names.length - 1 && prologue === undefined ? "+=" : "="} `);
  return `${operators.join("")}${points.map(print).join(", ")}`;
}

/** `name:type (parameter:type)`; SystemTap calls the type of what gives nothing unknown. */
function functionLine({ name, parameters, returns }: ManifestFunction): string {
  const list = parameters.map((parameter) => `${parameter.name}:${parameter.type}`).join(", ");
  return `${name}:${returns === "void" ? "unknown" : returns} (${list})`;
}
