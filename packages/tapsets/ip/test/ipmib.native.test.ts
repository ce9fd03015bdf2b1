import { folderTapset, installedTapset, needs, toldSession } from "@tapset/testkit";
import { expect, it } from "vitest";

/** This package from its sources, and what its scripts need. */
const tapsets = [...["context", "kernel", "lifecycle", "syscall"].map((name) => installedTapset(`@tapset/${name}`, import.meta.url)), folderTapset(new URL("../", import.meta.url))];

/** A network of its own, with a device that takes packets of 1000 bytes and leads nowhere. */
const network = [
  "ip link set lo up",
  "ip link add v0 mtu 1000 type veth peer name v1",
  "for i in all v0 v1 lo; do echo 0 > /proc/sys/net/ipv4/conf/$i/rp_filter; done",
  "ip link set v0 up",
  "ip link set v1 up",
  "ip addr add 10.9.9.1/24 dev v0",
  "ip route add 10.8.8.0/24 dev v0",
  "for i in 10.9.9.2 10.8.8.8; do ip neigh add $i lladdr 02:00:00:00:00:01 dev v0; done",
  "echo 1 > /proc/sys/net/ipv4/ipfrag_time",
];
const program = `unshare -n sh -ec '${network.join("; ")}; exec perl ${new URL("programs/packets.pl", import.meta.url).pathname}'`;
const names = ["InReceives", "InAddrErrors", "InNoRoutes", "InUnknownProtos", "InDiscards", "ForwDatagrams", "OutRequests", "FragOKs", "FragFails", "ReasmReqds", "ReasmTimeout"];

needs("tp-btf", "ring-buffer", "read-kernel", "read-user", "perl", "root").describe("counters of IPv4", () => {
  it("are the kernel's", async () => {
    // Of the program's network, from its first packet to what it tells.
    const script = `
      global network
      probe syscall.socket { if (pid() == target()) network = net_namespace() }
      probe syscall.getppid { if (pid() == target()) network = 0 }
      function ipmib_filter_key:long(skb:long, op:long, SourceIsLocal:long) {
        if (!network) return 0
        device = @cast(skb, "sk_buff")->dev
        sock = @cast(skb, "sk_buff")->sk
        if (device) return @cast(device, "net_device")->nd_net->net->ns->inum == network ? 9 : 0
        # Fragments that wait for others have neither.
        return !sock || @cast(sock, "sock")->__sk_common->skc_net->net->ns->inum == network ? 9 : 0
      }
      probe ${names.map((name) => `ipmib.${name}`).join(", ")} {}
      probe end { ${names.map((name) => `printf("${name} %d\\n", ${name}[9])`).join(" ")} }`;
    const { told, seen, messages } = await toldSession(script, program, { tapsets });
    expect(messages).toBe("");
    const counted = new Map(told.map((line) => line.split(" ") as [string, string]));
    // Until Linux 6.6 the kernel's name for what is sent was that of all that goes out, forwarded or not.
    if (!counted.has("OutTransmits")) counted.set("OutRequests", String(Number(counted.get("OutRequests")) - 4));
    // Since Linux 6.6 the kernel counts a packet as forwarded before it looks whether it's too large.
    const forwarded = "ForwDatagrams 4";
    expect(seen.filter((line) => line.startsWith("Forw"))).toEqual([forwarded]);
    expect(seen.filter((line) => line !== forwarded)).toEqual(names.filter((name) => name !== "ForwDatagrams").map((name) => `${name} ${counted.get(name)!}`));
    expect(names.filter((name) => counted.get(name) === "0")).toEqual(["InDiscards"]);
  });

  it("have addresses, ports and protocols", async () => {
    const script = `
      probe ipmib.InReceives {
        if (ipmib_get_proto(skb) == 17 && ipmib_remote_addr(skb, 0) == 0x7f000001 && ipmib_tcp_local_port(skb, 0) == 9 && pid() == target())
          printf("in %x %d\\n", ipmib_local_addr(skb, 0), ipmib_tcp_remote_port(skb, 0) > 1023)
      }
      probe ipmib.OutRequests {
        if (ipmib_get_proto(skb) == 17 && ipmib_remote_addr(skb, 1) == 0x7f000001 && ipmib_tcp_remote_port(skb, 1) == 9 && pid() == target())
          printf("out %x %d\\n", ipmib_local_addr(skb, 1), ipmib_tcp_local_port(skb, 1) > 1023)
      }`;
    const { seen } = await toldSession(script, program, { tapsets });
    expect([...seen].sort()).toEqual([...Array<string>(3).fill("in 7f000001 1"), ...Array<string>(3).fill("out 7f000001 1")]);
  });
});
