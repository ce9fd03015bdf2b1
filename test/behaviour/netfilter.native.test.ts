import { readFileSync } from "node:fs";
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { needs } from "@tapset/testkit";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { startTapset, tapset } from "./tapset-command.js";

const [here, there] = [`tapset-a-${process.pid}`, `tapset-b-${process.pid}`];
let wasMounted = true;
const inHere = ["ip", "netns", "exec", here];

function ip(...args: readonly string[]): void {
  execFileSync("ip", args);
}

/** Sends texts to a port there, and says of each whether the kernel took it. */
function sending(to: string, ...texts: readonly string[]): string {
  const family = to.includes(":") ? "AF_INET6" : "AF_INET";
  const address = to.includes(":") ? `Socket::pack_sockaddr_in6(7777, Socket::inet_pton(AF_INET6, q(${to})))` : `Socket::pack_sockaddr_in(7777, Socket::inet_aton(q(${to})))`;
  const sends = texts.map((text) => `print(defined(send($s, q(${text}), 0, ${address})) ? qq(sent\\n) : qq(refused\\n));`);
  return `exec perl -MSocket=:all -e 'socket($s, ${family}, SOCK_DGRAM, 0); ${sends.join(" ")}'`;
}

/** What comes to the port there, a line each. */
const receiving = `
  $| = 1; socket($s, AF_INET6, SOCK_DGRAM, 0); bind($s, Socket::pack_sockaddr_in6(7777, Socket::inet_pton(AF_INET6, "::")));
  print "ready\\n"; while (defined recv($s, $text, 100, 0)) { print "$text\\n" }`;

async function session(script: string, command: string, ...options: readonly string[]): Promise<readonly string[]> {
  const { stdout, stderr } = await tapset([...options, "-e", script, "-c", command], { through: inHere });
  expect(stderr).toBe("");
  return inOrder(stdout);
}

/** The lines of the command and, after them, those of the script: each writes when it will. */
function inOrder(output: string): readonly string[] {
  const lines = output.split("\n").slice(0, -1);
  const isCommands = (line: string): boolean => line === "sent" || line === "refused";
  return [...lines.filter(isCommands), ...lines.filter((line) => !isCommands(line))];
}

