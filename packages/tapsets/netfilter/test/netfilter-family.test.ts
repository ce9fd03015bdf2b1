import type { DerivedProbe, DeriveError } from "@tapset/core";
import { compileScript, defaultTarget, derivePoint, madeTapset } from "@tapset/testkit";
import { describe, expect, it } from "vitest";
import netfilter, { netfilterFamily } from "../src/index.js";

const hook = (pf: string, name: string): string => `netfilter.pf("${pf}").hook("${name}")`;

function probeOf(text: string): DerivedProbe {
  const outcome = derivePoint(netfilterFamily, text, defaultTarget());
  if (outcome.kind !== "probes" || outcome.probes.length !== 1) throw new Error(JSON.stringify(outcome));
  return outcome.probes[0]!;
}

function errorOf(text: string): DeriveError {
  const outcome = derivePoint(netfilterFamily, text, defaultTarget());
  if (outcome.kind !== "errors") throw new Error(`${text}: ${outcome.kind}`);
  return outcome.errors[0]!;
}

describe("a hook", () => {
  it.each([
    [hook("NFPROTO_IPV4", "NF_INET_PRE_ROUTING"), { family: 2, hook: 0, priority: 0 }],
    [hook("NFPROTO_IPV4", "NF_IP_POST_ROUTING"), { family: 2, hook: 4, priority: 0 }],
    [hook("NFPROTO_IPV6", "NF_IP6_FORWARD"), { family: 10, hook: 2, priority: 0 }],
    ['netfilter.hook("NF_INET_LOCAL_IN").pf("NFPROTO_IPV6")', { family: 10, hook: 1, priority: 0 }],
    [`${hook("NFPROTO_IPV4", "NF_INET_LOCAL_OUT")}.priority("255")`, { hook: 3, priority: 255 }],
    [`${hook("NFPROTO_IPV4", "NF_INET_LOCAL_OUT")}.priority("-450")`, { priority: -450 }],
    [`${hook("NFPROTO_IPV4", "NF_INET_LOCAL_OUT")}.priority("NF_IP_PRI_SELINUX_LAST")`, { priority: 225 }],
    [`${hook("NFPROTO_IPV6", "NF_INET_LOCAL_OUT")}.priority("NF_IP6_PRI_FIRST")`, { priority: -2147483648 }],
    [hook("2", "4"), { family: 2, hook: 4 }],
  ])("%s", (text, attach) => {
    expect(probeOf(text)).toMatchObject({ needs: ["netfilter"], site: { program: { type: "NETFILTER", answer: 1 }, attach, inAnyTask: true } });
  });

  it("has the packet and the devices, and a verdict that can be written", () => {
    const { scope } = probeOf(hook("NFPROTO_IPV4", "NF_INET_LOCAL_IN"));
    expect(scope.list().map(({ name, store }) => [name, store !== undefined])).toEqual([
      ["$hooknum", false], ["$pf", false], ["$skb", false], ["$in", false], ["$out", false], ["$verdict", true],
    ]);
  });
});

describe("a hook that isn't one", () => {
  it.each([
    [hook("NFPROTO_IPV5", "NF_INET_LOCAL_IN"), "unknown-family", "NFPROTO_IPV4"],
    [hook("NFPROTO_IPV4", "NF_INET_LOCAL_INN"), "unknown-hook", "NF_INET_LOCAL_IN"],
    [hook("NFPROTO_IPV4", "NF_IP6_LOCAL_IN"), "unknown-hook", "NF_IP_LOCAL_IN"],
    [hook("NFPROTO_IPV4", "5"), "unknown-hook", "NF_INET_"],
    [`${hook("NFPROTO_IPV4", "NF_INET_LOCAL_IN")}.priority("NF_IP6_PRI_FIRST")`, "unknown-priority", "NF_IP_PRI_FIRST"],
    [`${hook("NFPROTO_IPV4", "NF_INET_LOCAL_IN")}.priority("4294967296")`, "unknown-priority", ""],
    [hook("NFPROTO_ARP", "NF_ARP_IN"), "unsupported-family", "probe netfilter.arp.in"],
    [hook("NFPROTO_BRIDGE", "NF_BR_FORWARD"), "unsupported-family", "probe netfilter.bridge.pre_routing"],
  ])("%s: %s", (text, id, hint) => {
    const error = errorOf(text);
    expect(error.id).toBe(id);
    expect(error.hints.join()).toContain(hint);
  });
});

describe("a verdict", () => {
  const tapsets = [madeTapset({ name: "netfilter", module: netfilter })];
  const compile = (body: string, guru: boolean) => compileScript(`probe ${hook("NFPROTO_IPV4", "NF_INET_LOCAL_IN")} { ${body} }`, { tapsets, guru });
  const errorsOf = async (body: string, guru: boolean) => (await compile(body, guru)).diagnostics.filter(({ severity }) => severity === "error").map(({ id, hints }) => [id, ...hints]);

  it("is written in guru mode alone", async () => {
    expect(await errorsOf("$verdict = 0", true)).toEqual([]);
    expect(await errorsOf("$verdict |= 1", true)).toEqual([]);
    expect(await errorsOf("$verdict = 0", false)).toEqual([["not-written", "give -g"]]);
    expect(await errorsOf("$verdict++", true)).toEqual([["not-written", "write $verdict = VALUE"]]);
    expect(await errorsOf("$hooknum = 0", true)).toEqual([["read-only"]]);
  });

  it("is 0 or 1: another number that is known is refused", async () => {
    expect(await errorsOf("$verdict = 3", true)).toEqual([["no-such-verdict", "give $verdict 0 or 1"]]);
  });

  it("is the program's answer, the session's own process not left out", async () => {
    const { ir } = await compile("$verdict = 0", true);
    expect(ir?.programs.map(({ skipSelf, program }) => [skipSelf, program.answer])).toEqual([[false, 1]]);
  });
});
