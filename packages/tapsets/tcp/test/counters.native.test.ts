import { needs, toldSession } from "@tapset/testkit";
import { expect, it } from "vitest";
import { tapsets } from "./traced.js";

const need = needs("tp-btf", "ring-buffer", "read-kernel", "read-user", "perl");

/** A network of its own, with a device that leads nowhere. */
const network = "ip link set lo up; ip link add v0 type veth peer name v1; ip link set v0 up; ip link set v1 up; ip addr add 10.9.9.1/24 dev v0; ip neigh add 10.9.9.2 lladdr 02:00:00:00:00:01 dev v0";
const program = `unshare -n sh -ec '${network}; exec perl ${new URL("programs/counters.pl", import.meta.url).pathname}'`;

/** The kernel's own counts of the program's network are told; those that a script makes come out. */
async function counts(probes: string, end: string) {
  const script = `
    global network
    probe syscall.socket { if (pid() == target()) network = net_namespace() }
    # What comes after it tells doesn't count.
    probe syscall.getppid { if (pid() == target()) network = 0 }
    function of:long(sk:long) { return network && @cast(sk, "sock")->__sk_common->skc_net->net->ns->inum == network }
    ${probes}
    probe end { ${end} }`;
  const { told, seen, messages } = await toldSession(script, program, { tapsets });
  expect(messages).toBe("");
  const numbers = (lines: readonly string[]) => new Map(lines.map((line) => line.split(" ") as [string, string]));
  return { told: numbers(told), seen: [...numbers(seen)] };
}

need.describe("counters of TCP", () => {
  it("are the kernel's", async () => {
    const names = ["ActiveOpens", "PassiveOpens", "AttemptFails", "EstabResets", "CurrEstab", "OutSegs", "RetransSegs"];
    // The script says under what a counter counts.
    const probes = `
      function tcpmib_filter_key:long(sk:long, op:long) { return of(sk) ? 7 : 0 }
      probe ${names.map((name) => `tcpmib.${name}`).join(", ")} {}
      global received
      probe tcpmib.InSegs { if (network && @cast(__skb, "sk_buff")->dev->nd_net->net->ns->inum == network) received += op }`;
    const { told, seen } = await counts(probes, `${names.map((name) => `printf("${name} %d\\n", ${name}[7])`).join(" ")} printf("InSegs %d\\n", received)`);
    expect(seen).toEqual([...names, "InSegs"].map((name) => [name, told.get(name)]));
    for (const name of names) expect(told.get(name)).not.toBe("0");
  });

  it("tell who resets", async () => {
    const probes = 'global resets probe tcpmib.OutRsts { if (sk && of(sk)) resets[tcpmib_remote_port(sk) == 7001, tcpmib_local_port(sk) == 7001, tcpmib_remote_addr(sk), tcpmib_local_addr(sk), tcpmib_get_state(sk)] += op }';
    const { seen } = await counts(probes, 'foreach ([there, here, peer, own, state] in resets) printf("%d%d:%x:%x:%d %d\\n", there, here, peer, own, state, resets[there, here, peer, own, state])');
    // Closing without waiting for what's sent breaks off.
    expect(seen).toContainEqual([expect.stringMatching(/^10:7f000001:7f000001:/), "1"]);
  });

  it("of late acknowledgements", async () => {
    const { told, seen } = await counts("function linuxmib_filter_key:long(sk:long, op:long) { return of(sk) } probe linuxmib.DelayedACKs {}", 'printf("TCPDelayedACKs %d\\n", DelayedACKs[1])');
    expect(seen).toEqual([["TCPDelayedACKs", told.get("DelayedACKs")]]);
    expect(told.get("DelayedACKs")).not.toBe("0");
  });

  needs("fentry").it("of connections that are dropped", async () => {
    const { told, seen } = await counts(
      "function linuxmib_filter_key:long(sk:long, op:long) { return of(sk) } probe linuxmib.ListenOverflows, linuxmib.ListenDrops, linuxmib.TCPMemoryPressures {}",
      'printf("ListenOverflows %d\\nListenDrops %d\\nTCPMemoryPressures %d\\n", ListenOverflows[1], ListenDrops[1], TCPMemoryPressures[1])',
    );
    expect(seen).toEqual(["ListenOverflows", "ListenDrops", "TCPMemoryPressures"].map((name) => [name, told.get(name)]));
    expect(Number(told.get("ListenOverflows"))).toBeGreaterThan(0);
  });
});