needs("netfilter", "ring-buffer", "read-kernel").describe("packets between two network namespaces", () => {
  let receiver: ChildProcess;
  let received = "";

  const receivedAll = async (...texts: readonly string[]): Promise<void> => {
    await vi.waitFor(() => expect(received.split("\n").slice(0, -1)).toEqual(["ready", ...texts]), 5000);
    received = "ready\n";
  };

  beforeAll(async () => {
    wasMounted = readFileSync("/proc/self/mountinfo", "latin1").includes(" /run/netns ");
    ip("netns", "add", here);
    ip("netns", "add", there);
    ip("-n", here, "link", "add", "v0", "type", "veth", "peer", "name", "v1", "netns", there);
    for (const [name, device, number] of [[here, "v0", 1], [there, "v1", 2]] as const) {
      ip("-n", name, "addr", "add", `10.77.0.${number}/24`, "dev", device);
      ip("-n", name, "addr", "add", `fd77::${number}/64`, "dev", device, "nodad");
      ip("-n", name, "link", "set", device, "up");
    }
    receiver = spawn("ip", ["netns", "exec", there, "perl", "-MSocket=:all", "-e", receiving], { stdio: ["ignore", "pipe", "inherit"] });
    receiver.stdout?.setEncoding("latin1").on("data", (text: string) => (received += text));
    await receivedAll();
  });
  beforeEach(() => {
    received = "ready\n";
  });
  afterAll(() => {
    receiver.kill();
    ip("netns", "del", here);
    ip("netns", "del", there);
    // ip mounts the folder over itself and leaves it.
    if (!wasMounted) execFileSync("umount", ["/run/netns"]);
  });

  it("are seen at a hook, each once, with the devices and the packet", async () => {
    const script = `
      probe netfilter.pf("NFPROTO_IPV4").hook("NF_INET_POST_ROUTING") {
        printf("%d %d %s %d %d %d\\n", $hooknum, $pf, kernel_string($out->name), $in, $skb->len, $verdict)
      }`;
    expect(await session(script, sending("10.77.0.2", "one", "three"))).toEqual(["sent", "sent", "4 2 v0 0 31 1", "4 2 v0 0 33 1"]);
    await receivedAll("one", "three");
  });

  it("are dropped by a verdict, and by no more when the session has ended", async () => {
    const script = 'global n probe netfilter.hook("NF_INET_LOCAL_OUT").pf("NFPROTO_IPV4") { if (++n == 2) $verdict = 0 }';
    const command = sending("10.77.0.2", "a", "b", "c");
    expect(await session(script, command, "-g")).toEqual(["sent", "refused", "sent"]);
    await receivedAll("a", "c");
    execFileSync("ip", ["netns", "exec", here, "sh", "-c", command]);
    await receivedAll("a", "b", "c");
  });

  it("have values in words, of IPv4 and IPv6", async () => {
    const script = `
      probe netfilter.ip.local_out {
        if (dport == 7777) printf("%s %d %s %s %d %d %s %s.%s\\n", pf, family, saddr, daddr, protocol == ipproto_udp, length, outdev_name, indev_name, substr(data_hex, 0, 2))
        if (family == 10) $verdict = nf_drop
      }`;
    expect(await session(script, sending("10.77.0.2", "four"), "-g")).toEqual(["sent", "ipv4 2 10.77.0.1 10.77.0.2 1 32 v0 .45"]);
    expect(await session(script, sending("fd77::2", "six"), "-g")).toEqual(["refused", "ipv6 10 fd77::1 fd77::2 1 51 v0 .60"]);
    await receivedAll("four");
  });

  it("pass probes of one hook and priority in one program, and others before or behind", async () => {
    const hook = 'netfilter.pf("NFPROTO_IPV4").hook("NF_INET_LOCAL_OUT")';
    const script = `
      probe ${hook}.priority("NF_IP_PRI_SELINUX_LAST") { printf("last %d\\n", $verdict) }
      probe ${hook} { println("first") }
      probe ${hook}.priority("0") { printf("second %d\\n", $verdict); $verdict = 0 }
      probe ${hook}.priority("-1") { println("before") }`;
    expect(await session(script, sending("10.77.0.2", "x"), "-g")).toEqual(["refused", "before", "first", "second 1"]);
  });

  it("are given the next free priority where one is taken", async () => {
    const seeing = (text: string): string => `probe begin { println("there") } probe netfilter.pf("NFPROTO_IPV4").hook("NF_INET_LOCAL_OUT").priority("50") { println("${text}") }`;
    const first = startTapset(["-e", seeing("first")], { through: inHere });
    await first.printed("there");
    const second = await tapset(["-v", "-e", seeing("second"), "-c", sending("10.77.0.2", "both")], { through: inHere });
    expect([second.stderr, inOrder(second.stdout)]).toEqual([expect.stringContaining("51 is the next\n"), ["sent", "there", "second"]]);
    expect(second.stderr).toContain("note: netfilter: priority 50 of hook 3, family 2, can't be had; 51 is the next\n");
    await first.printed("first");
    first.child.kill("SIGINT");
    expect((await first.ended).stdout).toBe("there\nfirst\n");
    await receivedAll("both");
  });

  it("can't be queued or stolen by programs, and are told when something else is missing", async () => {
    const wrong = 'probe netfilter.ip.local_out { $verdict = nf_queue }';
    const { status, stderr } = await tapset(["-g", "-e", wrong, "-c", sending("10.77.0.2", "through")], { through: inHere });
    expect([status, stderr]).toEqual([1, expect.stringContaining("3 is no verdict that can be given: programs drop a packet (0) or accept it (1)") as string]);
    await receivedAll("through");
    const known = await tapset(["-g", "-e", wrong.replace("nf_queue", "3")], { through: inHere });
    expect([known.status, known.stderr]).toEqual([1, expect.stringContaining("semantic error: 3 is no verdict that can be given") as string]);
    const plain = await tapset(["-e", wrong.replace("nf_queue", "0")], { through: inHere });
    expect([plain.status, plain.stderr]).toEqual([1, expect.stringContaining("'$verdict' can only be written in guru mode") as string]);
  });

  it("of ARP are seen by trace events", async () => {
    ip("-n", here, "neigh", "flush", "all");
    const script = 'probe netfilter.arp.out, netfilter.arp.in { if (ar_sip == "10.77.0.1" && ar_tip == "10.77.0.2") printf("%s %d %d %s%s\\n", pn(), ar_op, length, indev_name, outdev_name) }';
    const lines = await session(script, sending("10.77.0.2", "x"));
    expect(lines).toContain("netfilter.arp.out 1 28 v0");
    expect(lines).toContain("netfilter.arp.in 1 28 v1");
    await receivedAll("x");
  });
});

