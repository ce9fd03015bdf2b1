import { needs } from "@tapset/testkit";
import { expect, it } from "vitest";
import { traced } from "./traced.js";

const need = needs("tp-btf", "ring-buffer", "read-kernel", "read-user");

/** Two devices on one wire, up to now without traffic of their own: v0, which knows 10.9.9.2 behind it, and v1. */
const wire = `
  ip link add v0 type veth peer name v1
  echo 1 > /proc/sys/net/ipv6/conf/v0/disable_ipv6
  echo 1 > /proc/sys/net/ipv6/conf/v1/disable_ipv6
  ip link set v0 up
  ip link set v1 up
  ip addr add 10.9.9.1/24 dev v0
  ip neigh add 10.9.9.2 lladdr 02:00:00:00:00:01 dev v0`;
const perl = (program: string): string => `exec perl -MSocket=:all -e "${program.replace(/["$\\]/g, "\\$&")}"`;

need.describe("packets", () => {
  it("out of one device and into another", async () => {
    const script = `
      global truesizes
      probe netdev.transmit, netdev.hard_transmit { if (dev_name == "v0" && length == 1042) printf("%s %#06x %d\\n", pn(), protocol, truesize > length) }
      probe netdev.rx, netdev.receive { if (dev_name == "v1" && length == 1028) printf("%s %#06x\\n", pn(), protocol) }
      probe netdev.transmit { if (dev_name == "v0" && length == 1042 && true_size == truesize) truesizes[truesize]++ }
      probe netdev.receive { if (dev_name == "v1" && length == 1028) truesizes[@cast(__skb, "sk_buff")->truesize]++ }
      probe end { foreach (size in truesizes) println(truesizes[size]) }`;
    const lines = await traced(script, `${wire}\n${perl('socket(S, AF_INET, SOCK_DGRAM, 0); send(S, "x" x 1000, 0, sockaddr_in(9, inet_aton("10.9.9.2")));')}`);
    expect(lines).toEqual(["netdev.transmit 0x0800 1", "netdev.hard_transmit 0x0800 1", "netdev.rx 0x0800", "netdev.receive 0x0800", "2"]);
  });

  it("of the loopback device, of other protocols", async () => {
    const script = 'probe netdev.receive { if (dev_name == "lo" && length == 548) printf("%s %#x %d\\n", dev_name, protocol, length) }';
    // An IPv6 header is 40 bytes, UDP's 8.
    const program = 'socket(S, AF_INET6, SOCK_DGRAM, 0); send(S, "x" x 500, 0, pack_sockaddr_in6(9, inet_pton(AF_INET6, "::1")));';
    expect(await traced(script, `ip link set lo up\n${perl(program)}`)).toEqual(["lo 0x86dd 548"]);
  });
});

need.it("requests to devices by ioctl", async () => {
  const script = 'probe netdev.ioctl { if (pid() == target()) printf("%#x %s\\n", cmd, arg) }';
  // SIOCGIFMTU, SIOCSIFMTU; SIOCGIFADDR is the family's, and FIONREAD any socket's.
  const program = 'socket(S, AF_INET, SOCK_DGRAM, 0); for my $q (0x8921, 0x8922, 0x8915, 0x541b) { my $r = pack("a16 l x20", "lo", 60000); ioctl(S, $q, $r); }';
  expect(await traced(script, perl(program))).toEqual(["0x8921 lo", "0x8922 lo"]);
});
