import { scopeOf } from "@tapset/core";
import type { Derivation, Match, Pattern, ProbeFamily, SessionSite } from "@tapset/core";

/** The phases of a session that a probe can name, and whether they take a sequence number. */
const phases: readonly { readonly name: SessionSite["phase"]; readonly numbered: boolean; readonly doc: string }[] = [
  { name: "begin", numbered: true, doc: "once, before any other probe can fire" },
  { name: "end", numbered: true, doc: "once, when the session ends without an error" },
  { name: "error", numbered: true, doc: "once, in place of end, when the session ends because of an error" },
  { name: "never", numbered: false, doc: "not at all; the handler is still checked" },
];

const patterns: readonly Pattern[] = phases.flatMap(({ name, numbered, doc }) => {
  const plain: Pattern = { components: [{ name }], doc };
  const sequenced: Pattern = { components: [{ name, literal: "number" }], doc: `${doc}; lower sequence numbers run first` };
  return numbered ? [plain, sequenced] : [plain];
});

function derive(match: Match): Derivation {
  const [component] = match.components;
  const phase = phases.find(({ name }) => name === component?.name)?.name ?? "never";
  // A bare `begin` is `begin(0)`. Ties keep the order of declaration.
  const order = typeof component?.literal === "bigint" ? Number(component.literal) : 0;
  return {
    kind: "probes",
    probes: [{ point: match.text, site: { where: "session", phase, order }, scope: scopeOf(), needs: [] }],
  };
}

/** `begin`, `end`, `error` (each with an optional sequence number) and `never`: the session's own events. */
export const lifecycleFamily: ProbeFamily = { name: "lifecycle", patterns, derive };
