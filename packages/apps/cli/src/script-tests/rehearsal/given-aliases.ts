import { elaborate, type ElaboratedProbe, infer } from "@tapset/compiler";
import { type ContextVariable, type ProbeFamily, type RegistryView, type ScalarType, type Scope, scopeOf, type Target } from "@tapset/core";
import { type Block, type Item, parse, print, type ProbePoint, type Script, Source, walk } from "@tapset/language";
import { typesIn } from "../../alias-values.js";
import type { TestEvent } from "../test-file.js";
import type { RehearsedFamilies } from "./rehearsed-family.js";
import type { Stage } from "./stage.js";

/** What a script is made of. */
interface Work {
  readonly script: Script;
  readonly view: RegistryView;
}

/**
 * A script over aliases whose own values events give: these aliases' bodies give way. A probe on such an alias fires where it would,
 * and asks the stage for what the bodies would set; what they set to a constant stays so.
 */
export function withGivenAliases(work: Work, events: readonly TestEvent[], families: RehearsedFamilies, stage: Stage, target: Target): Work {
  const given = new Map<string, Set<string>>();
  for (const { point, values } of events) {
    const names = Object.keys(values).filter((name) => /^[A-Za-z_]\w*$/.test(name));
    if (point !== undefined && names.length > 0) given.set(point, new Set([...(given.get(point) ?? []), ...names]));
  }
  const stand = [...given].flatMap(([point, names]) => {
    const standIn = new Alias(point, work, target).standIn(names, families, stage);
    return standIn === undefined ? [] : [{ point, standIn }];
  });
  if (stand.length === 0) return work;
  const stays = (name: ProbePoint): boolean => !stand.some(({ point }) => point === print(name));
  const { script, view } = work;
  const items = script.items.flatMap((item): readonly Item[] => {
    if (item.kind !== "AliasDecl") return [item];
    const names = item.names.filter(stays);
    return names.length === 0 ? [] : [{ ...item, names }];
  });
  const standIns = stand.map(({ standIn }) => standIn);
  return {
    script: { ...script, items },
    view: {
      ...view,
      families: [...view.families, ...standIns.map(({ family }) => family)],
      aliases: view.aliases.filter(({ name }) => stays(name)),
      owner: (family) => view.owner(standIns.find((each) => each.family === family)?.usual ?? family),
    },
  };
}

/** A family in the place of an alias, and the one that the alias's probes are of. */
interface StandIn {
  readonly family: ProbeFamily;
  readonly usual: ProbeFamily;
}

/** An alias that an event names, or what else it names. */
class Alias {
  readonly #types: ReadonlyMap<string, ScalarType | undefined>;
  readonly #probe: ElaboratedProbe | undefined;
  readonly #bodies: readonly Block[];
  readonly #name: ProbePoint | undefined;

  constructor(point: string, { script, view }: Work, target: Target) {
    const names = [...script.items.flatMap((item) => (item.kind === "AliasDecl" ? item.names : [])), ...view.aliases.map(({ name }) => name)];
    this.#name = names.find((name) => print(name) === point && name.components.every(({ param }) => param === undefined));
    if (this.#name === undefined) {
      this.#types = new Map();
      this.#bodies = [];
      return;
    }
    // What a probe on it comes to.
    const probe = parse(new Source(point, `probe ${point} { }`)).script.items;
    const elaborated = elaborate({ ...script, items: [...script.items.filter(({ kind }) => kind !== "ProbeDecl"), ...probe] }, view, target);
    const probes = elaborated.probes.filter(({ declaration }) => probe.some((each) => each === declaration));
    const { handlers } = infer({ ...elaborated, probes }, target);
    this.#types = typesIn(handlers);
    this.#probe = probes[0];
    this.#bodies = (this.#probe?.bodies ?? []).flatMap(({ block, alias }) => (alias === undefined ? [] : [block]));
  }

  /** What takes its place where events give values that only its bodies set; undefined where they don't. */
  standIn(given: ReadonlySet<string>, families: RehearsedFamilies, stage: Stage): StandIn | undefined {
    const probe = this.#probe;
    if (this.#name === undefined || probe === undefined) return undefined;
    const { derived, family: usual } = probe;
    const isOwn = (name: string): boolean => this.#types.has(name) && derived.scope.lookup(name) === undefined;
    if (![...given].some(isOwn)) return undefined;
    const constants = constantsOf(this.#bodies);
    const own = [...this.#types].flatMap(([name, type]): ContextVariable[] => {
      const constant = given.has(name) ? undefined : constants.get(name);
      if (constant !== undefined) return [constant];
      return type === undefined ? [] : [{ name, type, doc: "", uniform: "rehearsed", load: (builder) => stage.ask(builder, name, type) }];
    });
    const standIn = families.inPlaceOf(derived, joined(scopeOf(own), derived.scope));
    const components = this.#name.components.map(({ name }) => ({ name }));
    const family: ProbeFamily = { ...usual, patterns: [{ components, doc: "" }], derive: () => ({ kind: "probes", probes: [standIn] }) };
    return { family, usual };
  }
}

/** What bodies set in one place, to what is written there. */
function constantsOf(bodies: readonly Block[]): ReadonlyMap<string, ContextVariable> {
  const constants = new Map<string, ContextVariable>();
  const seen = new Set<string>();
  for (const body of bodies) {
    walk(body, (node) => {
      if ((node.kind !== "Assignment" && node.kind !== "Update") || node.target.kind !== "Variable") return;
      const { name } = node.target;
      const constant = seen.has(name) || node.kind === "Update" || node.operator !== "=" ? undefined : constantOf(name, node.value);
      seen.add(name);
      if (constant === undefined) constants.delete(name);
      else constants.set(name, constant);
    });
  }
  return constants;
}

function constantOf(name: string, value: { readonly kind: string; readonly value?: unknown }): ContextVariable | undefined {
  const { value: constant } = value;
  if (value.kind === "NumberLiteral" && typeof constant === "bigint") return { name, type: "long", doc: "", load: (builder) => builder.constant(constant) };
  if (value.kind === "StringLiteral" && typeof constant === "string") return { name, type: "string", doc: "", load: (builder) => builder.text(constant) };
  return undefined;
}

function joined(first: Scope, second: Scope): Scope {
  return { lookup: (name) => first.lookup(name) ?? second.lookup(name), list: () => [...first.list(), ...second.list()] };
}
