import { needs } from "@tapset/testkit";
import { expect, it } from "vitest";
import { traced } from "./traced.js";

const need = needs("tp-btf", "ring-buffer", "read-kernel", "read-user", "task-storage");

interface Family {
  readonly family: number;
  readonly address: string;
  /** What stands for every address. */
  readonly any: string;
  /** An address in Perl. */
  readonly at: (port: number) => string;
}

const families: readonly Family[] = [
  { family: 2, address: "127.0.0.1", any: "0.0.0.0", at: (port) => `sockaddr_in(${String(port)}, INADDR_LOOPBACK)` },
  { family: 10, address: "::1", any: "::", at: (port) => `pack_sockaddr_in6(${String(port)}, inet_pton(AF_INET6, "::1"))` },
];

/** A socket U bound to port 7001, and V that is bound to no address. */
function pair({ family, at }: Family): string {
  return `socket(U, ${String(family)}, SOCK_DGRAM, 0) or die; bind(U, ${at(7001)}) or die; socket(V, ${String(family)}, SOCK_DGRAM, 0) or die;`;
}

const ends = "%d %s:%d > %s:%d";
const endValues = "family, saddr, sport, daddr, dport";
const script = `
  probe udp.sendmsg, udp.recvmsg { if (pid() == target()) printf("%s %d ${ends} %d\\n", name, size, ${endValues}, sock != 0) }
  probe udp.sendmsg.return { if (pid() == target()) printf("%s = %d\\n", name, size) }
  probe udp.recvmsg.return { if (pid() == target()) printf("%s = %d ${ends}\\n", name, size, ${endValues}) }
  probe udp.disconnect { if (pid() == target()) printf("%s %d ${ends}\\n", name, flags & 2048, ${endValues}) }
  probe udp.disconnect.return { if (pid() == target()) printf("%s = %d ${ends}\\n", name, ret, ${endValues}) }`;

need.describe("UDP", () => {
  it.each(families)("messages to an address: $address", async (family) => {
    const { address, any } = family;
    const lines = await traced(script, `${pair(family)} send(V, "hello", 0, ${family.at(7001)}); recv(U, $b, 100, 0); recv(U, $b, 9, MSG_DONTWAIT);`);
    const receiver = `${String(family.family)} ${address}:7001 > ${any}:0`;
    // A port is found for V before the function that sends begins, but after the system call has.
    expect(lines[0]?.replace(/:\d+ >/, ":any >")).toBe(`udp.sendmsg 5 ${String(family.family)} ${any}:any > ${address}:7001 1`);
    expect(lines.slice(1)).toEqual([
      "udp.sendmsg = 5",
      `udp.recvmsg 100 ${receiver} 1`,
      `udp.recvmsg = 5 ${receiver}`,
      `udp.recvmsg 9 ${receiver} 1`,
      `udp.recvmsg = -11 ${receiver}`,
    ]);
  });

  it.each(families)("messages to the peer, and none any more: $address", async (family) => {
    const { address, any } = family;
    const program = `${pair(family)} bind(V, ${family.at(7002)}) or die; connect(V, getsockname(U)) or die; syswrite(V, "abc"); sysread(U, $b, 2); $none = pack("S x14", 0); syscall(42, fileno(V), $none, 16);`;
    const lines = await traced(script, program);
    const [connected, apart] = [`${String(family.family)} ${address}:7002 > ${address}:7001`, `${String(family.family)} ${address}:7002 > ${any}:0`];
    const receiver = `${String(family.family)} ${address}:7001 > ${any}:0`;
    expect(lines).toEqual([
      `udp.sendmsg 3 ${connected} 1`,
      "udp.sendmsg = 3",
      `udp.recvmsg 2 ${receiver} 1`,
      `udp.recvmsg = 2 ${receiver}`,
      `udp.disconnect 0 ${connected}`,
      `udp.disconnect = 0 ${apart}`,
    ]);
  });

  it("failures have their errors as sizes", async () => {
    const big = '$big = "x" x 70000; send(V, $big, 0, getsockname(U));';
    const lines = await traced("probe udp.sendmsg.return { if (pid() == target()) println(size) }", `${pair(families[0]!)} ${big}`);
    expect(lines).toEqual(["-90"]);
  });

  it("other sockets don't count", async () => {
    const program = 'socketpair(X, Y, AF_UNIX, SOCK_DGRAM, 0); syswrite(X, "a"); sysread(Y, $b, 1); socket(R, AF_INET, SOCK_RAW, 17); recv(R, $b, 1, MSG_DONTWAIT); $none = pack("S x14", 0); syscall(42, fileno(R), $none, 16);';
    expect(await traced(script, program)).toEqual([]);
  });
});