needs("tp-btf", "ring-buffer", "read-kernel").describe("frames that a bridge passes on", () => {
  const bridge = `tapset-br-${process.pid}`;
  const ends = [`tapset-1-${process.pid}`, `tapset-2-${process.pid}`];

  beforeAll(() => {
    wasMounted = readFileSync("/proc/self/mountinfo", "latin1").includes(" /run/netns ");
    for (const name of [bridge, ...ends]) ip("netns", "add", name);
    ip("-n", bridge, "link", "add", "br0", "type", "bridge", "stp_state", "0");
    ip("-n", bridge, "addr", "add", "10.78.0.9/24", "dev", "br0");
    ends.forEach((end, index) => {
      const number = index + 1;
      ip("-n", bridge, "link", "add", `p${number}`, "type", "veth", "peer", "name", "e0", "netns", end);
      ip("-n", bridge, "link", "set", `p${number}`, "master", "br0", "up");
      ip("-n", end, "addr", "add", `10.78.0.${number}/24`, "dev", "e0");
      ip("-n", end, "link", "set", "e0", "up");
    });
    ip("-n", bridge, "link", "set", "br0", "up");
  });
  afterAll(() => {
    for (const name of [bridge, ...ends]) ip("netns", "del", name);
    if (!wasMounted) execFileSync("umount", ["/run/netns"]);
  });

  /** A datagram of one namespace to an address. Where the machine is busy, bridges pass on later what was sent. */
  const from = (namespace: string, to: string): string => `ip netns exec ${namespace} ${sending(to, "frame").replace("exec ", "")}; sleep 0.5`;
  const isOurs = 'protocol == 0x0800 && kernel_uint8(llcpdu + 9) == 17 && ntohs(kernel_uint16(llcpdu + 22)) == 7777';

  async function seen(command: string): Promise<readonly string[]> {
    const script = `probe netfilter.bridge.* { if (${isOurs}) printf("%s %s %s%s %d\\n", pn(), pf, indev_name, outdev_name, length) }`;
    const { stdout, stderr } = await tapset(["-e", script, "-c", command]);
    expect(stderr).toBe("");
    return inOrder(stdout);
  }

  it("are seen as they come in, are sent on and leave", async () => {
    expect(await seen(from(ends[0]!, "10.78.0.2"))).toEqual(["sent", "netfilter.bridge.pre_routing bridge p1 33", "netfilter.bridge.forward bridge p2 33", "netfilter.bridge.post_routing bridge p2 33"]);
  });

  it("are seen where they are for this machine, or from it", async () => {
    expect(await seen(from(ends[0]!, "10.78.0.9"))).toEqual(["sent", "netfilter.bridge.pre_routing bridge p1 33", "netfilter.bridge.local_in bridge br0 33"]);
    expect(await seen(from(bridge, "10.78.0.2"))).toEqual(["sent", "netfilter.bridge.local_out bridge br0 33", "netfilter.bridge.post_routing bridge p2 33"]);
  });

  it("of ARP are seen as they are sent on", async () => {
    execFileSync("ip", ["-n", ends[0]!, "neigh", "flush", "all"]);
    const script = 'probe netfilter.arp.forward { if (ar_tip == "10.78.0.2") printf("%s %d %s\\n", ar_sip, ar_op, outdev_name) }';
    const { stdout } = await tapset(["-e", script, "-c", from(ends[0]!, "10.78.0.2")]);
    expect(inOrder(stdout)).toEqual(["sent", "10.78.0.1 1 p2"]);
  });

  it("are bridges' own messages too, with what they say", async () => {
    const script = `
      probe netfilter.bridge.local_out, netfilter.bridge.post_routing {
        if (protocol == llcproto_stp && br_type == 0) { printf("%s %d %d %d %d %d %d %s\\n", pn(), br_prid, br_rid, br_cost, br_max, br_htime, br_fd, br_mac == br_rmac ? "root" : ""); if (seen++) exit() }
      }
      global seen`;
    const address = /ether ([0-9a-f:]+)/.exec(execFileSync("ip", ["-n", bridge, "link", "show", "br0"], { encoding: "utf8" }))?.[1];
    expect(address).toBeDefined();
    const started = startTapset(["-e", `probe begin { println("begun") } ${script}`]);
    await started.printed("begun");
    execFileSync("ip", ["-n", bridge, "link", "set", "br0", "type", "bridge", "stp_state", "1"]);
    const { stdout } = await started.ended;
    execFileSync("ip", ["-n", bridge, "link", "set", "br0", "type", "bridge", "stp_state", "0"]);
    // Root of its own tree, 32768 the usual priority; 20, 2 and 15 seconds.
    const told = "0 32768 0 5120 512 3840 root";
    expect(stdout.split("\n").slice(1, 3)).toEqual([`netfilter.bridge.local_out ${told}`, `netfilter.bridge.post_routing ${told}`]);
  });
});
