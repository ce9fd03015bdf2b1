import type { KernelSite } from "@tapset/core";
import { type Node, walk } from "@tapset/language";
import type { ElaboratedProbe } from "../elaborated.js";
import type { GlobalTable } from "./global-table.js";

/**
 * Puts together the probes of a declaration that one handler can serve: they are made of the same blocks and
 * - fire at one attach point, which tells them apart by a selector, and load every name the blocks read the same way; or
 * - have no selector and read no name of the point at all, so that where they fire doesn't matter.
 *
 * Groups keep the order of their first probes. A point that is written twice stays two handlers where it's one case of a
 * selector, since each runs.
 */
export function mergeProbes(probes: readonly ElaboratedProbe[], globals: GlobalTable): ElaboratedProbe[][] {
  const names = new Map<Node, readonly string[]>();
  const identities = new Map<object, number>();
  const identity = (value: object): number => {
    const known = identities.get(value);
    if (known !== undefined) return known;
    identities.set(value, identities.size);
    return identities.size - 1;
  };
  const groups = new Map<string, ElaboratedProbe[]>();
  for (const [index, probe] of probes.entries()) {
    const used = probe.bodies.flatMap(({ block }) => namesIn(block, names, globals));
    const place = placeOf(probe, used) ?? `alone ${index}`;
    const { registers } = probe.derived;
    // Handlers read registers by the probe's own, so those of other probes are no help.
    const own = registers === undefined ? "" : identity(registers);
    const parts = [identity(probe.declaration), ...probe.bodies.map(({ block }) => identity(block)), "if", ...probe.conditions.map(identity), own, place];
    addToGroup(groups, parts.join(" "), probe);
  }
  return [...groups.values()];
}

/** What the probes of a group have in common beside their blocks; undefined when the probe can't share its handler. */
function placeOf(probe: ElaboratedProbe, used: readonly string[]): string | undefined {
  const { site, scope, entry } = probe.derived;
  if (site.where !== "kernel") return undefined;
  const values: string[] = [];
  for (const name of new Set(used)) {
    const variable = scope.lookup(name);
    if (variable === undefined) continue;
    if (variable.uniform === undefined) return undefined;
    values.push(`${name} ${variable.type} ${variable.at ?? "fire"} ${variable.uniform}`);
  }
  if (site.select !== undefined) {
    const entrySite = entry === undefined ? "" : `${siteKey(entry)} ${entry.select?.value === site.select.value}`;
    return [probe.family.name, siteKey(site), entrySite, ...values].join(" ");
  }
  if (values.length > 0 || (entry !== undefined && probe.derived.entryNests !== true)) return undefined;
  return `${probe.family.name} anywhere ${JSON.stringify((site.contextFree ?? site).program)}`;
}

/** Equal for sites that fire together. */
export function siteKey(site: Pick<KernelSite, "program" | "attach">): string {
  return JSON.stringify([site.program, site.attach]);
}

function addToGroup(groups: Map<string, ElaboratedProbe[]>, key: string, probe: ElaboratedProbe): void {
  const value = selectValue(probe);
  for (let copy = 0; ; copy++) {
    const group = groups.get(`${key} #${copy}`);
    if (group === undefined) {
      groups.set(`${key} #${copy}`, [probe]);
      return;
    }
    if (value === undefined || !group.some((each) => selectValue(each) === value)) {
      group.push(probe);
      return;
    }
  }
}

function selectValue({ derived: { site } }: ElaboratedProbe): bigint | undefined {
  return site.where === "kernel" ? site.select?.value : undefined;
}

/** The names in a block that a probe point may give a meaning to: a global's name is the global's. */
function namesIn(block: Node, cache: Map<Node, readonly string[]>, globals: GlobalTable): readonly string[] {
  const known = cache.get(block);
  if (known !== undefined) return known;
  const found = new Set<string>();
  walk(block, (node) => {
    if (node.kind === "TargetVariable") found.add(node.name);
    else if (node.kind === "Variable" && globals.lookup(node.name, block.span.source) === undefined) found.add(node.name);
    else if (node.kind === "AtVar") found.add(`$${node.name}`).add(`@var("${node.name}")`);
  });
  const names = [...found];
  cache.set(block, names);
  return names;
}
