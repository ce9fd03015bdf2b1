/** A family of packets, as scripts name it. */
export interface Protocol {
  readonly name: string;
  /** `NFPROTO_*`. */
  readonly number: number;
  readonly hooks: ReadonlyMap<string, number>;
  readonly priorities: ReadonlyMap<string, number>;
  /** Probes that tell of its packets where programs can't be attached to its hooks; undefined where they can. */
  readonly seenBy?: string;
}

const inetHooks = ["PRE_ROUTING", "LOCAL_IN", "FORWARD", "LOCAL_OUT", "POST_ROUTING"];

/** Hooks by all the names that the kernel's headers have had for them. */
function hooks(names: readonly string[], ...prefixes: readonly string[]): ReadonlyMap<string, number> {
  return new Map(prefixes.flatMap((prefix) => names.map((name, number): [string, number] => [prefix + name, number])));
}

const inetPriorities: readonly (readonly [string, number])[] = [
  ["FIRST", -(2 ** 31)],
  ["RAW_BEFORE_DEFRAG", -450],
  ["CONNTRACK_DEFRAG", -400],
  ["RAW", -300],
  ["SELINUX_FIRST", -225],
  ["CONNTRACK", -200],
  ["MANGLE", -150],
  ["NAT_DST", -100],
  ["FILTER", 0],
  ["SECURITY", 50],
  ["NAT_SRC", 100],
  ["SELINUX_LAST", 225],
  ["CONNTRACK_HELPER", 300],
  ["LAST", 2 ** 31 - 1],
];

function priorities(prefix: string): ReadonlyMap<string, number> {
  return new Map(inetPriorities.map(([name, number]) => [prefix + name, number]));
}

const noPriorities: ReadonlyMap<string, number> = new Map();

/** The families that SystemTap knows. */
export const protocols: readonly Protocol[] = [
  {
    name: "NFPROTO_IPV4",
    number: 2,
    hooks: hooks(inetHooks, "NF_INET_", "NF_IP_"),
    priorities: new Map([...priorities("NF_IP_PRI_"), ["NF_IP_PRI_CONNTRACK_CONFIRM", 2 ** 31 - 1]]),
  },
  { name: "NFPROTO_IPV6", number: 10, hooks: hooks(inetHooks, "NF_INET_", "NF_IP6_"), priorities: priorities("NF_IP6_PRI_") },
  { name: "NFPROTO_ARP", number: 3, hooks: hooks(["IN", "OUT", "FORWARD"], "NF_ARP_"), priorities: noPriorities, seenBy: "netfilter.arp.in, .out or .forward" },
  { name: "NFPROTO_BRIDGE", number: 7, hooks: hooks(inetHooks, "NF_BR_"), priorities: noPriorities, seenBy: "netfilter.bridge.pre_routing, .local_in, .forward, .local_out or .post_routing" },
];
