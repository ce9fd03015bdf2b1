import { needs } from "@tapset/testkit";
import { expect, it } from "vitest";
import { traced } from "./traced.js";

const need = needs("tp-btf", "ring-buffer", "read-kernel", "read-user", "task-storage");

interface Family {
  readonly family: number;
  readonly address: string;
  readonly protocol: string;
  /** The address in Perl. */
  readonly at: (port: number) => string;
}

const families: readonly Family[] = [
  { family: 2, address: "127.0.0.1", protocol: "0x800", at: (port) => `sockaddr_in(${String(port)}, INADDR_LOOPBACK)` },
  { family: 10, address: "::1", protocol: "0x86dd", at: (port) => `pack_sockaddr_in6(${String(port)}, inet_pton(AF_INET6, "::1"))` },
];

/** A listening socket L at port 7001, and a connected pair C, at port 7002, and A. */
function pair({ family, at }: Family): string {
  const socket = (name: string, port: number): string =>
    `socket(${name}, ${String(family)}, SOCK_STREAM, 0) or die; setsockopt(${name}, SOL_SOCKET, SO_REUSEADDR, 1); bind(${name}, ${at(port)}) or die;`;
  return `${socket("L", 7001)} listen(L, 1) or die; ${socket("C", 7002)} connect(C, getsockname(L)) or die; accept(A, L) or die;`;
}

/** connect(2) to an address of no family. */
const disconnect = (socket: string): string => `$none = pack("S x14", 0); syscall(42, fileno(${socket}), $none, 16);`;

const ends = "%d %s:%d > %s:%d";
const endValues = "family, saddr, sport, daddr, dport";

