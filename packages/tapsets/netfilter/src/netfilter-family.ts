import { closest, didYouMean, lazyScope } from "@tapset/core";
import type { Derivation, DeriveError, FeatureName, Match, Pattern, PatternComponent, ProbeFamily, Target } from "@tapset/core";
import type { HookSpec } from "./attach.js";
import { hookScope } from "./hook-scope.js";
import { protocols } from "./protocols.js";

const needs: readonly FeatureName[] = ["netfilter"];
const text = (name: string): PatternComponent => ({ name, literal: "string" });
const variables = [
  { name: "$hooknum", type: "long", doc: "the number of the hook" },
  { name: "$pf", type: "long", doc: "the family of packets, NFPROTO_*" },
  { name: "$skb", type: "long", doc: "the packet's struct sk_buff" },
  { name: "$in", type: "long", doc: "the struct net_device it came in by, 0 where there is none" },
  { name: "$out", type: "long", doc: "the struct net_device it goes out by, 0 where there is none" },
  { name: "$verdict", type: "long", doc: "what becomes of the packet: 1 it goes on, 0 it's dropped; written in guru mode" },
] as const;

const patterns: readonly Pattern[] = [["pf", "hook"], ["hook", "pf"]].flatMap((order) =>
  [[], [text("priority")]].map((priority): Pattern => ({
    components: [{ name: "netfilter" }, ...order.map(text), ...priority],
    doc: priority.length > 0 ? "the same, among others at the hook in ascending order" : "when a packet of a family passes a hook, in the session's network namespace",
    variables,
    needs,
  })),
);

const ONLY_INET = "the kernel attaches programs to the hooks of IPv4 and IPv6 alone";

/** Whole numbers of 32 bits, signed. */
function isPriority(number: number): boolean {
  return Number.isInteger(number) && number >= -(2 ** 31) && number < 2 ** 31;
}

/** The number that a text is, or stands for. */
function numberOf(literal: string, names: ReadonlyMap<string, number>): number | undefined {
  return names.get(literal) ?? (/^[-+]?\d+$/.test(literal) ? Number(literal) : undefined);
}

function unknown(id: string, what: string, literal: string, names: Iterable<string>): Derivation {
  const known = [...names];
  const near = closest(literal, known);
  const hints = near.length > 0 ? didYouMean(near) : known.length > 0 ? [`write one of ${known.join(", ")}`] : [];
  return failure({ id, message: `${what} "${literal}" is not known`, hints });
}

function failure(error: DeriveError): Derivation {
  return { kind: "errors", errors: [error] };
}

function derive(match: Match, target: Target): Derivation {
  const literal = (name: string): string => String(match.components.find((each) => each.name === name)?.literal ?? "0");
  const protocol = protocols.find(({ name, number }) => name === literal("pf") || String(number) === literal("pf"));
  if (protocol === undefined) return unknown("unknown-family", "protocol family", literal("pf"), protocols.map(({ name }) => name));
  const hook = numberOf(literal("hook"), protocol.hooks);
  if (hook === undefined || ![...protocol.hooks.values()].includes(hook)) return unknown("unknown-hook", `hook of ${protocol.name}`, literal("hook"), protocol.hooks.keys());
  const priority = numberOf(literal("priority"), protocol.priorities);
  if (priority === undefined || !isPriority(priority)) return unknown("unknown-priority", `priority of ${protocol.name}`, literal("priority"), protocol.priorities.keys());
  if (protocol.seenBy !== undefined) {
    const hints = [`probe ${protocol.seenBy}, which see packets without a say in what becomes of them`];
    return failure({ id: "unsupported-family", message: `${protocol.name}: ${ONLY_INET}`, hints, lacks: "netfilter" });
  }
  const attach: HookSpec = { kind: "netfilter", family: protocol.number, hook, priority };
  const program = { type: "NETFILTER", expectedAttachType: "NETFILTER", answer: 1 } as const;
  const site = { where: "kernel", program, attach, inAnyTask: true } as const;
  return { kind: "probes", probes: [{ point: match.text, site, scope: lazyScope(() => hookScope(target)), needs }] };
}

/** `netfilter.pf("…").hook("…")[.priority("…")]`, pf and hook in either order. */
export const netfilterFamily: ProbeFamily = {
  name: "netfilter",
  patterns,
  derive,
  loadAttach: () => import("./attach.js"),
};
