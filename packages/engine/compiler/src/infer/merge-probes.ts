import type { AttachSpec, KernelSite, ProgramKind } from "@tapset/core";
import { type Node, walk } from "@tapset/language";
import type { ElaboratedProbe } from "../elaborated.js";
import type { GlobalTable } from "./global-table.js";
import { type NameUses, printedNames } from "./printed-names.js";

/**
 * Puts together the probes of a declaration that one handler can serve: they are made of the same blocks and
 * - fire at one attach point, which tells them apart by a selector, and load every name the blocks read the same way; or
 * - have no selector and read no name of the point at all, so that where they fire doesn't matter.
 *
 * Groups keep the order of their first probes. A point that is written twice stays two handlers, since each runs: a selector has one
 * handler for a value, and a kernel may refuse to attach a program to one place twice (raw tracepoints on Linux 6.1).
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
  const groups = new Map<string, Group>();
  const uses = new Map<Node, NameUses>();
  for (const [index, probe] of probes.entries()) {
    const used = probe.bodies.flatMap(({ block }) => namesIn(block, names, globals));
    const printed = printedNames(probe.bodies.map(({ block }) => block), uses);
    const place = placeOf(probe, used, printed) ?? `alone ${index}`;
    const { registers } = probe.derived;
    // Handlers read registers by the probe's own, so those of other probes are no help.
    const own = registers === undefined ? "" : identity(registers);
    const parts = [identity(probe.declaration), ...probe.bodies.map(({ block }) => identity(block)), "if", ...probe.conditions.map(identity), own, place];
    addToGroup(groups, parts.join(" "), probe);
  }
  return [...groups.values()].map(({ probes: merged }) => merged);
}

/** What the probes of a group have in common beside their blocks; undefined when the probe can't share its handler. */
function placeOf(probe: ElaboratedProbe, used: readonly string[], printed: ReadonlySet<string>): string | undefined {
  const { site, scope, entry } = probe.derived;
  if (site.where !== "kernel") return undefined;
  const values: string[] = [];
  for (const name of new Set(used)) {
    const variable = scope.lookup(name);
    if (variable === undefined) continue;
    const uniform = printed.has(name) ? (variable.printed?.uniform ?? variable.uniform) : variable.uniform;
    if (uniform === undefined) return undefined;
    values.push(`${name} ${variable.type} ${variable.at ?? "fire"} ${uniform}`);
  }
  if (site.select !== undefined) {
    const entrySite = entry === undefined ? "" : `${siteKey(entry)} ${entry.select?.value === site.select.value}`;
    return [probe.family.name, siteKey(site), entrySite, ...values].join(" ");
  }
  if (values.length > 0 || (entry !== undefined && probe.derived.entryNests !== true)) return undefined;
  return `${probe.family.name} anywhere ${site.inAnyTask === true ? "in any task " : ""}${JSON.stringify((site.contextFree ?? site).program)}`;
}

/** Equal for sites that fire together. */
export function siteKey({ program, attach }: Pick<KernelSite, "program" | "attach">): string {
  // Hundreds of probes have the same of both.
  const keys = siteKeys.get(program) ?? new WeakMap<AttachSpec, string>();
  siteKeys.set(program, keys);
  const known = keys.get(attach) ?? JSON.stringify([program, attach]);
  keys.set(attach, known);
  return known;
}

const siteKeys = new WeakMap<ProgramKind, WeakMap<AttachSpec, string>>();

/** Probes that share a handler. */
interface Group {
  readonly probes: ElaboratedProbe[];
  readonly cases: Set<string>;
}

function addToGroup(groups: Map<string, Group>, key: string, probe: ElaboratedProbe): void {
  const own = caseOf(probe);
  for (let copy = 0; ; copy++) {
    const group = groups.get(`${key} #${copy}`);
    if (group === undefined) {
      groups.set(`${key} #${copy}`, { probes: [probe], cases: new Set([own]) });
      return;
    }
    if (!group.cases.has(own)) {
      group.probes.push(probe);
      group.cases.add(own);
      return;
    }
  }
}

/** What a group has one probe of: a value of its selector, or a place that its program is attached to. */
function caseOf({ derived: { site } }: ElaboratedProbe): string {
  if (site.where !== "kernel") return "";
  return site.select === undefined ? siteKey(site.contextFree ?? site) : String(site.select.value);
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