need.describe("TCP", () => {
  it.each(families)("messages have their size and ends: $address", async (family) => {
    const script = `
      probe tcp.sendmsg, tcp.recvmsg { if (pid() == target()) printf("%s %d ${ends} %d\\n", name, size, ${endValues}, sock == kept[0]) }
      probe tcp.sendmsg.return { if (pid() == target()) printf("%s = %d\\n", name, size) }
      probe tcp.recvmsg.return { if (pid() == target()) printf("%s = %d ${ends}\\n", name, size, ${endValues}) }
      global kept
      probe socket.send { if (pid() == target()) kept[0] = sock }`;
    const lines = await traced(script, `${pair(family)} send(C, "hello", 0); syswrite(C, "abc"); recv(A, $b, 100, 0); shutdown(C, 1); sysread(A, $b, 9);`);
    const [there, back] = [`${String(family.family)} ${family.address}:7002 > ${family.address}:7001`, `${String(family.family)} ${family.address}:7001 > ${family.address}:7002`];
    expect(lines).toEqual([
      `tcp.sendmsg 5 ${there} 0`,
      "tcp.sendmsg = 5",
      `tcp.sendmsg 3 ${there} 1`,
      "tcp.sendmsg = 3",
      `tcp.recvmsg 100 ${back} 0`,
      `tcp.recvmsg = 8 ${back}`,
      `tcp.recvmsg 9 ${back} 0`,
      `tcp.recvmsg = 0 ${back}`,
    ]);
  });

  it("what isn't acknowledged is sent again after as long as the socket's TCP_INFO says", async () => {
    const script = 'probe tcp.sendmsg { if (pid() == target()) println(tcp_get_info_rto(sock) == size * 1000, size > 0) }';
    // As many bytes as milliseconds.
    expect(await traced(script, `${pair(families[0]!)} send(C, "x" x (unpack("x8 L", getsockopt(C, 6, 11)) / 1000), 0);`)).toEqual(["11"]);
  });

  it("failures have their errors as sizes", async () => {
    const script = `
      probe tcp.sendmsg.return, tcp.recvmsg.return { if (pid() == target()) printf("%s = %d\\n", name, size) }`;
    const lines = await traced(script, `${pair(families[0]!)} $SIG{PIPE} = "IGNORE"; recv(A, $b, 9, MSG_DONTWAIT); shutdown(C, 1); send(C, "x", 0);`);
    expect(lines).toEqual(["tcp.recvmsg = -11", "tcp.sendmsg = -32"]);
  });

  it("other sockets don't count", async () => {
    const script = 'probe tcp.sendmsg, tcp.sendmsg.return, tcp.recvmsg, tcp.recvmsg.return, tcp.setsockopt { if (pid() == target()) println(pp()) }';
    // The raw socket has the protocol of TCP.
    const program = 'socketpair(X, Y, AF_UNIX, SOCK_STREAM, 0); syswrite(X, "a"); sysread(Y, $b, 1); socket(U, AF_INET, SOCK_RAW, 6); setsockopt(U, 0, 1, 16); recv(U, $b, 1, MSG_DONTWAIT);';
    expect(await traced(script, program)).toEqual([]);
  });

  it.each(families)("disconnecting: $address", async (family) => {
    const script = `
      probe tcp.disconnect { if (pid() == target()) printf("%s %d ${ends}\\n", name, flags & 2048, ${endValues}) }
      probe tcp.disconnect.return { if (pid() == target()) printf("%s = %d\\n", name, ret) }`;
    // 4: F_SETFL; the second descriptor doesn't wait.
    const lines = await traced(script, `${pair(family)} ${disconnect("A")} fcntl(C, 4, 2048 | 2); ${disconnect("C")} socket(U, AF_INET, SOCK_DGRAM, 0); ${disconnect("U")}`);
    const { address } = family;
    expect(lines[0]).toBe(`tcp.disconnect 0 ${String(family.family)} ${address}:7001 > ${address}:7002`);
    expect(lines[1]).toBe("tcp.disconnect = 0");
    expect(lines[2]).toMatch(new RegExp(`^tcp\\.disconnect 2048 ${String(family.family)} .*:7002 > `));
    expect(lines.slice(3)).toEqual(["tcp.disconnect = 0"]);
  });

  it("options have their numbers and names", async () => {
    const script = `
      probe tcp.setsockopt { if (pid() == target()) printf("%s %d %d %d %s %d %d\\n", name, family, level, optname, optstr, optlen, sock != 0) }
      probe tcp.setsockopt.return { if (pid() == target()) printf("%s = %d\\n", name, ret) }`;
    const program = `socket(S, AF_INET, SOCK_STREAM, 0); setsockopt(S, SOL_SOCKET, SO_KEEPALIVE, 1); setsockopt(S, 6, TCP_NODELAY, 1); setsockopt(S, 6, 13, "reno"); setsockopt(S, 6, 999, 1); setsockopt(S, 0, 1, pack("l", 16));`;
    expect(await traced(script, program)).toEqual([
      "tcp.setsockopt 2 6 1 TCP_NODELAY 4 1",
      "tcp.setsockopt = 0",
      "tcp.setsockopt 2 6 13 TCP_CONGESTION 4 1",
      "tcp.setsockopt = 0",
      "tcp.setsockopt 2 6 999 UNDEF 4 1",
      "tcp.setsockopt = -92",
      "tcp.setsockopt 2 0 1 UNDEF 4 1",
      "tcp.setsockopt = 0",
    ]);
  });

  it.each(families)("packets have their addresses and flags: $address", async (family) => {
    const script = `
      probe tcp.receive {
        if (dport == 7001 || sport == 7001)
          printf("%s %#x ${ends} %d%d%d%d%d%d %d\\n", name, protocol, ${endValues}, urg, ack, psh, rst, syn, fin, kernel_uint8(iphdr) >> 4)
      }`;
    const lines = await traced(script, `${pair(family)} send(C, "hello", 0); recv(A, $b, 9, 0); setsockopt(C, SOL_SOCKET, SO_LINGER, pack("ii", 1, 0)); close(C); select(undef, undef, undef, 0.1);`);
    const { address, protocol } = family;
    const version = family.family === 2 ? "4" : "6";
    const there = (flags: string): string => `tcp.receive ${protocol} ${String(family.family)} ${address}:7002 > ${address}:7001 ${flags} ${version}`;
    const back = (flags: string): string => `tcp.receive ${protocol} ${String(family.family)} ${address}:7001 > ${address}:7002 ${flags} ${version}`;
    expect(lines).toEqual([there("000010"), back("010010"), there("010000"), there("011000"), back("010000"), there("010100")]);
  });
});

need.it("names of states", async () => {
  expect(await traced("probe begin { println(tcp_sockstate_str(1), tcp_sockstate_str(10), tcp_sockstate_str(13)) exit() }", "")).toEqual(["TCP_ESTABLISHEDTCP_LISTENUNDEF"]);
});
